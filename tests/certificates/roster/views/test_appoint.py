"""Appointing through the pages."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from certificates.roster import proposing
from certificates.roster.models import Appointment, RosterProposal
from certificates.roster.register import standing_of
from portal import clock
from portal.people import recording
from portal.people.models import Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, elected_ago, end, keeper
from tests.certificates.roster.conftest import Town

ADDRESS = "/roster/appoint/"


@pytest.fixture
def ready(town: Town) -> Person:
    """Certified, of the township's committee, without a post."""
    person = city.somebody(town.east_committee, "何建国")
    city.certify(person)
    return person


@pytest.fixture
def seat(town: Town) -> Post:
    """A full-time seat that lacks its budget."""
    post = city.seat(town.east_committee, "full_time", provided=False)
    for have in ("document", "letter", "desk"):
        recording.provide(post, have, "1号", since=clock.today(), actor_id=None)
    return post


def typed(person: Person, post: Post, **values: Any) -> dict[str, Any]:
    return {
        "person": person.pk,
        "post": post.pk,
        "mode": "hired",
        "starts": clock.today().isoformat(),
        "basis": "聘书1号",
    } | values


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def test_the_walk_from_the_missing_budget_to_being_on_duty(
    clerk: Client, ready: Person, seat: Post
) -> None:
    found = english(clerk).get(ADDRESS, {"post": seat.pk}).content.decode()
    assert f"person={ready.pk}&amp;post={seat.pk}" in found
    form = clerk.get(ADDRESS, {"person": ready.pk, "post": seat.pk})
    assert form.context["form"].initial["mode"] == "hired"
    checked = clerk.get(ADDRESS, typed(ready, seat)).content.decode()
    assert "1 requirement is missing" in checked
    assert reverse("roster_post", args=[seat.pk]) in checked
    refused = clerk.post(ADDRESS, typed(ready, seat))
    assert refused.status_code == 409
    assert "cannot be made yet" in refused.content.decode()
    recording.provide(seat, "budget", "镇财政", since=clock.today(), actor_id=None)
    checked = clerk.get(ADDRESS, typed(ready, seat)).content.decode()
    assert "Everything needed is there" in checked
    assert "Confirm the appointment" in checked
    done = clerk.post(ADDRESS, typed(ready, seat))
    assert done.headers["Location"] == reverse("roster_person", args=[ready.pk])
    assert standing_of(ready.pk, clock.today()).label == "on_duty"
    assert Appointment.objects.unscoped("test").get().recorded_by is not None


def test_who_enters_a_missing_have_comes_back_to_the_gate_with_everything_typed(
    clerk: Client, ready: Person, seat: Post
) -> None:
    kept = typed(ready, seat, basis="聘〔2026〕9号&附件")
    given = {name: str(value) for name, value in kept.items()}
    for answer in (clerk.get(ADDRESS, given), clerk.post(ADDRESS, given)):
        mend = next(line.url for line in answer.context["lines"] if "?next=" in line.url)
        gate = clerk.get(mend).context["back"]
        assert dict(parse_qsl(gate.removeprefix(f"{ADDRESS}?"))) == given
    thin = {"kind": "budget", "detail": "", "since": clock.today().isoformat()}
    assert f'href="{escape(gate)}"' in clerk.post(mend, thin).content.decode()
    saved = clerk.post(mend, thin | {"detail": "镇财政"})
    assert (saved.status_code, saved.headers["Location"]) == (302, gate)
    assert clerk.get(gate).context["gate"].granted


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_only_our_own_addresses_are_returned_to(clerk: Client, seat: Post, elsewhere: str) -> None:
    address = reverse("roster_post", args=[seat.pk])
    typed = {"kind": "budget", "detail": "镇财政", "since": clock.today().isoformat()}
    asked = f"{address}?{urlencode({'next': elsewhere})}"
    assert "evil" not in clerk.get(asked).context["back"]
    assert clerk.post(asked, typed).headers["Location"] == address


def test_a_village_post_is_offered_for_election(town: Town, clerk: Client, ready: Person) -> None:
    post = city.seat(town.east_village, "chair")
    form = clerk.get(ADDRESS, {"person": ready.pk, "post": post.pk}).context["form"]
    assert (form.initial["mode"], form.initial["post"]) == ("elected", post)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"mode": ""}, "mode"),
        ({"post": ""}, "post"),
        ({"post": "999999"}, "post"),
        ({"starts": "2026-02-29"}, "starts"),
        ({"starts": "1950-01-01"}, "starts"),
        ({"basis": ""}, "basis"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(
    town: Town, clerk: Client, ready: Person, values: dict[str, str], field: str
) -> None:
    post = city.seat(town.east_committee, "full_time")
    answer = clerk.post(ADDRESS, typed(ready, post) | values)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    if field != "basis":
        assert "聘书1号" in answer.content.decode()
    assert not Appointment.objects.unscoped("test").exists()


def test_people_are_found_by_part_of_the_name_in_ones_own_places(
    town: Town, clerk: Client, ready: Person
) -> None:
    city.somebody(town.west_village, "何大河")
    page = english(clerk).get(ADDRESS, {"q": "何"}).content.decode()
    assert "何建国" in page
    assert "何大河" not in page
    assert "1 person found" in page
    assert "Nobody of that name" in clerk.get(ADDRESS, {"q": "%"}).content.decode()


def test_more_people_than_fit_are_said_to_be_more(town: Town, clerk: Client) -> None:
    for sign in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子":
        city.somebody(town.east, f"周{sign}")
    assert "There are more" in english(clerk).get(ADDRESS, {"q": "周"}).content.decode()


def test_people_and_posts_of_another_township_do_not_exist(
    town: Town, clerk: Client, ready: Person
) -> None:
    stranger = city.somebody(town.west_village)
    theirs = city.seat(town.west_village)
    assert clerk.get(ADDRESS, {"person": stranger.pk}).status_code == 404
    assert clerk.post(ADDRESS, typed(stranger, theirs)).status_code == 404
    assert clerk.get(ADDRESS, {"person": "x"}).status_code == 404
    answer = clerk.post(ADDRESS, typed(ready, theirs, mode="elected"))
    assert list(answer.context["form"].errors) == ["post"]


@pytest.mark.parametrize("name", ["roster", "roster_appoint", "roster_disputes", "certificates"])
def test_a_search_for_nul_is_a_search_for_nothing(hr: Client, name: str) -> None:
    answer = hr.get(reverse(name), {"q": "\0", "post": "\0"})
    assert answer.status_code == 200
    assert "\0" not in answer.content.decode()


def over(person: Person, post: Post, **values: Any) -> dict[str, Any]:
    """A term of years ago, whole."""
    today = clock.today()
    return typed(
        *(person, post),
        **{
            "mode": "elected",
            "starts": (today - 900 * DAY).isoformat(),
            "day": (today - 300 * DAY).isoformat(),
            "end_reason": "term_expired",
            "deciding_body": "村民会议",
        }
        | values,
    )


def test_a_term_that_is_over_is_proposed_whole_though_somebody_holds_the_post(
    town: Town, clerk: Client, ready: Person
) -> None:
    post = city.seat(town.east_village)
    elected_ago(city.somebody(town.east_village, "丁"), post, 100)
    wanted = over(ready, post)
    alone = {name: wanted[name] for name in ("person", "post", "mode", "starts", "basis")}
    checked = english(clerk).get(ADDRESS, alone).content.decode()
    assert "enter the end as well" in checked
    assert "Propose to a second person" not in checked
    checked = clerk.get(ADDRESS, wanted).content.decode()
    assert "enter the end as well" not in checked
    assert "in office and not on duty" in checked
    assert "Propose to a second person" in checked
    sent = clerk.post(ADDRESS, wanted | {"propose": "1", "reason": "建平台前的任期"})
    assert sent.headers["Location"] == reverse("roster_person", args=[ready.pk])
    waits = RosterProposal.every.get()
    assert waits.terms["end"]["reason"] == "term_expired"
    listed = english(clerk).get("/roster/proposals/").content.decode()
    assert "No longer in office from" in listed
    assert proposing.agree(waits, actor_id=keeper("second").pk)
    assert Appointment.every.get(person=ready).ends == clock.today() - 300 * DAY


def test_whoever_is_in_the_way_is_told_with_a_remedy_that_is_there(
    town: Town, clerk: Client, ready: Person
) -> None:
    post, today = city.seat(town.east_village), clock.today()
    with clock.at(clock.now() - 400 * DAY):
        end(elected_ago(city.somebody(town.east_village, "丙"), post, 100))
    wanted = over(ready, post, starts=(today - 450 * DAY).isoformat())
    meets_a_past_one = english(clerk).get(ADDRESS, wanted).context["lines"]
    open_one = clerk.get(ADDRESS, typed(ready, post, mode="elected", starts=wanted["starts"]))
    for lines in (meets_a_past_one, open_one.context["lines"]):
        (line,) = [line for line in lines if line.stands_in_the_way]
        assert line.text.startswith("丙 held it on some of these days")
        assert line.url == ""
    elected_ago(city.somebody(town.east_village, "丁"), post, 100)
    late = typed(ready, post, mode="elected", starts=(today - 50 * DAY).isoformat())
    (line,) = [one for one in clerk.get(ADDRESS, late).context["lines"] if one.stands_in_the_way]
    assert line.text.startswith("Held by 丁. Record the end")
    assert clerk.get(line.url).status_code == 200


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": (clock.today() + 400 * DAY).isoformat()}, "day"),
        ({"day": (clock.today() - 901 * DAY).isoformat()}, "day"),
        ({"day": "明天"}, "day"),
        ({"day": ""}, "day"),
        ({"day": "", "end_reason": ""}, "day"),
        ({"end_reason": ""}, "end_reason"),
        ({"end_reason": "renewed"}, "end_reason"),
        ({"deciding_body": ""}, "deciding_body"),
        ({"end_reason": "incompetent"}, "document_number"),
    ],
)
def test_an_end_that_cannot_be_is_told_beside_its_field_at_the_check_and_when_proposed(
    town: Town, clerk: Client, ready: Person, values: dict[str, str], field: str
) -> None:
    wanted = over(ready, city.seat(town.east_village), **values)
    proposed = wanted | {"propose": "1", "reason": "补录"}
    for answer in (clerk.get(ADDRESS, wanted), clerk.post(ADDRESS, proposed)):
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert answer.context["form"]["basis"].value() == "聘书1号"
    assert not RosterProposal.every.exists()


def test_nobody_enters_a_term_that_is_over_alone(town: Town, clerk: Client, ready: Person) -> None:
    answer = clerk.post(ADDRESS, over(ready, city.seat(town.east_village)))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["starts"]
    assert not Appointment.every.exists()
