"""The result notice (成绩通知单) of one attempt: what came of it, by which rules, how to object. A
job makes it (`copies`), in the city's language; who takes it is recorded. It holds no question and
no key, and before release no points."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from exams import copies, reviewing
from exams.choices import Cause, Kind
from exams.documenting import NOTICE_TAKEN
from exams.marking import objecting
from exams.models import Mark, Result, Seat
from exams.papers.printing import Unprintable, press_all, style_of
from portal import clock
from portal.audit.recording import record
from portal.policy.models import PolicyRule
from portal.policy.rules import Rule, rule

NOTICE = "notice"
SECONDS = 120
EDITION = 12  # hexadecimal digits that name an edition among copies
PRINTED = 32  # and those that are printed on it


@dataclass(frozen=True)
class Part:
    """What the questions of one kind brought together, in the order of the paper."""

    name: str
    questions: int
    points: Decimal
    out_of: Decimal


@dataclass(frozen=True)
class Before:
    """What the result said before it was changed, when and why. What was typed about a key stays
    inside: it may tell the key of a question that is kept for exams."""

    day: date
    score: Decimal
    passed: bool
    cause: str
    reason: str


@dataclass(frozen=True)
class Ground:
    """A rule that the result rests on, with its source, as of the day that decides."""

    value: int
    basis: str
    source: str


@dataclass(frozen=True)
class Notice:
    """Everything that stands on a notice but for the day of printing."""

    number: str
    name: str
    document: str
    organisation: str
    exam: str
    sitting: str
    ticket: str
    receipt: str
    written: date | None
    state: str
    objected: bool
    score: Decimal | None
    out_of: Decimal
    passed: bool | None
    pass_mark: Ground
    parts: tuple[Part, ...]
    released: date | None
    counts_from: date | None
    counts_since: date | None
    until: date | None
    objecting: Ground
    office: str
    before: tuple[Before, ...]

    @property
    def shown(self) -> bool:
        """Whether its points may be told."""
        return self.released is not None

    @property
    def digest(self) -> str:
        """SHA-256 of the facts: the same facts give the same, whoever asks and whenever."""
        plain = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(plain.encode()).hexdigest()

    @property
    def check_number(self) -> str:
        """Its digest as it is printed, in fours: the trail has it whole for each copy taken."""
        return " ".join(self.digest[at : at + 4] for at in range(0, PRINTED, 4)).upper()


def notice_of(result: Result) -> Notice:
    """The result comes with exam, person and organisation. In the city's language."""
    with override(settings.LANGUAGE_CODE):
        return _notice(result)


def _notice(result: Result) -> Notice:
    attempt, seen = result.attempt, reviewing.may_see(result)
    person, began = attempt.person, clock.day_of(attempt.started_at)
    rows = Seat.objects.unscoped("one result").filter(attempt=attempt)
    seat = rows.select_related("sitting").first()
    released = clock.day_of(result.released_at) if result.released_at else None
    return Notice(
        number=f"{attempt.receipt}-{result.revision + 1}",
        name=person.name,
        document=person.id_masked,
        organisation=person.organisation.name,
        exam=attempt.exam.title,
        sitting=seat.sitting.title if seat else "",
        ticket=seat.ticket if seat else "",
        receipt=attempt.receipt or "",
        written=clock.day_of(attempt.submitted_at) if attempt.submitted_at else None,
        state=str(result.state),
        objected=objecting.open_one(result.pk) is not None,
        score=result.score if seen else None,
        out_of=result.out_of,
        passed=result.passed if seen else None,
        pass_mark=_ground(rule("exam.pass_mark", on=began), attempt.pass_mark),
        parts=tuple(_parts(result)) if seen else (),
        released=released,
        counts_from=result.effective_from,
        counts_since=clock.day_of(result.effective_at) if result.effective_at else None,
        until=objecting.last_day(result),
        objecting=_ground(rule("exam.objection_working_days", on=released or clock.today())),
        office=rule("exam.office", on=clock.today()).both["zh"],
        before=tuple(_before(result)) if seen else (),
    )


def _ground(held: Rule, value: int | None = None) -> Ground:
    source = PolicyRule.objects.values_list("source_text", flat=True).get(pk=held.version)
    return Ground(held.number if value is None else value, held.basis, source)


def _parts(result: Result) -> Iterator[Part]:
    rows = Mark.objects.unscoped("a released result").filter(
        result=result, question__attempt_id=result.pk
    )
    told = rows.values_list("question__version__item__kind", "points", "question__points")
    found: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for kind, points, most in told:
        found.setdefault(kind, []).append((points, most))
    for one in Kind:
        if marks := found.get(one):
            points = sum((mark for mark, _most in marks), Decimal(0))
            out_of = sum((most for _mark, most in marks), Decimal(0))
            yield Part(str(one.label), len(marks), points, out_of)


def _before(result: Result) -> Iterator[Before]:
    """Newest first: the first is what the notice replaces."""
    for one in result.revisions.order_by("-number"):
        cause = Cause(one.cause)
        reason = one.reason if cause == Cause.OBJECTION else ""
        day = clock.day_of(one.at)
        yield Before(day, one.score_before, one.passed_before, str(cause.label), reason)


def wanted(result: Result, user_id: int) -> copies.Wanted:
    """The notice as its facts are now: as soon as they are others it is another copy."""
    edition = notice_of(result).digest[:EDITION]
    return copies.Wanted(NOTICE, result.pk, edition, user_id)


def make_copy(asked: copies.Wanted) -> None:
    """Make the PDF that somebody asked for, and lay it ready."""
    rows = Result.objects.unscoped("a copy that was asked for")
    result = rows.select_related("attempt__exam", "attempt__person__organisation").get(
        pk=asked.subject
    )
    told = notice_of(result)
    try:
        copies.keep(asked, print_notice(told), told.digest)
    except Unprintable as why:
        copies.note_trouble(asked, str(why))


def print_notice(told: Notice) -> bytes:
    """The PDF. Takes a second of another process: never in a request, never in a transaction.
    Raises Unprintable."""
    context: dict[str, Any] = {"told": told, "printed_at": clock.now()}
    with override(settings.LANGUAGE_CODE):
        page = render_to_string("marking/print/notice.html", context)
        style = style_of("exams/print/sheets.css", "marking/print/results.css")
        return press_all(page, style, seconds=SECONDS)


def hand_out(made: copies.Made, content: bytes, result: Result, *, actor_id: int) -> bytes:
    """The bytes of a copy that lies ready, once it is recorded who takes which."""
    data = {
        "facts": made.note,
        "sha256": hashlib.sha256(content).hexdigest(),
        "revision": result.revision,
    }
    place = result.attempt.person.organisation.path
    with transaction.atomic():
        record(NOTICE_TAKEN, result, actor_id=actor_id, place=place, data=data)
    return content
