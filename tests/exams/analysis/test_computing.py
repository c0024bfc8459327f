"""The statistics equal an independent computation with numpy, to a thousand-millionth."""

from math import isnan

import numpy as np
import pytest

from exams.analysis.computing import Alike, Analysis, groups_of, histogram
from exams.analysis.judging import doubts

Marks = np.ndarray


def analysed(marks: Marks, most: list[int]) -> Analysis:
    totals = {n: int(total) for n, total in enumerate(marks.sum(axis=1))}
    made = Analysis(totals)
    for attempt in range(marks.shape[0]):
        for item in range(marks.shape[1]):
            made.add(attempt, item, int(marks[attempt, item]), most[item])
    return made


def generated(seed: int, people: int, items: int) -> tuple[Marks, list[int]]:
    """People of differing skill at items of differing difficulty; some answers are half right."""
    dice = np.random.default_rng(seed)
    skill, hard = dice.normal(size=(people, 1)), dice.normal(size=(1, items))
    chance = 1 / (1 + np.exp(hard - skill))
    most = [int(one) for one in dice.choice([100, 200, 250, 1000], size=items)]
    hit = dice.random((people, items))
    share = np.where(hit < chance, 1.0, np.where(hit < chance + 0.1, 0.5, 0.0))
    return np.rint(share * np.array(most)).astype(int), most


def everybody_and_nobody() -> tuple[Marks, list[int]]:
    marks, most = generated(5, 60, 8)
    marks[:, 0], marks[:, 1] = most[0], 0
    return marks, most


SETS = {
    "a county": generated(1, 430, 40),
    "a large one": generated(2, 3000, 100),
    "a handful": generated(3, 4, 10),
    "everybody and nobody": everybody_and_nobody(),
    "one candidate": generated(4, 1, 12),
}


def reference(marks: Marks, most: list[int], item: int) -> dict[str, float | None]:
    """As a statistician writes it down with numpy."""
    people = marks.shape[0]
    x, total = marks[:, item].astype(float), marks.sum(axis=1).astype(float)
    size = int(np.floor(people * 0.27))
    order = np.lexsort((np.arange(people), -total))
    best, weak = order[:size], order[people - size :]
    facility = x / most[item]
    rest = total - x
    with np.errstate(all="ignore"):
        biserial = np.corrcoef(x, rest)[0, 1] if people > 1 else np.nan
    return {
        "facility": facility.mean(),
        "discrimination": facility[best].mean() - facility[weak].mean() if size else None,
        "biserial": None if isnan(biserial) else biserial,
    }


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9


@pytest.mark.parametrize("name", sorted(SETS))
def test_each_item_is_as_numpy_says(name: str) -> None:
    marks, most = SETS[name]
    found = analysed(marks, most).of_items()
    for item in range(marks.shape[1]):
        wanted = reference(marks, most, item)
        for what, value in wanted.items():
            assert same(getattr(found[item], what), value), (name, item, what)


@pytest.mark.parametrize("name", sorted(SETS))
def test_the_whole_is_as_numpy_says(name: str) -> None:
    marks, most = SETS[name]
    found = analysed(marks, most).of_whole()
    total = marks.sum(axis=1) / 100
    people, k = marks.shape
    assert same(found.mean, float(total.mean()))
    assert same(found.median, float(np.median(total)))
    if people == 1:
        assert (found.deviation, found.alpha, found.sem) == (None, None, None)
        return
    deviation = float(total.std(ddof=1))
    alpha = k / (k - 1) * (1 - (marks / 100).var(axis=0, ddof=1).sum() / total.var(ddof=1))
    assert same(found.deviation, deviation)
    assert same(found.alpha, float(alpha))
    assert same(found.sem, deviation * float(np.sqrt(max(0.0, 1 - alpha))))


def test_where_papers_differ_there_is_no_alpha() -> None:
    made = Analysis({1: 200, 2: 100})
    made.add(1, 7, 100, 100)
    made.add(1, 8, 100, 100)
    made.add(2, 7, 100, 100)
    assert made.of_whole().alpha is None
    assert made.of_items()[8].n == 1


def test_of_equal_totals_the_earlier_attempt_is_the_better() -> None:
    groups = groups_of(dict.fromkeys(range(10), 500))
    assert groups == {0: 1, 1: 1, 8: -1, 9: -1}


def test_nobody_is_no_error() -> None:
    assert Analysis({}).of_whole().n == 0
    assert Analysis({}).of_items() == {}


def test_bars_hold_every_value_once() -> None:
    assert histogram([0, 9.9, 10, 55, 100], 100, 10) == [2, 1, 0, 0, 0, 1, 0, 0, 0, 1]


def test_a_key_that_is_wrong_shows() -> None:
    marks, most = generated(9, 400, 20)
    marks[:, 3] = most[3] - marks[:, 3]
    found = analysed(marks, most).of_items()
    assert "against" in doubts(found[3])
    assert [item for item, one in found.items() if "against" in doubts(one)] == [3]


def test_of_a_few_nothing_is_concluded() -> None:
    marks, most = generated(3, 4, 10)
    assert [doubts(one) for one in analysed(marks, most).of_items().values()] == [()] * 10


@pytest.mark.parametrize("name", sorted(SETS))
def test_many_alike_at_once_are_as_one_after_the_other(name: str) -> None:
    marks, most = SETS[name]
    one_by_one = analysed(marks, most)
    made, totals, groups = Analysis(one_by_one.totals), one_by_one.totals, one_by_one.groups
    for item in range(marks.shape[1]):
        for points in np.unique(marks[:, item]):
            for group in (1, 0, -1):
                found = [
                    totals[int(who)]
                    for who in np.flatnonzero(marks[:, item] == points)
                    if groups.get(int(who), 0) == group
                ]
                alike = Alike(len(found), sum(found), sum(one * one for one in found))
                if found:
                    made.add_alike(item, int(points), most[item], alike, group)
    assert made.of_items() == one_by_one.of_items()
    assert made.of_whole() == one_by_one.of_whole()
