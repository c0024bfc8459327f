"""A person's page on the roster."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from certificates import lifecycle
from certificates.roster import correcting, renewing, replacing, suspending
from certificates.roster.models import Appointment
from courses.training import crediting
from courses.training.choices import Form
from portal import clock
from portal.people import identifying, identity, portraying
from portal.people.models import Person
from tests.certificates.roster import city
from tests.certificates.roster.acts import elected_ago, end, past_the_gate, signed
from tests.certificates.roster.conftest import Town, login
from tests.exams import rows as exam_rows
from tests.portal.people.pictures import photo

QUERIES = 23  # of the page of somebody without an open appointment


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def test_the_page_shows_standing_bands_history_and_the_posts_haves(town: Town, hr: Client) -> None:
    person = city.somebody(town.east_village, "周桂芳")
    certificate = city.certify(person)
    post = city.seat(town.east_village, "chair", provided=False)
    row = city.elect(person, post)
    suspending.suspend_duty(row, starts=clock.today(), reason="核查投诉", actor_id=None)
    page = english(hr).get(f"/roster/people/{person.pk}/").content.decode()
    for words in (
        "Suspended from duty",
        "Elected chair of 柳溪村调委会",
        "核查投诉",
        "199****0001",
        reverse("roster_post", args=[post.pk]),
        reverse("roster_end", args=[row.pk]),
        reverse("verify_code", args=[certificate.code]),
        "<svg viewBox",
        "not applicable",
    ):
        assert words in page, words
    assert "19900000001" not in page


def test_a_void_certificate_is_said_to_be_void_and_leads_nowhere(town: Town, hr: Client) -> None:
    person = city.somebody(town.east_village)
    certificate = city.certify(person)
    address = f"/roster/people/{person.pk}/"
    door = reverse("verify_code", args=[certificate.code])
    before = english(hr).get(address).content.decode()
    assert (door in before, "It was issued in error" in before) == (True, False)
    lifecycle.void(certificate, reason_code="error", reason="误发（示例）", actor_id=None)
    after = hr.get(address).content.decode()
    assert (door in after, "It was issued in error" in after) == (False, True)
    assert "Certificate declared void" in after
    assert re.search(r"badge[^<]*>.*?Void", after, re.DOTALL)


def test_the_standing_on_any_day(town: Town, hr: Client) -> None:
    person = city.somebody(town.east_village)
    with clock.at(clock.now() - timedelta(days=50)):
        city.elect(person, city.seat(town.east_village))
    day = clock.today() - timedelta(days=10)
    page = english(hr).get(f"/roster/people/{person.pk}/?on={day.isoformat()}")
    assert page.context["then"].label == "pending"
    before = clock.today() - timedelta(days=60)
    page = hr.get(f"/roster/people/{person.pk}/?on={before.isoformat()}")
    assert page.context["then"].label == "none"


@pytest.mark.parametrize("typed", ["2026-02-29", "0001-01-01", "腊月"])
def test_a_day_that_cannot_be_is_told(town: Town, hr: Client, typed: str) -> None:
    person = city.somebody(town.east)
    answer = english(hr).get(f"/roster/people/{person.pk}/?on={typed}")
    assert answer.status_code == 422
    assert typed in answer.content.decode()


def test_the_deadline_of_an_elected_member_and_somebody_without_anything(
    town: Town, hr: Client
) -> None:
    waiting, nothing = city.somebody(town.east_village), city.somebody(town.east_village)
    city.elect(waiting, city.seat(town.east_village))
    page = english(hr).get(f"/roster/people/{waiting.pk}/").content.decode()
    assert "Certificate by" in page
    page = hr.get(f"/roster/people/{nothing.pk}/").content.decode()
    assert "Nothing recorded yet" in page


def test_people_of_another_township_do_not_exist_for_a_clerk(town: Town, clerk: Client) -> None:
    stranger = city.somebody(town.west_village)
    row = city.elect(stranger, city.seat(town.west_village))
    assert clerk.get(f"/roster/people/{stranger.pk}/").status_code == 404
    assert clerk.get(f"/roster/posts/{row.post_id}/").status_code == 404
    assert clerk.get("/roster/people/999999/").status_code == 404


def test_a_member_serving_elsewhere_is_read_but_not_changed_by_home(
    town: Town, clerk: Client
) -> None:
    person = city.somebody(town.east)
    row = city.elect(person, city.seat(town.west_village))
    page = clerk.get(f"/roster/people/{person.pk}/")
    assert page.status_code == 200
    assert reverse("roster_end", args=[row.pk]) not in page.content.decode()
    assert clerk.get(reverse("roster_end", args=[row.pk])).status_code == 404


def _resign(row: Appointment) -> None:
    today = clock.today()
    replacing.end(row, day=today, reason="resigned", deciding_body="村民会议", actor_id=None)


def test_a_timeline_leads_nowhere_that_its_reader_may_not_go(
    town: Town, clerk: Client, hr: Client
) -> None:
    person = city.somebody(town.east)
    with clock.at(clock.now() - timedelta(days=1)):
        row = city.elect(person, city.seat(town.west_village))
    _resign(row)
    successor = city.somebody(town.west_village, "接任")
    city.elect(successor, row.post)
    links = [
        reverse("roster_ending", args=[row.pk]),
        reverse("roster_person", args=[successor.pk]),
    ]
    page, all_of_it = (
        one.get(f"/roster/people/{person.pk}/").content.decode() for one in (clerk, hr)
    )
    assert [link in page for link in links] == [False, False]
    assert [link in all_of_it for link in links] == [True, True]
    assert "接任" in page


def test_a_corrected_entry_is_called_so_on_its_card(town: Town, hr: Client) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 100)
    right = replace(correcting.of_appointment(row), starts=row.starts - timedelta(days=9))
    correcting.correct(row, right, actor_id=None, signed=signed("会议早九天"))
    page = english(hr).get(f"/roster/people/{row.person_id}/").content.decode()
    assert re.search("<dt>Corrected</dt><dd>会议早九天", page)
    assert "Entered late" not in page


def test_a_struck_entry_leads_to_its_end(town: Town, hr: Client) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 100)
    end(row)
    correcting.annul(row, actor_id=None, signed=signed("录错了人"))
    page = english(hr).get(f"/roster/people/{row.person_id}/").content.decode()
    assert '<li class="wrong">' in page
    assert reverse("roster_ending", args=[row.pk]) in page


def test_without_any_certificate_nothing_is_said_to_have_lapsed(town: Town, hr: Client) -> None:
    never, once = city.somebody(town.east), city.somebody(town.east)
    today = clock.today()
    city.certify(once, today - timedelta(days=90), today - timedelta(days=1))
    for person in (never, once):
        past_the_gate(person, city.seat(town.east_committee, "full_time"))
    english(hr)
    pages = [hr.get(f"/roster/people/{one.pk}/").content.decode() for one in (never, once)]
    assert [page.count("Without certificate") for page in pages] == [2, 0]
    assert [page.count("Certificate lapsed") for page in pages] == [0, 2]


def credited(person: Person) -> None:
    crediting.credit(
        person.pk, Form.CLASS, "class:1", Decimal(4), earned_on=clock.today(), actor_id=None
    )


def test_training_is_read_by_keepers_and_exams_by_who_reads_results(
    town: Town, hr: Client, clerk: Client
) -> None:
    with clock.at(exam_rows.MOMENT):
        who, exam = exam_rows.ready_exam()
        exam_rows.sit(who, exam)
    type(who).every.filter(pk=who.pk).update(organisation=town.east_village)
    pages = [english(one).get(f"/roster/people/{who.pk}/").content.decode() for one in (hr, clerk)]
    assert ["Exam passed: 上岗考试" in page for page in pages] == [True, False]
    assert ["Module completed: property" in page for page in pages] == [True, True]


def test_the_timeline_is_narrowed_by_an_address_that_keeps_the_day(town: Town, hr: Client) -> None:
    person = city.somebody(town.east_village)
    city.elect(person, city.seat(town.east_village))
    credited(person)
    address, on = f"/roster/people/{person.pk}/", clock.today().isoformat()
    page = english(hr).get(address, {"on": on, "what": "learning"})
    assert [event.kind for event in page.context["events"]] == ["learning"]
    assert f'href="?on={on}&amp;what=posts#history"' in page.content.decode()
    assert '<input type="hidden" name="what" value="learning">' in page.content.decode()
    assert "what=assessor" not in page.content.decode()
    assert len(hr.get(address, {"what": "nonsense"}).context["events"]) == 2
    assert "Nothing of this kind" in hr.get(address, {"what": "assessor"}).content.decode()


def test_the_number_is_masked_and_told_at_home_alone(town: Town, hr: Client, clerk: Client) -> None:
    person = city.somebody(town.west)
    first = "99010119750505002"
    number = first + identity.check_digit(first)
    identifying.identify(person, "id_card", number, actor_id=None)
    person.refresh_from_db()
    city.elect(person, city.seat(town.east_village))
    at_home, elsewhere = (
        one.get(f"/roster/people/{person.pk}/").content.decode() for one in (hr, clerk)
    )
    assert (number in at_home, person.id_masked in at_home) == (False, True)
    assert (number in elsewhere, person.id_masked in elsewhere) == (False, False)


def test_the_portrait_is_shown_to_who_may_see_it(
    town: Town, hr: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    person = city.somebody(town.east_village)
    picture = reverse("person_portrait_picture", args=[person.pk])
    address = f"/roster/people/{person.pk}/"
    assert picture not in hr.get(address).content.decode()
    portraying.portray(person, photo(), actor_id=None)
    centre = login("city", town.centre)[0]
    shown = [picture in one.get(address).content.decode() for one in (hr, centre)]
    assert shown == [True, False]
    assert [one.get(picture).status_code for one in (hr, centre)] == [200, 404]


@pytest.mark.parametrize("number", [1, 3])
def test_a_longer_life_asks_no_more_questions(
    town: Town, hr: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = city.somebody(town.east_village)
    city.certify(person)
    for n in range(number):
        row = elected_ago(person, city.seat(town.east_village), 90)
        end(row)
        wrong = elected_ago(person, city.seat(town.east_village), 80)
        correcting.annul(wrong, actor_id=None, signed=signed())
        page = exam_rows.module(hours=f"{n + 1}.0")
        exam_rows.learn(person, page)
    with django_assert_num_queries(QUERIES):
        answer = hr.get(f"/roster/people/{person.pk}/")
    assert len(answer.context["events"]) == 2 + 4 * number


def test_whoever_served_here_and_left_is_told_as_far_as_it_was_here(
    town: Town, clerk: Client
) -> None:
    person = city.somebody(town.west, "离任")
    with clock.at(clock.now() - timedelta(days=1)):
        row = city.elect(person, city.seat(town.east_village))
    elsewhere = city.elect(person, city.seat(town.west_village))
    address = f"/roster/people/{person.pk}/"
    assert "199****0001" in clerk.get(address).content.decode()
    _resign(row)
    page = clerk.get(address).content.decode()
    for words in ("离任", "柳溪村调委会", reverse("roster_ending", args=[row.pk])):
        assert words in page
    for words in ("199****0001", "北坡村", reverse("roster_ending", args=[elsewhere.pk])):
        assert words not in page


def test_the_person_has_no_page_here_themselves(town: Town) -> None:
    client, user = login("officer", town.east)
    person = city.somebody(town.east)
    type(person).every.filter(pk=person.pk).update(user=user)
    assert client.get(f"/roster/people/{person.pk}/").status_code == 404


def test_a_suspension_that_never_began_is_not_on_the_card_of_the_new_term(
    town: Town, hr: Client
) -> None:
    person = city.somebody(town.east_village)
    row = city.elect(person, city.seat(town.east_village))
    today = clock.today()
    kept = suspending.suspend_duty(row, starts=today, reason="核查投诉", actor_id=None)
    renewing.renew(
        row,
        starts=today + timedelta(days=30),
        basis="换届",
        deciding_body="村民会议",
        actor_id=None,
    )
    address = f"/roster/people/{person.pk}/"
    assert english(hr).get(address).content.decode().count("Suspended from</dt>") == 2
    cleared = today + timedelta(days=1)
    suspending.lift_suspension(kept, ends=cleared, reason="查清", actor_id=None)
    assert hr.get(address).content.decode().count("Suspended from</dt>") == 1
