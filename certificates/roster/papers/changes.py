"""The changes of the roster that are still to be told, as lines of a paper: a fixed number of
queries, whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from certificates.holdings import holdings_of
from certificates.roster.choices import MISCONDUCT, EndReason, FilingKind
from certificates.roster.models import Appointment, Filing
from portal import clock
from portal.people.choices import AppointmentMode
from portal.people.models import Organisation
from portal.scope import Scope

AT_ONCE = 60  # lines of one paper: it is made while somebody waits, within a second (decision 24)
BEGUN, LEFT, STAYED = "任职", "不再担任", "任期届满（连任）"
# To the bureau, for its file: which body did what. Nobody else is told why.
_FOR_THE_FILE = {
    EndReason.SERIOUS_DERELICTION: "撤换",
    EndReason.INCOMPETENT: "撤换",
    EndReason.DISQUALIFIED: "撤换",
    EndReason.RESIGNED: "辞职",
    EndReason.TERM_EXPIRED: "任期届满",
    EndReason.ROTATED: "轮换",
    EndReason.DECEASED: "去世",
    EndReason.MERGED_ORG: "组织合并",
}


@dataclass(frozen=True)
class Line:
    """A change as the paper shows it; `other` is who was before, or who comes after."""

    appointment: Appointment
    what: str
    day: date
    number: str
    other: str
    due_on: date


@dataclass(frozen=True)
class Changes:
    """One paper's lines: part `part` of `parts`, each of at most AT_ONCE, of `total` changes."""

    lines: list[Line]
    part: int
    parts: int
    total: int


def open_filings(scope: Scope, kind: str, at: Organisation) -> QuerySet[Filing]:
    """What is still to be told of an organisation and what lies below it, the most pressing first.
    What comes to pass later is told later; of an entry that was corrected the right one tells."""
    rows: QuerySet[Filing] = Filing.objects.scoped(scope).filter(
        kind=kind,
        done_on__isnull=True,
        day__lte=clock.today(),
        organisation__path__startswith=at.path,
        appointment__superseded_at__isnull=True,
    )
    return rows.order_by("due_on", "organisation__path", "pk")


def changes(scope: Scope, kind: str, at: Organisation, part: int) -> Changes | None:
    """The lines of part `part` (from 1); None where there is no such part."""
    rows = open_filings(scope, kind, at)
    total = rows.count()
    parts = -(-total // AT_ONCE)
    if not 1 <= part <= parts:
        return None
    read = rows.select_related(
        "organisation",
        "appointment__person",
        "appointment__post",
        "appointment__ending__succession__successor__person",
    ).prefetch_related("appointment__succeeds__ending__appointment__person")
    some = list(read[(part - 1) * AT_ONCE : part * AT_ONCE])
    numbers = _numbers(one.appointment.person_id for one in some)
    lines = [_line(one, numbers.get(one.appointment.person_id, "")) for one in some]
    return Changes(lines, part, parts, total)


def _numbers(person_ids: Iterable[int]) -> dict[int, str]:
    """The number of each person's newest post certificate; it names the person, also when it does
    not hold any more."""
    found = holdings_of(set(person_ids))
    held = {who: [one for one in of if not one.is_void] for who, of in found.items()}
    return {who: of[-1].number for who, of in held.items() if of}


def _line(one: Filing, number: str) -> Line:
    row = one.appointment
    if not one.of_ending:
        return Line(row, BEGUN, one.day, number, _before(row), one.due_on)
    reason = row.ending.reason
    what = STAYED if reason == EndReason.RENEWED else LEFT
    if one.kind == FilingKind.BUREAU and (why := _why(row, reason)):
        what = f"{LEFT}（{why}）"
    return Line(row, what, one.day, number, _after(row), one.due_on)


def _why(row: Appointment, reason: str) -> str:
    """People's Mediation Law art. 15: who was elected is recalled, who was hired is dismissed."""
    if reason in MISCONDUCT:
        return "罢免" if row.mode == AppointmentMode.ELECTED else "解聘"
    return _FOR_THE_FILE.get(EndReason(reason), "")


def _before(row: Appointment) -> str:
    names: list[Any] = [one.ending.appointment.person.name for one in row.succeeds.all()]
    return f"前任：{names[0]}" if names else ""


def _after(row: Appointment) -> str:
    succession = getattr(row.ending, "succession", None)
    if succession is None:
        return ""
    if succession.successor:
        return f"接任：{succession.successor.person.name}"
    return "岗位撤销" if succession.closed_on else "空缺"
