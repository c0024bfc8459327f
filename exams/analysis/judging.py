"""Which items are dubious, by what they measured; knows no framework."""

from exams.analysis.computing import ItemStatistics

ENOUGH = 30  # candidates; of fewer nothing is concluded
TOO_EASY, TOO_HARD = 0.95, 0.20
LEAST_BISERIAL, LEAST_DISCRIMINATION = 0.10, 0.10

EASY, HARD, AGAINST, FLAT = "easy", "hard", "against", "flat"


def doubts(found: ItemStatistics) -> tuple[str, ...]:
    """Why somebody should look at an item: nearly everybody or hardly anybody gets it, the good
    get it less often than the weak (a wrong key does that), or it hardly tells them apart."""
    if found.n < ENOUGH:
        return ()
    named = []
    if found.facility > TOO_EASY:
        named.append(EASY)
    if found.facility < TOO_HARD:
        named.append(HARD)
    against = [one for one in (found.biserial, found.discrimination) if one is not None and one < 0]
    if against:
        named.append(AGAINST)
    elif _is_flat(found):
        named.append(FLAT)
    return tuple(named)


def _is_flat(found: ItemStatistics) -> bool:
    """An item that everybody gets cannot tell anybody apart; that is said already."""
    if found.facility > TOO_EASY or found.facility < TOO_HARD:
        return False
    biserial, apart = found.biserial, found.discrimination
    return (biserial is not None and biserial < LEAST_BISERIAL) or (
        apart is not None and apart < LEAST_DISCRIMINATION
    )
