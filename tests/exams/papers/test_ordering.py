"""Shuffles that anybody can repeat, and options that keep their place because of what they say."""

from collections import Counter

import pytest

from exams.papers.ordering import dice, order_of_options, picked, pinned_by_words, shuffled
from tests.exams.papers.pools import chi_square


def test_this_seed_gives_these_numbers_for_ever() -> None:
    rolls = dice("2026", "draw")
    assert [int(rolls.random() * 1000) for _ in range(5)] == [96, 220, 999, 218, 674]
    assert shuffled("ABCDEFGH", dice("2026", "place")) == list("ABEDHGCF")


def test_every_order_is_as_likely_as_any_other() -> None:
    rolls = dice("orders", "test")
    seen = Counter(tuple(shuffled("ABCD", rolls)) for _ in range(12_000))
    assert len(seen) == 24
    assert chi_square(seen.values(), 500) < 49.73  # 23 degrees of freedom, p = 0.001


def test_picking_takes_each_as_often_and_never_more_than_there_are() -> None:
    rolls = dice("picks", "test")
    seen = Counter(one for _ in range(5_000) for one in picked(range(10), 3, rolls))
    assert chi_square(seen.values(), 1500) < 27.88  # 9 degrees of freedom, p = 0.001
    assert sorted(picked(range(3), 5, rolls)) == [0, 1, 2]


def test_pinned_options_keep_their_place() -> None:
    rolls = dice("pins", "test")
    orders = {order_of_options(4, (3,), rolls) for _ in range(200)}
    assert {order[3] for order in orders} == {3}
    assert len(orders) == 6
    assert order_of_options(4, range(4), rolls) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    "words",
    [
        "以上都对",
        "以上均正确",
        "以上都不对。",
        "以上说法都正确",
        "都是",
        "以上皆是",
        "上述三种情况都属于",
        "前三项均可",
        "All of the above",
        "none of the above.",
        "All of these are correct",
    ],
)
def test_words_about_the_others_keep_the_last_place(words: str) -> None:
    assert pinned_by_words(["甲", "乙", "丙", words]) == (3,)
    assert pinned_by_words(["甲", "乙", words, "无法判断"]) == (2, 3)


@pytest.mark.parametrize(
    "words",
    [
        "A和B",
        "A、C正确",
        "ＡＢＤ",
        "Both A and B",
        "A and C are correct",
        "仅 A 正确",
        "A项和B项都对",
    ],
)
def test_words_that_name_letters_keep_the_whole_order(words: str) -> None:
    assert pinned_by_words(["甲", "乙", words, "丙"]) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    "words",
    [
        "上述情形消失后可以调解",
        "AB型血",
        "a dog",
        "有权要求",
        "Above the second floor",
        "全部房款",
        "B 栋",
    ],
)
def test_other_words_are_shuffled(words: str) -> None:
    assert pinned_by_words(["甲", "乙", "丙", words]) == ()


def test_two_such_options_stand_behind_the_others() -> None:
    assert pinned_by_words(["甲", "乙", "以上都对", "以上都不对"]) == (2, 3)
    assert pinned_by_words([]) == ()
