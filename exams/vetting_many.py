"""Many questions at once: handed in 500 to a transaction, approved each in its own. Each has its
own row and its own event, as if it had come alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exams import vetting
from exams.models import ItemVersion

MOST_AT_ONCE = 5_000  # handed in by one click; more would keep the page waiting
AT_ONCE = 500


@dataclass(frozen=True)
class Outcome:
    """What became of the chosen: how many were approved, how many are one's own and were left, and
    for each other one its reference with the reason."""

    approved: int
    own: int
    left: tuple[tuple[str, str], ...]


def submit_many(item_ids: Iterable[int], *, actor_id: int) -> int:
    """Give the newest version of each to a second person; how many were handed in. What waits, or
    was judged, already stays as it is. What 5,000 take: `make bench`, `hand_in`."""
    ids = sorted(item_ids)
    some = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return sum(_submit_some(part, actor_id) for part in some)


def _submit_some(ids: Sequence[int], actor_id: int) -> int:
    try:
        return vetting.submit_all(ids, actor_id=actor_id)
    except vetting.Overtaken:  # each by itself, then
        return sum(vetting.submit(item_id, actor_id=actor_id) for item_id in ids)


def approve_many(
    versions: Iterable[ItemVersion], *, reviewer_id: int, checklist: Sequence[str]
) -> Outcome:
    """Put each submitted version into use under one checklist; one's own are left out, and one
    that cannot be approved stops no other."""
    approved = own = 0
    left = []
    for version in versions:
        if version.written_by_id == reviewer_id:
            own += 1
            continue
        try:
            vetting.approve(version, reviewer_id=reviewer_id, checklist=checklist)
        except vetting.VerdictRefused as refused:
            left.append((version.item.ref, str(refused)))
        else:
            approved += 1
    return Outcome(approved, own, tuple(left))
