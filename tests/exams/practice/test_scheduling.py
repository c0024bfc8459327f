"""When a question comes again."""

from datetime import date

from fsrs import Rating

from exams.practice.scheduling import LONGEST, Memory, rating, review

DAY = date(2026, 11, 23)


def days(*rated: Rating, retention: int = 90) -> list[int]:
    """The days between repetitions when each is done on the day it is due."""
    memory: Memory | None = None
    found = []
    for one in rated:
        memory = review(memory, one, memory.due_on if memory else DAY, retention=retention)
        found.append((memory.due_on - memory.reviewed_on).days)
    return found


def test_an_answer_is_rated_by_what_it_was() -> None:
    assert rating(right=False, guessed=True, slow=True) == Rating.Again
    assert rating(right=True, guessed=False, slow=False) == Rating.Good
    assert rating(right=True, guessed=True, slow=False) == Rating.Hard
    assert rating(right=True, guessed=False, slow=True) == Rating.Hard


def test_what_was_wrong_comes_again_tomorrow() -> None:
    assert days(Rating.Again) == [1]


def test_what_is_remembered_comes_ever_later() -> None:
    found = days(Rating.Good, Rating.Good, Rating.Good, Rating.Good)
    assert found == sorted(set(found))
    assert found[0] >= 2


def test_a_guess_comes_sooner_than_knowledge() -> None:
    assert days(Rating.Good, Rating.Hard)[1] < days(Rating.Good, Rating.Good)[1]


def test_forgetting_begins_anew_soon() -> None:
    known = days(*[Rating.Good] * 4, Rating.Again)
    assert known[-1] < known[-2]


def test_a_higher_retention_asks_more_often() -> None:
    assert days(*[Rating.Good] * 3, retention=95)[2] < days(*[Rating.Good] * 3, retention=80)[2]


def test_nothing_stays_away_longer_than_a_year() -> None:
    assert max(days(*[Rating.Easy] * 12)) == LONGEST


def test_the_same_answers_give_the_same_days() -> None:
    rated = [Rating.Good, Rating.Hard, Rating.Again, Rating.Good, Rating.Good]
    assert days(*rated) == days(*rated)


def test_an_answer_on_the_day_of_the_last_one_counts_as_the_same_day() -> None:
    first = review(None, Rating.Again, DAY, retention=90)
    again = review(first, Rating.Good, DAY, retention=90)
    assert again.reviewed_on == DAY
    assert again.due_on > DAY
