"""What happened to a person: the timeline and the bands."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import translation

from certificates.roster import correcting, ending, renewing, succeeding, suspending
from certificates.roster.assessors import mirroring
from certificates.roster.history import History, history_of
from certificates.roster.register import facts_of, held_in
from portal import clock
from portal.people.models import Person
from tests.certificates.roster import city
from tests.certificates.roster.acts import an_end, elected_ago, end, signed
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
    left = ending.end_appointment(
        row, day=clock.today(), reason="resigned", deciding_body="会议", actor_id=None
    )
    with translation.override("en"):
        assert told(person).events(clock.today())[0].text == "会议 · post vacant since then"
        succeeding.close_post(left.succession, day=clock.today(), reason="撤岗", actor_id=None)
        assert "post closed from" in told(person).events(clock.today())[0].text


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


def test_a_renewal_reads_as_another_term_and_not_as_leaving(town: Town) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village, "chair"), 100)
    renewing.renew(
        row, starts=clock.today(), basis="换届3号", deciding_body="村民代表会议", actor_id=None
    )
    with translation.override("en"):
        newest, oldest = told(row.person).events(clock.today())
    assert newest.title == "Another term as chair of 柳溪村调委会"
    assert newest.text == "村民代表会议 · 换届3号"
    assert (newest.day, newest.ending, newest.other) == (clock.today(), row.pk, None)
    assert oldest.title == "Elected chair of 柳溪村调委会"


def test_a_corrected_entry_is_told_beside_the_right_one_and_is_in_no_band(town: Town) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 100)
    today = clock.today()
    right = replace(correcting.of_appointment(row), starts=today - 200 * DAY)
    correcting.correct(row, right, actor_id=None, signed=signed("会议早三个月"))
    with translation.override("en"):
        history = told(row.person)
        newest, oldest = history.events(today)
        (posts, _certificate) = history.lanes(today)
    assert newest.title == "Entry corrected: member of 柳溪村调委会"
    assert (newest.day, newest.weight, newest.mark) == (today, "wrong", "by first and second")
    for words in ("it said: elected · from ", "会议记录", "reason: 会议早三个月"):
        assert words in newest.text
    assert (oldest.day, oldest.mark) == (right.starts, "corrected, by two people")
    assert [span.starts for span in posts[1]] == [right.starts]


def test_a_struck_entry_is_told_with_its_end_and_why(town: Town) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 100)
    end(row)
    correcting.annul(row, actor_id=None, signed=signed("录错了人"))
    with translation.override("en"):
        history = told(row.person)
        (only,) = history.events(clock.today())
    assert only.title == "Entry struck: member of 柳溪村调委会"
    assert "resigned" in only.text
    assert (only.weight, only.ending) == ("wrong", row.pk)
    assert history.picture(clock.today()) is None


def test_an_end_of_a_corrected_entry_is_marked_as_corrected(town: Town) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 100)
    end(row)
    right = replace(correcting.of_appointment(row), end=an_end(day=clock.today() - 9 * DAY))
    correcting.correct(row, right, actor_id=None, signed=signed())
    with translation.override("en"):
        marks = [event.mark for event in told(row.person).events(clock.today())]
    assert marks == ["by first and second", *["corrected, by two people"] * 2]


def test_a_suspension_across_a_renewal_is_told_once_and_one_that_never_began_not(
    town: Town,
) -> None:
    person, today = city.somebody(town.east_village), clock.today()
    row = city.elect(person, city.seat(town.east_village))
    words: dict[str, Any] = {"actor_id": None, "reason": "核查"}
    kept = suspending.suspend_duty(row, starts=today, **words)
    after = renewing.renew(
        row, starts=today + 30 * DAY, basis="换届", deciding_body="会议", actor_id=None
    )

    def events() -> list[tuple[str, date]]:
        with translation.override("en"):
            found = told(person).events(today)
        titles = {"Suspended from duty", "Back on duty"}
        return [(one.title, one.day) for one in found if one.title in titles]

    assert events() == [("Suspended from duty", today)]
    suspending.lift_suspension(kept, ends=after.starts + 5 * DAY, **words)
    assert events() == [
        ("Back on duty", after.starts + 5 * DAY),
        ("Suspended from duty", today),
    ]


def test_a_suspension_lifted_before_the_new_term_is_not_told_in_it(town: Town) -> None:
    person, today = city.somebody(town.east_village), clock.today()
    row = city.elect(person, city.seat(town.east_village))
    kept = suspending.suspend_duty(row, starts=today, reason="核查", actor_id=None)
    renewing.renew(row, starts=today + 30 * DAY, basis="换届", deciding_body="会议", actor_id=None)
    suspending.lift_suspension(kept, ends=today + DAY, reason="查清", actor_id=None)
    with translation.override("en"):
        titles = [one.title for one in told(person).events(today)]
    assert titles.count("Suspended from duty") == titles.count("Back on duty") == 1
