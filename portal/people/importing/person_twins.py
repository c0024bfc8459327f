"""Rows of one table that are about the same person, or contradict each other (bad input 26)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from portal.people.choices import RowVerdict
from portal.people.importing.kinds import Outcome, Reading, Remark
from portal.people.importing.person_reading import born_of

Key = Callable[[Reading], Hashable]


def find_twins(readings: Sequence[Reading], indexes: dict[int, str]) -> dict[int, Outcome]:
    """Objections by row: the second of two alike is refused; two that name the same person with
    different numbers, or the same number with different names, are both held."""
    whole = [one for one in readings if not one.problems]
    found: dict[int, Outcome] = {}
    for same in _groups(whole, lambda one: (one.values["name"], born_of(one))):
        if all(one.values["person"] for one in same):
            continue
        if len({indexes[one.number] for one in same}) > 1:
            _hold(found, same, "twin")
        else:
            _refuse_repeated(found, same, "name")
    for same in _groups(whole, lambda one: indexes[one.number]):
        if len({one.values["name"] for one in same}) > 1:
            _hold(found, same, "twin_number")
        else:
            _refuse_repeated(found, same, "number")
    for same in _groups(whole, lambda one: one.values["person"]):
        _refuse_repeated(found, same, "person")
    return found


def _groups(readings: Sequence[Reading], key: Key) -> Iterator[list[Reading]]:
    """Rows with the same key, two or more; a key that says nothing makes no group."""
    groups: dict[Hashable, list[Reading]] = defaultdict(list)
    for one in readings:
        value = key(one)
        if value and not (isinstance(value, tuple) and not all(value)):
            groups[value].append(one)
    return (same for same in groups.values() if len(same) > 1)


def _hold(found: dict[int, Outcome], same: list[Reading], code: str) -> None:
    """Every row names another one it contradicts."""
    for one in same:
        other = next(two.number for two in same if two.number != one.number)
        remark = Remark(code, "number", {"row": other})
        found.setdefault(one.number, Outcome(RowVerdict.HELD, problems=[remark]))


def _refuse_repeated(found: dict[int, Outcome], same: list[Reading], column: str) -> None:
    """All but the first."""
    remark = Remark("repeated", column, {"row": same[0].number})
    for one in same[1:]:
        found.setdefault(one.number, Outcome(RowVerdict.REFUSED, problems=[remark]))
