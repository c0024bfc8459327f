"""The roster on paper: A4 across, with the place, the day and the moment it was known at on every
page, lines to sign on, and a place for a seal, which is never drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.template.loader import render_to_string

from certificates.roster.sharing import wording
from certificates.roster.sharing.lines import Line
from certificates.roster.twin import AsOf
from exams.papers.printing import press_all

AT_ONCE = 1_000  # rows of one file: WeasyPrint takes memory for each
SECONDS = 600  # by the clock, on a machine that is busy with other things
STYLE = "sharing/print.css"


@dataclass(frozen=True)
class Sheet:
    """What stands over the rows: whose roster, as of which day and as known when, made at which
    moment, narrowed to what; people in office altogether."""

    place: str
    as_of: AsOf
    made_at: datetime
    narrowed: str
    people: int
    rows: int


def parts(rows: int) -> int:
    """In how many files a list comes."""
    return max(1, -(-rows // AT_ONCE))


def printed(sheet: Sheet, lines: Sequence[Line], part: int) -> bytes:
    """A part (from 1) of the roster as PDF/UA, in the language that is active. Never in a request.
    Raises Unprintable."""
    begin = (part - 1) * AT_ONCE
    some = lines[begin : begin + AT_ONCE]
    context = {
        "sheet": sheet,
        "groups": list(_groups(some, begin)),
        "part": part,
        "parts": parts(len(lines)),
        "first": begin + 1,
        "last": begin + len(some),
        "is_last": begin + len(some) >= len(lines),
    }
    page = render_to_string("sharing/print.html", context)
    return press_all(page, render_to_string(STYLE), seconds=SECONDS)


def _groups(
    lines: Sequence[Line], begin: int
) -> Iterator[tuple[str, list[tuple[Line, dict[str, str]]]]]:
    """The rows of each organisation under its name."""
    numbered = list(enumerate(lines, start=begin + 1))
    for name, some in groupby(numbered, key=lambda one: one[1].organisation):
        yield name, [(line, wording.words(line, number)) for number, line in some]
