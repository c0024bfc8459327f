"""What the register says of a list: each row as the page for one would say it, asked in sets."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from certificates import answering, limiting, numbering, verification
from certificates.asking.choices import Way
from certificates.choices import Standing
from certificates.many.lines import Hint, Line, Outcome, Sheet, Told
from certificates.verification import Printed, Question, Verdict, comparable
from portal import clock


@dataclass(frozen=True)
class Result:
    """A list with its answers. `number` names it on paper and in the log; `user` is the login that
    brought it, None for a visitor; the others as in `lines.Sheet`."""

    number: str
    name: str
    at: datetime
    user: int | None
    above: list[tuple[str, ...]]
    read_as: tuple[tuple[str, str], ...]
    told: list[Told]


def answer(request: HttpRequest, sheet: Sheet, way: Way, user: int | None) -> Result:
    """Ask what can be asked, once for rows that say the same, and note every question. What is
    known of single questions holds here: a number that was missed too often rests, and so does one
    whose endings are being tried.

    Raises enciphering.Unreadable; database errors are the caller's.
    """
    _hold_back(sheet)
    asked = list(dict.fromkeys(line.question for line in sheet.lines if line.question))
    verdicts = answering.counting_back(asked, lambda: verification.many(asked))
    said = dict(zip(asked, verdicts, strict=True))
    number = f"HYM-{clock.today():%y%m%d}-{numbering.new_code()[:7]}"
    answering.note_of_list(request, list(zip(verdicts, asked, strict=True)), way, number)
    told = [_told(line, said[line.question] if line.question else None) for line in sheet.lines]
    return Result(number, sheet.name, clock.now(), user, sheet.above, sheet.read_as, told)


def _hold_back(sheet: Sheet) -> None:
    asked = [line.question for line in sheet.lines if line.question]
    missed = limiting.too_often_missed({one.number for one in asked if one.number})
    ended = limiting.take_endings({one.number for one in asked if one.ending} - missed)
    for line in sheet.lines:
        one = line.question
        if one and one.number in missed:
            line.hints.append(Hint("rests_minute"))
            line.question = None
        elif one and one.ending and one.number in ended:
            line.hints.append(Hint("rests_day"))
            line.question = None


def _told(line: Line, verdict: Verdict | None) -> Told:
    if line.question is None or verdict is None:
        outcome = Outcome.BLANK if line.is_blank else Outcome.UNCLEAR
        return Told(line.row, line.cells, outcome.value, hints=tuple(line.hints))
    hints = [*line.hints]
    standing = verdict.standing.value
    if verdict.printed:
        hints += _differences(line, verdict.printed)
    differs = any(one.code in {"name_differs", "number_differs"} for one in hints)
    printed = verdict.printed
    return Told(
        line.row,
        line.cells,
        Outcome.DIFFERS.value if differs else standing,
        _shown(line.question),
        standing,
        printed.name if printed else "",
        printed.number if printed else "",
        printed.organisation if printed else "",
        _iso(verdict.since),
        _iso(printed.valid_until) if printed and verdict.standing != Standing.REVOKED else "",
        verdict.query,
        line.same_as,
        tuple(hints),
    )


def _differences(line: Line, printed: Printed) -> list[Hint]:
    """A right code on somebody else's paper: name and number beside it are compared."""
    found = []
    if line.given_name and comparable(line.given_name) != comparable(printed.name):
        found.append(Hint("name_differs"))
    if line.given_number and line.given_number != printed.number:
        found.append(Hint("number_differs"))
    return found


def _shown(asked: Question) -> str:
    """What was asked, as people read it; how a document ends is not repeated."""
    if asked.code:
        return numbering.spaced_code(asked.code)
    return f"{numbering.spaced_number(asked.number)} {asked.name}".strip()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
