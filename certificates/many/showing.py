"""An answered list as its page shows it: the counts, what needs looking at, the first rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from certificates.choices import Standing
from certificates.many import wording
from certificates.many.answering import Result
from certificates.many.keeping import KEPT
from certificates.many.lines import Outcome, Told, counted

FIRST = 50
SIGNS = {Outcome.DIFFERS: ("warn", "warn"), Outcome.UNCLEAR: ("warn", "pencil")}


@dataclass(frozen=True)
class Shown:
    """A row in words: `tone` and `icon` are set where no badge of a standing fits."""

    told: Told
    word: str
    remark: str
    tone: str = ""
    icon: str = ""


def shown(rows: Iterable[Told]) -> list[Shown]:
    found = []
    for one in islice(rows, FIRST):
        tone, icon = SIGNS.get(Outcome(one.outcome), ("rest", "dash")) if _is_own(one) else ("", "")
        found.append(Shown(one, wording.word(one.outcome), wording.remark(one), tone, icon))
    return found


def _is_own(one: Told) -> bool:
    return one.outcome in Outcome.values


def needs_looking(one: Told) -> bool:
    """Every row that is not simply valid or blank."""
    plain = one.outcome in {Standing.VALID, Outcome.BLANK}
    return not plain or bool(one.hints)


def page_of(result: Result) -> dict[str, Any]:
    """What the page of a list shows."""
    to_look = [one for one in result.told if needs_looking(one)]
    counts = counted(result.told)
    doubles = sum(1 for one in result.told if one.same_as)
    return {
        "list": result,
        "rows": len(result.told),
        "counts": [(outcome, wording.word(outcome), n) for outcome, n in counts.items() if n],
        "doubles": doubles,
        "to_look": shown(to_look),
        "more_to_look": max(0, len(to_look) - FIRST),
        "first": shown(result.told),
        "more": max(0, len(result.told) - FIRST),
        "until": result.at + timedelta(seconds=KEPT.total_seconds()),
        "moment": wording.MOMENT,
    }
