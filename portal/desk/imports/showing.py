"""What the result of a dry run looks like: the finding, the tiles, the rows in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.people.choices import WRITTEN_VERDICTS, RowVerdict
from portal.people.importing.kinds import kind_of
from portal.people.importing.wording import LEFT_OUT, told
from portal.people.models import ImportRow, ImportRun
from portal.spreadsheets.tables import column_letters

SIGNS = {
    RowVerdict.NEW: ("soft", "plus"),
    RowVerdict.CHANGED: ("link2", "pencil"),
    RowVerdict.SAME: ("rest", "check"),
    RowVerdict.HELD: ("warn", "question"),
    RowVerdict.REFUSED: ("warn", "warn"),
}
NAMED = 12
ENCODING_NAMES = {"utf-8-sig": "UTF-8", "gb18030": "GBK (GB 18030)", "big5": "Big5"}
SEPARATOR_NAMES = {"\t": "TAB"}


@dataclass(frozen=True)
class Tile:
    """A number that is a filter; `verdict` empty for all."""

    verdict: str
    label: str
    count: int
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Line:
    """A row as the table shows it."""

    number: int
    name: str
    place: str
    verdict: str
    label: str
    tone: str
    icon: str
    changes: list[tuple[str, str, str]]
    problems: list[tuple[str, str]]
    notes: list[str]
    was: str

    @property
    def says_something(self) -> bool:
        return bool(self.changes or self.problems or self.notes)

    @property
    def troubled(self) -> bool:
        return self.verdict in {RowVerdict.HELD, RowVerdict.REFUSED}


def finding(kind: str, counts: dict[str, int]) -> str:
    """The sentence before the table: 20人中，3人有变化，1人不能导入."""
    total, words = sum(counts.values()), parts_of(counts)
    return kind_of(kind).finding(total, words) if words else _("The table has no rows")


def finding_of_files(counts: dict[str, int]) -> str:
    """The sentence before the files of a ZIP, one at least."""
    total = sum(counts.values())
    sentence = ngettext("Of %(total)s photo: %(parts)s", "Of %(total)s photos: %(parts)s", total)
    return sentence % {"total": total, "parts": parts_of(counts)}


def parts_of(counts: dict[str, int]) -> str:
    """How many rows have each outcome, in words; empty when there are none."""
    total = sum(counts.values())
    parts = []
    for verdict in RowVerdict:
        number = counts.get(verdict, 0)
        if number and (verdict != RowVerdict.SAME or number == total):
            parts.append(_part(verdict, number))
    return pgettext("sentence", ", ").join(parts)


def _part(verdict: str, number: int) -> str:
    words = {
        RowVerdict.NEW: _("%(number)s new"),
        RowVerdict.CHANGED: _("%(number)s changed"),
        RowVerdict.SAME: _("%(number)s unchanged"),
        RowVerdict.HELD: _("%(number)s to be looked at"),
        RowVerdict.REFUSED: _("%(number)s cannot be imported"),
    }
    return words[RowVerdict(verdict)] % {"number": number}


def tiles(counts: dict[str, int]) -> list[Tile]:
    found = [Tile("", _("All"), sum(counts.values()))]
    for verdict in RowVerdict:
        tone, icon = SIGNS[verdict]
        number = counts.get(verdict, 0)
        if number or verdict in {RowVerdict.NEW, RowVerdict.CHANGED, RowVerdict.REFUSED}:
            found.append(Tile(verdict, str(verdict.label), number, tone, icon))
    return found


def line(run: ImportRun, row: ImportRow) -> Line:
    labels = {column.key: str(column.label) for column in kind_of(run.kind).columns}
    tone, icon = SIGNS[RowVerdict(row.verdict)]
    problems = [(_place_of(run, one, labels), told(one)) for one in row.problems]
    before = row.before["verdict"] if row.before else ""
    return Line(
        number=row.number,
        name=row.shown.get("name", ""),
        place=row.shown.get("place", ""),
        verdict=row.verdict,
        label=str(RowVerdict(row.verdict).label),
        tone=tone,
        icon=icon,
        changes=[(labels.get(key, key), old, new) for key, old, new in row.changes],
        problems=problems,
        notes=[told(_with_day(one)) for one in row.notes],
        was=str(RowVerdict(before).label) if before else "",
    )


def file_line(row: ImportRow) -> Line:
    """A file of a ZIP of portraits."""
    tone, icon = SIGNS[RowVerdict(row.verdict)]
    return Line(
        number=row.number,
        name=row.shown["name"],
        place=row.shown["place"],
        verdict=row.verdict,
        label=str(RowVerdict(row.verdict).label),
        tone=tone,
        icon=icon,
        changes=[],
        problems=[("", told(one)) for one in row.problems],
        notes=[row.shown["file"]],
        was="",
    )


def _place_of(run: ImportRun, remark: list[Any], labels: dict[str, str]) -> str:
    """The title the column has in the file, with its letter; the label where it has none."""
    key = remark[1]
    at = run.columns.get(key)
    if at is None or at >= len(run.titles):
        return labels.get(key, "")
    return _("%(title)s (column %(letter)s)") % {
        "title": run.titles[at], "letter": column_letters(at),
    }  # fmt: skip


def _with_day(remark: list[Any]) -> list[Any]:
    code, column, facts = remark
    if code != "day_read":
        return remark
    shown = date_format(date.fromisoformat(facts["day"]))
    return [code, column, {**facts, "day": shown}]


def noticed(run: ImportRun) -> list[str]:
    """What the file hides or does not say aloud, in sentences."""
    seen, found = run.seen, []
    if seen["encoding"]:
        encoding, separator = seen["encoding"], seen["separator"]
        found.append(
            _("Read as %(encoding)s, columns separated by %(separator)s.")
            % {
                "encoding": ENCODING_NAMES.get(encoding, encoding.upper()),
                "separator": SEPARATOR_NAMES.get(separator, separator),
            }
        )
    first, last = seen["heading"]
    if last > 1:
        found.append(
            _("The titles stand in rows %(first)s to %(last)s.") % {"first": first, "last": last}
            if first != last
            else _("The titles stand in row %(row)s.") % {"row": last}
        )
    if seen["hidden_rows"]:
        found.append(_("Hidden rows: %(rows)s.") % {"rows": _named(seen["hidden_rows"])})
    if seen["hidden_columns"]:
        letters = [column_letters(at) for at in seen["hidden_columns"]]
        found.append(_("Hidden columns: %(columns)s.") % {"columns": _named(letters)})
    if seen["merged"]:
        found.append(_("Merged cells: each got the value the area shows."))
    if seen["formulas"]:
        found.append(_("Formulas: their last values are taken; those rows say so."))
    found += _left_out(run)
    return found


def _left_out(run: ImportRun) -> list[str]:
    if not run.left_out:
        return []
    rows = [
        _("%(row)s (%(why)s)") % {"row": row, "why": LEFT_OUT[why]} for row, why in run.left_out
    ]
    return [_("Rows left out: %(rows)s.") % {"rows": _named(rows)}]


def handed_in(kind: str, rows: QuerySet[ImportRow]) -> int:
    """How many of the rows of a run that is over were handed in for others to decide."""
    others = kind_of(kind).speech.handed_in
    if others is None:
        return 0
    written = rows.filter(verdict__in=WRITTEN_VERDICTS).order_by()
    every = written.values_list("changes", flat=True).iterator()
    return sum(others.column in {key for key, _old, _new in changes} for changes in every)


def handed_in_words(kind: str, number: int) -> str:
    """That they were, and what is to come; empty for none."""
    others = kind_of(kind).speech.handed_in
    return others.told(number) if others and number else ""


def _named(items: list[Any]) -> str:
    words = pgettext("list", ", ").join(str(item) for item in items[:NAMED])
    return words if len(items) <= NAMED else f"{words} …"
