"""An answered list as its page shows it: the counts, what needs looking at, the first rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from certificates.choices import Standing
from certificates.many import wording
from certificates.many.answering import Result
from certificates.many.keeping import KEPT
from certificates.many.lines import Outcome, Told, counted

MOST, FIRST = 50, 20  # rows of a page; of one that begins with those to look at
SIGNS = {Outcome.DIFFERS: ("warn", "warn"), Outcome.UNCLEAR: ("warn", "pencil")}


@dataclass(frozen=True)
class Shown:
    """A row in words: `tone` and `icon` are set where no badge of a standing fits."""

    told: Told
    word: str
    remark: str
    until: date | None
    tone: str = ""
    icon: str = ""


def shown(rows: Iterable[Told], most: int) -> list[Shown]:
    found = []
    for one in islice(rows, most):
        tone, icon = SIGNS.get(Outcome(one.outcome), ("rest", "dash")) if _is_own(one) else ("", "")
        until = date.fromisoformat(one.until) if one.until else None
        word, remark = wording.word(one.outcome), wording.remark(one)
        found.append(Shown(one, word, remark, until, tone, icon))
    return found


def _is_own(one: Told) -> bool:
    return one.outcome in Outcome.values


def needs_looking(one: Told) -> bool:
    """Every row that is not simply valid or blank."""
    plain = one.outcome in {Standing.VALID, Outcome.BLANK}
    return not plain or bool(one.hints)


def page_of(result: Result) -> dict[str, Any]:
    """What the page of a list shows: a short one whole, of a long one what needs looking at, then
    its beginning."""
    rows = len(result.told)
    most = rows if rows <= MOST else FIRST
    to_look = [one for one in result.told if needs_looking(one)] if rows > MOST else []
    counts = counted(result.told)
    return {
        "list": result,
        "rows": rows,
        "read_as": wording.read_as(result.read_as),
        "counts": [(wording.word(outcome), n) for outcome, n in counts.items() if n],
        "doubles": sum(1 for one in result.told if one.same_as),
        "to_look": shown(to_look, MOST),
        "more_to_look": max(0, len(to_look) - MOST),
        "first": shown(result.told, most),
        "more": rows - most,
        "until": result.at + KEPT,
        "moment": wording.MOMENT,
    }
