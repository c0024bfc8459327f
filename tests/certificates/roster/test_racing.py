"""Two clerks appoint to the same post at the same moment: one wins, the other is told who did.
Who is hired while the certificate is being suspended is not hired."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from certificates import lifecycle
from certificates.roster import seconding
from certificates.roster.appointing import GateClosed
from certificates.roster.assessors import mirroring
from certificates.roster.models import Appointment, AssessorTerm, Secondment
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.models import Person, Post
from tests.certificates.roster import city


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; what each returned or raised."""
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


@pytest.mark.django_db(transaction=True)
def test_a_post_filled_by_two_clerks_at_once_has_one_holder() -> None:
    village = city.place("village")
    for _ in range(5):
        post = city.seat(village, provided=False)
        people = [city.somebody(village) for _ in range(3)]

        def take(person: Person, at: Post = post) -> Callable[[], object]:
            return lambda: city.elect(person, at)

        answers = at_once(*(take(person) for person in people))
        won = [answer for answer in answers if isinstance(answer, Appointment)]
        lost = [answer for answer in answers if isinstance(answer, GateClosed)]
        assert (len(won), len(lost)) == (1, 2)
        for refused in lost:
            (missing,) = refused.gate.missing
            assert (missing.id, missing.evidence) == ("vacant", won[0].person.name)
        assert Appointment.objects.unscoped("test").filter(post=post).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_hired_full_time_in_two_places_at_once_serves_in_one() -> None:
    township = city.place("township")
    for _ in range(10):
        person = city.somebody(township)
        city.certify(person)

        def take(at: Post, who: Person = person) -> Callable[[], object]:
            return lambda: city.hire(who, at)

        seats = [city.seat(township, "full_time") for _ in range(2)]
        answers = at_once(*(take(seat) for seat in seats))
        (refused,) = [one for one in answers if isinstance(one, GateClosed)]
        assert [missing.id for missing in refused.gate.missing] == ["full_time"]
        assert Appointment.objects.unscoped("test").filter(person=person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_term_as_assessor_that_two_enter_at_once_is_entered_once() -> None:
    village, court = city.place("village"), city.place("court")
    for _ in range(10):
        person = city.somebody(village)

        def mirror(who: Person = person) -> AssessorTerm:
            return mirroring.mirror(
                who, court, starts=clock.today(), appointed_by="人大常委会", actor_id=None
            )

        answers = at_once(mirror, mirror)
        (lost,) = [one for one in answers if isinstance(one, Refused)]
        assert lost.field == "starts"
        assert len([one for one in answers if isinstance(one, AssessorTerm)]) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_hiring_waits_for_a_suspension_under_way_and_is_refused() -> None:
    village = city.place("village")
    person, post = city.somebody(village), city.seat(village, "full_time")
    certificate = city.certify(person)
    suspending, hired = threading.Event(), threading.Event()

    def suspend() -> None:
        with transaction.atomic():
            lifecycle.suspend(certificate, reason_code="other", reason="核查", actor_id=None)
            suspending.set()
            hired.wait(1)

    def hire() -> Appointment:
        suspending.wait(10)
        try:
            return city.hire(person, post)
        finally:
            hired.set()

    _nothing, refused = at_once(suspend, hire)
    assert isinstance(refused, GateClosed)
    assert [missing.id for missing in refused.gate.missing] == ["certificate"]


@pytest.mark.django_db(transaction=True)
def test_two_who_are_exchanged_for_the_same_person_at_once_are_one() -> None:
    centre = city.place("township")
    people = [city.somebody(centre) for _ in range(3)]
    rows = []
    for person in people:
        city.certify(person)
        rows.append(city.hire(person, city.seat(centre, "part_time")))
    words: dict[str, Any] = {"agency": "县公安局", "detached": True, "actor_id": None}
    before = seconding.second(rows[0], **words)

    def exchange(row: Appointment) -> Callable[[], object]:
        return lambda: seconding.second(row, exchanges=before, **words)

    answers = at_once(*(exchange(row) for row in rows[1:]))
    won = [answer for answer in answers if isinstance(answer, Secondment)]
    lost = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(won), len(lost)) == (1, 1)
