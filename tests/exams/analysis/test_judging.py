"""Which questions are dubious, and in which order they are looked at."""

from exams.analysis.computing import ItemStatistics
from exams.analysis.judging import doubts, gravity
from exams.analysis.options import Chosen


def item(
    facility: float = 0.6, biserial: float | None = 0.4, apart: float | None = 0.4, n: int = 100
) -> ItemStatistics:
    return ItemStatistics(n, facility, None, None, apart, biserial)


OPTIONS = [Chosen("A", 10, 20, 20), Chosen("B", 15, 20, 5), Chosen("C", 2, 6, 2)]


def test_a_good_question_is_not_dubious() -> None:
    assert doubts(item(), OPTIONS, "B") == ()


def test_a_wrong_option_that_draws_the_best_is_a_doubt_where_the_key_is_known() -> None:
    assert doubts(item(), OPTIONS, "A") == ("tempted",)
    assert doubts(item(), OPTIONS, "") == ()


def test_one_or_two_of_the_best_are_a_slip() -> None:
    few = [Chosen("A", 25, 40, 20), Chosen("B", 2, 0, 0)]
    assert doubts(item(), few, "A") == ()


def test_doubts_are_named_the_gravest_first() -> None:
    assert doubts(item(0.1, -0.2, -0.1), OPTIONS, "A") == ("against", "tempted", "hard")
    assert doubts(item(0.99, 0.0, 0.0)) == ("easy",)
    assert doubts(item(0.6, 0.05, 0.3)) == ("flat",)


def test_of_fewer_than_thirty_nothing_is_concluded() -> None:
    assert doubts(item(0.0, -1.0, -1.0, n=29), OPTIONS, "A") == ()


def test_the_gravest_doubts_come_first_and_questions_without_any_last() -> None:
    named = [(), ("easy",), ("flat", "hard"), ("against",), ("against", "tempted"), ("flat",)]
    assert sorted(named, key=gravity) == [
        ("against", "tempted"),
        ("against",),
        ("flat", "hard"),
        ("flat",),
        ("easy",),
        (),
    ]
