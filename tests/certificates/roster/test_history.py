"""What happened to a person: the timeline and the bands."""

from datetime import timedelta

from django.utils import translation

from certificates.roster import ending, suspending
from certificates.roster.assessors import mirroring
from certificates.roster.history import History, history_of
from certificates.roster.register import facts_of, held_in
from portal import clock
from portal.people.models import Person
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town

DAY = timedelta(days=1)


def told(person: Person) -> History:
    return history_of(person, held_in(facts_of([person.pk])[person.pk]))


def a_long_story(town: Town) -> tuple[Person, Person]:
    """Somebody with everything that can happen, and the one before in the same post."""
    person, before = city.somebody(town.east_village), city.somebody(town.east_village, "王德胜")
    post = city.seat(town.east_village, "chair")
    today = clock.today()
    with clock.at(clock.now() - 90 * DAY):
        old = city.elect(before, post)
    with clock.at(clock.now() - 80 * DAY):
        ending.end_appointment(
            old, day=clock.today(), reason="term_expired", deciding_body="会议", actor_id=None
        )
    with clock.at(clock.now() - 70 * DAY):
        row = city.elect(person, post)
    with clock.at(clock.now() - 60 * DAY):
        certificate = city.certify(person, clock.today(), today + 5 * DAY)
    city.change(certificate, "suspended", today - 50 * DAY)
    city.change(certificate, "issued", today - 40 * DAY)
    with clock.at(clock.now() - 30 * DAY):
        suspension = suspending.suspend_duty(row, starts=clock.today(), reason="核", actor_id=None)
    with clock.at(clock.now() - 20 * DAY):
        suspending.lift_suspension(suspension, ends=clock.today(), reason="毕", actor_id=None)
    mirroring.mirror(
        person,
        city.place("court", name="市法院"),
        starts=today - 10 * DAY,
        ends=today + 10 * DAY,
        appointed_by="常委会",
        actor_id=None,
    )
    return person, before


def test_the_whole_story_newest_first(town: Town) -> None:
    person, before = a_long_story(town)
    today = clock.today()
    with translation.override("en"):
        history = told(person)
        events = history.events(today)
        lanes = history.lanes(today)
    assert [(str(event.title), event.weight, (today - event.day).days) for event in events] == [
        ("Certificate expires", "future", -6),
        ("People's assessor of 市法院", "act", 10),
        ("Back on duty", "act", 20),
        ("Suspended from duty", "act", 30),
        ("Certificate in force again", "act", 40),
        ("Certificate suspended", "act", 50),
        ("Certificate issued", "act", 60),
        ("Elected chair of 柳溪村调委会", "act", 70),
    ]
    assert events[-1].text == "会议记录 · following 王德胜"
    spans = {str(title): [(span.tone, span.text) for span in found] for title, found in lanes}
    assert spans == {
        "Posts": [("accent", "Chair (elected)")],
        "Certificate": [("ok", "Valid"), ("warn", "Suspended"), ("ok", "Valid")],
        "Assessor": [("rest", "常委会")],
    }
    with translation.override("en"):
        (first, last) = told(before).events(today)
    assert first.title == "Left as chair of 柳溪村调委会: term ended"
    assert first.text == f"会议 · successor: {person.name}"
    assert last.day == today - 90 * DAY


def test_a_post_without_successor_is_told_vacant(town: Town) -> None:
    person = city.somebody(town.east_village)
    with clock.at(clock.now() - 9 * DAY):
        row = city.elect(person, city.seat(town.east_village))
    ending.end_appointment(
        row, day=clock.today(), reason="resigned", deciding_body="会议", actor_id=None
    )
    with translation.override("en"):
        assert told(person).events(clock.today())[0].text == "会议 · post vacant since then"


def test_an_expired_and_a_revoked_certificate(town: Town) -> None:
    today = clock.today()
    expired, revoked = city.somebody(town.east), city.somebody(town.east)
    city.certify(expired, today - 9 * DAY, today - 2 * DAY)
    city.change(city.certify(revoked, today - 9 * DAY, today - 2 * DAY), "revoked", today - 5 * DAY)
    with translation.override("en"):
        titles = [[event.title for event in told(who).events(today)] for who in (expired, revoked)]
    assert titles == [
        ["Certificate expired", "Certificate issued"],
        ["Certificate withdrawn", "Certificate issued"],
    ]


def test_a_renewed_certificate_is_issued_once_and_expires_last(town: Town) -> None:
    person, today = city.somebody(town.east), clock.today()
    certificate = city.certify(person, today - 300 * DAY, today - 200 * DAY)
    city.renew(certificate, today - 210 * DAY, today + 9 * DAY)
    with translation.override("en"):
        titles = [event.title for event in told(person).events(today)]
    assert titles == ["Certificate expires", "Certificate renewed", "Certificate issued"]


def test_the_picture_is_empty_for_somebody_new(town: Town) -> None:
    assert told(city.somebody(town.east)).picture(clock.today()) is None
