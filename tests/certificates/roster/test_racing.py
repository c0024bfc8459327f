"""Two clerks appoint to the same post at the same moment: one wins, the other is told who did.
Who is hired while the certificate is being suspended is not hired."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from certificates import lifecycle
from certificates.roster import entering, seconding, writing
from certificates.roster.appointing import GateClosed
from certificates.roster.assessors import mirroring
from certificates.roster.models import Appointment, AssessorTerm, Secondment
from certificates.roster.refusing import Refused
from certificates.roster.writing import End, Terms
from portal import clock
from portal.people.models import Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.acts import signed


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


@dataclass
class Narrow:
    """A call that takes its time, and how many were in it at once at most."""

    real: Callable[..., Any]
    now: int = 0
    most: int = 0
    calls: int = 0

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.calls += 1
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            time.sleep(0.3)
            return self.real(*given, **named)
        finally:
            self.now -= 1


@pytest.fixture
def writing_slowly(monkeypatch: pytest.MonkeyPatch) -> Narrow:
    """Appointments are written slowly, once the gate has been asked."""
    narrow = Narrow(writing.write_appointment)
    monkeypatch.setattr(writing, "write_appointment", narrow)
    monkeypatch.setattr(entering, "write_appointment", narrow)
    return narrow


def entered(person: Person, post: Post, came: int, left: int) -> Callable[[], object]:
    """A term of the past, so many days ago."""
    today, day = clock.today(), timedelta(days=1)
    mode = "elected" if post.kind == "member" else "hired"
    end = End(today - left * day, "resigned", "会议")
    terms: dict[str, Any] = {"mode": mode, "starts": today - came * day, "terms": Terms("纪要")}
    both: dict[str, Any] = {"end": end, "signed": signed(), "actor_id": None}
    return lambda: entering.enter(person, post, **terms, **both)


@pytest.mark.django_db(transaction=True)
def test_one_person_hired_full_time_in_two_places_at_once_serves_in_one(
    writing_slowly: Narrow,
) -> None:
    township = city.place("township")
    person = city.somebody(township)
    city.certify(person)
    seats = [city.seat(township, "full_time") for _ in range(2)]

    def take(at: Post) -> Callable[[], object]:
        return lambda: city.hire(person, at)

    answers = at_once(*(take(seat) for seat in seats))
    (refused,) = [one for one in answers if isinstance(one, GateClosed)]
    assert [missing.id for missing in refused.gate.missing] == ["full_time"]
    assert Appointment.objects.unscoped("test").filter(person=person).count() == 1
    assert writing_slowly.calls == 1


@pytest.mark.django_db(transaction=True)
def test_terms_of_the_past_take_turns_at_the_person_and_at_the_post(
    writing_slowly: Narrow,
) -> None:
    township = city.place("township")
    person = city.somebody(township)
    seats = [city.seat(township, "full_time") for _ in range(2)]
    answers = at_once(*(entered(person, seat, 90, 30) for seat in seats))
    (refused,) = [one for one in answers if isinstance(one, GateClosed)]
    assert "full_time" in {missing.id for missing in refused.gate.missing}
    assert writing_slowly.calls == 1
    post = city.seat(city.place("village"))
    people = [city.somebody(post.organisation) for _ in range(2)]
    early, late = entered(people[0], post, 90, 60), entered(people[1], post, 60, 30)
    answers = at_once(early, late)
    assert all(isinstance(answer, Appointment) for answer in answers)
    rows = Appointment.objects.unscoped("test").filter(post=post).order_by("starts")
    assert [row.ending.succession.successor for row in rows] == [rows[1], None]
    assert writing_slowly.most == 1


@pytest.mark.django_db(transaction=True)
def test_a_term_as_assessor_that_two_enter_at_once_is_entered_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person, court = city.somebody(city.place("village")), city.place("court")
    narrow = Narrow(AssessorTerm.save)

    def save(row: AssessorTerm, **how: Any) -> None:
        narrow(row, **how)

    monkeypatch.setattr(AssessorTerm, "save", save)

    def mirror() -> AssessorTerm:
        return mirroring.mirror(
            person, court, starts=clock.today(), appointed_by="人大常委会", actor_id=None
        )

    answers = at_once(mirror, mirror)
    (lost,) = [one for one in answers if isinstance(one, Refused)]
    assert lost.field == "starts"
    assert len([one for one in answers if isinstance(one, AssessorTerm)]) == 1
    if connection.vendor == "postgresql":  # SQLite has one writer at a time, and it waits later
        assert narrow.most == 1


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
