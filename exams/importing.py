"""Importing tables of questions as drafts: all or nothing, or the good rows only when asked; a
second run changes nothing (a question is known by its content)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.statutes.citations import repealed_citations
from exams import bank
from exams.bank import Label
from exams.checking import ItemRefused, check
from exams.models import Item, ItemKey
from exams.question_files import QuestionRow, UnreadableFile, read
from exams.wording import Wording

REF_PREFIX = "file-"
DIGEST_LENGTH = 24


@dataclass(frozen=True)
class Problem:
    """What is wrong where; row 0 is the file as a whole."""

    file: str
    row: int
    reason: str


@dataclass
class Report:
    """What an import found and did. `known` were in the bank before, `repeated` stand twice in
    the files, `cleaned` had invisible characters taken out."""

    rows: int = 0
    added: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    repeated: list[Problem] = field(default_factory=list)
    cleaned: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Good:
    ref: str
    wording: Wording
    source: str


def import_questions(
    files: Sequence[tuple[str, bytes]],
    *,
    actor_id: int | None = None,
    subject: str = "",
    good_rows_only: bool = False,
) -> Report:
    """Import (name, content) files as drafts, in one transaction.

    With any problem nothing is imported unless `good_rows_only`. Nobody sees a draft in a paper
    until a person gives it a subject and makes it live.
    """
    report = Report()
    good: dict[str, _Good] = {}
    for name, content in files:
        _sort_out(name, content, good, report)
    if not report.problems or good_rows_only:
        with transaction.atomic():
            _write(good, report, subject, actor_id)
    return report


def _sort_out(name: str, content: bytes, good: dict[str, _Good], report: Report) -> None:
    try:
        rows = read(content)
    except UnreadableFile as error:
        report.problems.append(Problem(name, 0, _file_reason(str(error))))
        return
    report.rows += len(rows)
    for row in rows:
        try:
            _take(name, row, good, report)
        except ItemRefused as refused:
            report.problems.append(Problem(name, row.row, str(refused)))


def _take(name: str, row: QuestionRow, good: dict[str, _Good], report: Report) -> None:
    if not row.kind:
        raise ItemRefused(_("unknown kind of question: “%(kind)s”") % {"kind": row.kind_text})
    wording = Wording(row.kind, row.stem, row.options, row.key, row.explanation)
    check(wording)
    _refuse_repealed(wording)
    ref = REF_PREFIX + row.digest[:DIGEST_LENGTH]
    before = good.get(ref) or _stored(ref)
    if before and before.wording.key != row.key:
        raise ItemRefused(
            _("the same question is there with another answer (%(before)s, here %(here)s)")
            % {"before": before.wording.key, "here": row.key}
        )
    if ref in good:
        report.repeated.append(Problem(name, row.row, _("stands in the files twice")))
    if row.removed:
        text = _("%(count)s invisible characters taken out") % {"count": row.removed}
        report.cleaned.append(Problem(name, row.row, text))
    good.setdefault(ref, _Good(ref, wording, row.source))


def _refuse_repealed(wording: Wording) -> None:
    """The law asked about must stand: 物权法, 合同法 and others were repealed by the Civil Code."""
    text = "\n".join((wording.stem, *wording.options, wording.explanation))
    found = repealed_citations(text)
    if found:
        old = found[0]
        raise ItemRefused(
            _("it cites “%(words)s”, repealed since %(day)s; now %(place)s")
            % {
                "words": text[old.start : old.end],
                "day": date_format(old.law.repealed_on),
                "place": old.law.now,
            }
        )


def _stored(ref: str) -> _Good | None:
    key = ItemKey.objects.filter(version__item__ref=ref).order_by("version__n").last()
    if key is None:
        return None
    return _Good(ref, Wording("", "", (), key.key), "")


def _write(good: dict[str, _Good], report: Report, subject: str, actor_id: int | None) -> None:
    known = set(
        Item.objects.filter(ref__startswith=REF_PREFIX).values_list("ref", flat=True)
    ) & set(good)
    report.known = len(known)
    for ref, row in good.items():
        if ref in known:
            continue
        label = Label(subject=subject, source=row.source)
        bank.add_item(ref, row.wording, label=label, actor_id=actor_id)
        report.added += 1


def _file_reason(code: str) -> str:
    return {
        "encoding": _("the file is neither UTF-8 nor GBK text; please save it again as CSV"),
        "empty": _("the file is empty"),
        "table": _("the file is not a well-formed CSV table"),
        "long": _("the file has more than 20,000 rows; please split it"),
        "header": _(
            "the first row must name the columns: input (question), output (answer), A, B, …,"
            " multichoice (kind)"
        ),
    }[code]
