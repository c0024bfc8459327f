"""What was chosen at a choice question by the best, the weakest and those between; knows no
framework. Letters are the author's: A is the first option of the version."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

UPPER, MIDDLE, LOWER = 1, 0, -1
NONE = ""  # nothing was chosen


@dataclass(frozen=True)
class Chosen:
    """How many of each group chose an option (of several, at a multiple choice); `letter` is NONE
    for those who left the question open."""

    letter: str
    upper: int
    middle: int
    lower: int

    @property
    def many(self) -> int:
        return self.upper + self.middle + self.lower


@dataclass
class Tally:
    """Counts of one question: `groups` are the people who had it, by their group."""

    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)

    def add(self, letters: Iterable[str], group: int, many: int) -> None:
        """So many people of a group chose these letters, or nothing."""
        self.groups[group] = self.groups.get(group, 0) + many
        for letter in set(letters) or {NONE}:
            held = self.counts.setdefault(letter, {})
            held[group] = held.get(group, 0) + many

    def told(self, letters: Iterable[str]) -> list[Chosen]:
        """Of these options, in their order, each; last those who chose nothing."""
        return [_chosen(letter, self.counts.get(letter, {})) for letter in (*letters, NONE)]


def _chosen(letter: str, held: Mapping[int, int]) -> Chosen:
    return Chosen(letter, held.get(UPPER, 0), held.get(MIDDLE, 0), held.get(LOWER, 0))


def tempting(found: Iterable[Chosen], key: Collection[str], enough: int) -> list[str]:
    """The wrong options that more of the best chose than of the weakest, at least `enough` of them:
    they may be right, or say something else than was meant."""
    wrong = (one for one in found if one.letter != NONE and one.letter not in key)
    return [one.letter for one in wrong if one.upper > one.lower and one.upper >= enough]


def idle(found: Iterable[Chosen], key: Collection[str], people: int, percent: int) -> list[str]:
    """The wrong options that less than so many percent chose: nobody takes them for right."""
    wrong = (one for one in found if one.letter != NONE and one.letter not in key)
    return [one.letter for one in wrong if one.many * 100 < people * percent]
