"""Which items are dubious, by what they measured; knows no framework."""

from collections.abc import Collection, Sequence

from exams.analysis.computing import ItemStatistics
from exams.analysis.options import Chosen, tempting

ENOUGH = 30  # candidates; of fewer nothing is concluded
TOO_EASY, TOO_HARD = 0.95, 0.20
LEAST_BISERIAL, LEAST_DISCRIMINATION = 0.10, 0.10

FEW_TEMPTED, TEMPTED_PERCENT = 3, 10  # of the best, so that a slip of one or two is none

AGAINST, TEMPTED, FLAT, HARD, EASY = "against", "tempted", "flat", "hard", "easy"
GRAVEST_FIRST = (AGAINST, TEMPTED, FLAT, HARD, EASY)


def gravity(named: Collection[str]) -> tuple[int, int]:
    """For sorting: the gravest doubt first, then those with more of them; without any last."""
    places = [GRAVEST_FIRST.index(one) for one in named]
    return (min(places, default=len(GRAVEST_FIRST)), -len(places))


def doubts(
    found: ItemStatistics, options: Sequence[Chosen] = (), key: Collection[str] = ()
) -> tuple[str, ...]:
    """Why somebody should look at an item: nearly everybody or hardly anybody gets it, the good
    get it less often than the weak (a wrong key does that), it hardly tells them apart, or a wrong
    option draws more of the best than of the weakest. The gravest first."""
    if found.n < ENOUGH:
        return ()
    holds = {
        AGAINST: _is_against(found),
        TEMPTED: bool(named_options(options, key)),
        FLAT: _is_flat(found) and not _is_against(found),
        HARD: found.facility < TOO_HARD,
        EASY: found.facility > TOO_EASY,
    }
    return tuple(one for one in GRAVEST_FIRST if holds[one])


def named_options(options: Sequence[Chosen], key: Collection[str]) -> list[str]:
    """The wrong options that draw the best."""
    return tempting(options, key, _enough_tempted(options)) if key else []


def _enough_tempted(options: Sequence[Chosen]) -> int:
    best = sum(one.upper for one in options)
    return max(FEW_TEMPTED, best * TEMPTED_PERCENT // 100)


def _is_against(found: ItemStatistics) -> bool:
    return any(one is not None and one < 0 for one in (found.biserial, found.discrimination))


def _is_flat(found: ItemStatistics) -> bool:
    """An item that everybody gets cannot tell anybody apart; that is said already."""
    if found.facility > TOO_EASY or found.facility < TOO_HARD:
        return False
    biserial, apart = found.biserial, found.discrimination
    return (biserial is not None and biserial < LEAST_BISERIAL) or (
        apart is not None and apart < LEAST_DISCRIMINATION
    )
