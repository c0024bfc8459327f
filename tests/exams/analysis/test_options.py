"""Distractor tables equal a count with numpy, and say which wrong options to look at."""

import numpy as np
import pytest

from exams.analysis.options import LOWER, MIDDLE, NONE, UPPER, Chosen, Tally, idle, tempting

LETTERS = "ABCD"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_table_is_as_numpy_counts(seed: int) -> None:
    dice = np.random.default_rng(seed)
    groups = dice.choice([UPPER, MIDDLE, LOWER], size=700)
    chosen = dice.random((700, 4)) < [0.6, 0.2, 0.15, 0.0]
    tally = Tally()
    for group, row in zip(groups, chosen, strict=True):
        tally.add([LETTERS[n] for n in np.flatnonzero(row)], int(group), 1)
    found = {one.letter: one for one in tally.told(LETTERS)}
    for n, letter in enumerate(LETTERS):
        one = found[letter]
        wanted = [int((chosen[:, n] & (groups == group)).sum()) for group in (1, 0, -1)]
        assert [one.upper, one.middle, one.lower] == wanted, letter
    nothing = ~chosen.any(axis=1)
    assert found[NONE].many == int(nothing.sum())
    assert sum(tally.groups.values()) == 700


def test_many_alike_count_as_many_and_a_letter_once() -> None:
    tally = Tally()
    tally.add(["B", "B"], UPPER, 5)
    tally.add([], LOWER, 2)
    assert tally.told("AB") == [
        Chosen("A", 0, 0, 0),
        Chosen("B", 5, 0, 0),
        Chosen(NONE, 0, 0, 2),
    ]


def test_a_wrong_option_that_the_best_choose_is_named() -> None:
    found = [Chosen("A", 20, 5, 2), Chosen("B", 9, 3, 4), Chosen("C", 1, 0, 0), Chosen("", 9, 0, 0)]
    assert tempting(found, "A", enough=3) == ["B"]
    assert tempting(found, "B", enough=3) == ["A"]


def test_a_wrong_option_that_hardly_anybody_chooses_is_named() -> None:
    found = [
        Chosen("A", 50, 30, 18),
        Chosen("B", 0, 1, 0),
        Chosen("C", 0, 1, 1),
        Chosen("", 0, 0, 0),
    ]
    assert idle(found, "A", people=100, percent=2) == ["B"]
