"""Hands at once: the last place of a list goes to one name, the last two outcomes conclude it."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from certificates.roster.assessors import concluding, recommending
from certificates.roster.models import Recommendation, RecommendationList
from certificates.roster.refusing import Refused
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; what each returned or was refused with."""
    barrier = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            answers[place] = act()
        except Refused as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=entry) for entry in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_places_of_a_list_are_given_once_and_the_fifth_is_kept() -> None:
    village = city.place("village")
    listed = rows.opened(village, rows.court())  # two places
    people = [rows.ready(village) for _n in range(4)]
    answers = at_once(*((lambda one=one: rows.named(listed, one)) for one in people))
    won = [answer for answer in answers if isinstance(answer, Recommendation)]
    lost = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(won), len(lost)) == (2, 2)
    assert sorted(name.place for name in won) == [1, 2]


def test_two_who_give_the_last_outcomes_at_once_conclude_the_list() -> None:
    village = city.place("village")
    listed = rows.opened(village, rows.court())
    names = [rows.named(listed, rows.ready(village)) for _n in range(2)]
    recommending.hand_over(listed, paper="函1号", actor_id=None)

    def answer(name: Recommendation) -> Callable[[], object]:
        return lambda: concluding.answer(
            name, outcome="not_appointed", paper="函2号", actor_id=None
        )

    answers = at_once(*(answer(name) for name in names))
    assert all(isinstance(given, Recommendation) for given in answers)
    assert RecommendationList.every.get().state == "concluded"
