"""Who is at a paper is remembered for a while; that a page was left is kept and changes nothing."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from redis.exceptions import RedisError

from exams import attempts, presence
from exams.models import Attempt, Exam, PageLeaving
from exams.presence import MOST, Leaving
from portal import clock
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def quiz(lasting: None) -> tuple[Person, Exam]:
    return rows.ready_quiz()


@pytest.fixture
def running(quiz: tuple[Person, Exam]) -> Attempt:
    with clock.at(rows.MOMENT):
        return attempts.start(quiz[0].pk, quiz[1], actor_id=None)


def leave(running: Attempt, *told: Leaving, minutes: int = 5) -> bool:
    with clock.at(rows.MOMENT + timedelta(minutes=minutes)):
        return presence.leave(running.pk, told)


def test_the_last_time_a_page_asked_is_known(running: Attempt) -> None:
    cache.clear()
    assert presence.seen([running.pk]) == {}
    with clock.at(rows.MOMENT):
        presence.here(running.pk)
    assert presence.seen([running.pk, running.pk + 1]) == {running.pk: rows.MOMENT}


def test_without_a_cache_nothing_fails_and_nothing_is_told(
    running: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RedisError("away")

    monkeypatch.setattr(cache, "set", broken)
    monkeypatch.setattr(cache, "get_many", broken)
    presence.here(running.pk)
    assert presence.seen([running.pk]) is None


def test_a_leaving_is_kept_by_the_server_s_clock_and_once(running: Attempt) -> None:
    gone = Leaving("m1", 4, None, rows.MOMENT - timedelta(days=400))
    back = Leaving("m1", 20, 18, None)
    assert [leave(running, gone), leave(running, gone, back), leave(running, back)] == [True] * 3
    kept = PageLeaving.every.order_by("pk")
    five = rows.MOMENT + timedelta(minutes=5)
    assert list(kept.values_list("mark", "back", "seconds", "at", "left_at")) == [
        ("m1", False, None, five, five - timedelta(seconds=4)),
        ("m1", True, 18, five, five - timedelta(seconds=20)),
    ]
    assert kept[0].device_at == rows.MOMENT - timedelta(days=400)


def test_nobody_left_before_they_began(running: Attempt) -> None:
    leave(running, Leaving("m1", 2**31 - 1, 9, None))
    assert PageLeaving.every.get().left_at == rows.MOMENT


def test_leaving_changes_neither_the_paper_nor_its_time(running: Attempt) -> None:
    before = Attempt.every.filter(pk=running.pk).values().get()
    leave(running, *(Leaving(f"m{n}", 4, 60, None) for n in range(9)))
    assert Attempt.every.filter(pk=running.pk).values().get() == before


def test_what_no_person_does_is_not_kept_without_end(running: Attempt) -> None:
    leave(running, *(Leaving(f"m{n}", 4, None, None) for n in range(MOST + 20)))
    leave(running, Leaving("one more", 4, None, None))
    assert PageLeaving.every.count() == MOST


def test_of_a_paper_that_has_ended_nothing_is_kept(running: Attempt) -> None:
    attempts.submit(running.pk, actor_id=None, received_at=rows.MOMENT)
    assert leave(running, Leaving("m1", 4, None, None)) is False
    assert PageLeaving.every.count() == 0


def test_what_is_kept_is_evidence(running: Attempt) -> None:
    leave(running, Leaving("m1", 4, None, None))
    for act in (lambda: PageLeaving.every.update(seconds=1), PageLeaving.every.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
