"""What takes two people, through the pages: proposed, agreed, declined, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster import proposing
from certificates.roster.models import Appointment, RosterProposal
from portal import clock
from portal.accounts.models import User
from portal.people.models import Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.acts import elected_ago, end
from tests.certificates.roster.conftest import Town
from tests.exams import rows as exam_rows
from tests.portal.test_numbered import NO_ROWS

DAY = timedelta(days=1)
LIST = "roster_proposals"


@pytest.fixture
def first(town: Town) -> User:
    return exam_rows.staff("clerk", town.east)


@pytest.fixture
def person(town: Town) -> Person:
    return city.somebody(town.east_village, "孙国栋")


@pytest.fixture
def post(town: Town) -> Post:
    return city.seat(town.east_village)


@pytest.fixture
def waiting(person: Person, post: Post, first: User) -> RosterProposal:
    return proposing.propose_appointment(
        person,
        post,
        mode="elected",
        starts=clock.today() - 10 * DAY,
        basis="会议记录",
        reason="上月漏报",
        actor_id=first.pk,
    )


def typed(person: Person, post: Post, **values: Any) -> dict[str, Any]:
    return {
        "person": person.pk,
        "post": post.pk,
        "mode": "elected",
        "starts": (clock.today() - 10 * DAY).isoformat(),
        "basis": "会议记录",
    } | values


def address(proposal: RosterProposal, verb: str) -> str:
    return reverse("roster_proposal", args=[proposal.pk, verb])


def test_a_past_day_is_proposed_with_its_reason(hr: Client, person: Person, post: Post) -> None:
    page = hr.get(reverse("roster_appoint"), typed(person, post))
    assert page.context["takes_two"]
    assert 'name="propose"' in page.content.decode()
    thin = hr.post(reverse("roster_appoint"), typed(person, post, propose="1", reason=" "))
    assert (thin.status_code, list(thin.context["why"].errors)) == (422, ["reason"])
    done = hr.post(reverse("roster_appoint"), typed(person, post, propose="1", reason="上月漏报"))
    assert done.status_code == 302
    assert not Appointment.objects.unscoped("test").exists()
    found = RosterProposal.objects.unscoped("test").get()
    assert (found.reason, found.terms["starts"]) == (
        "上月漏报",
        (clock.today() - 10 * DAY).isoformat(),
    )


def test_a_past_day_without_a_second_person_is_refused_beside_its_field(
    hr: Client, person: Person, post: Post
) -> None:
    answer = hr.post(reverse("roster_appoint"), typed(person, post))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["starts"])
    assert not Appointment.objects.unscoped("test").exists()


def test_somebody_with_a_say_agrees_and_the_entry_is_made(
    hr: Client, waiting: RosterProposal, person: Person
) -> None:
    page = hr.get(reverse(LIST)).content.decode()
    assert "孙国栋" in page
    assert "上月漏报" in page
    assert hr.get(address(waiting, "agree")).status_code == 200
    done = hr.post(address(waiting, "agree"), follow=True)
    assert done.redirect_chain[-1][0] == reverse(LIST)
    row = Appointment.objects.unscoped("test").get()
    assert (row.person, row.late_reason) == (person, "上月漏报")
    again = hr.get(address(waiting, "agree"))
    assert not again.context["waits"]


def test_several_are_agreed_to_at_once_and_what_cannot_be_is_named(
    hr: Client, town: Town, waiting: RosterProposal, first: User
) -> None:
    row = elected_ago(city.somebody(town.east_village, "周桂芳"), city.seat(town.east_village), 50)
    other = proposing.propose_annulment(row, reason="录错人", actor_id=first.pk)
    city.elect(city.somebody(town.east_village), waiting.post)
    marked = {"proposal": [str(waiting.pk), str(other.pk), "x"]}
    page = hr.post(reverse(LIST), marked, follow=True).content.decode()
    other.refresh_from_db()
    waiting.refresh_from_db()
    assert (other.state, waiting.state) == ("agreed", "waiting")
    assert "孙国栋" in page
    nothing = hr.post(reverse(LIST), {}, follow=True).content.decode()
    assert "至少选择一项" in nothing


@pytest.mark.parametrize("number", NO_ROWS)
def test_a_marked_number_that_no_row_can_have_is_no_proposal(
    hr: Client, waiting: RosterProposal, number: str
) -> None:
    page = hr.post(reverse(LIST), {"proposal": number}, follow=True).content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert "至少选择一项" in page


def test_a_clerk_sees_what_waits_and_decides_nothing(
    clerk: Client, waiting: RosterProposal
) -> None:
    page = clerk.get(reverse(LIST))
    assert [entry["may"] for entry in page.context["waiting"]] == [False]
    clerk.post(address(waiting, "agree"))
    clerk.post(reverse(LIST), {"proposal": [waiting.pk]})
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_whoever_agrees_reads_what_the_gate_lacks(hr: Client, town: Town, first: User) -> None:
    one = proposing.propose_appointment(
        city.somebody(town.east_committee),
        city.seat(town.east_committee, "full_time"),
        mode="hired",
        starts=clock.today(),
        basis="聘书",
        reason="急需人手",
        actor_id=first.pk,
    )
    for page in (reverse(LIST), reverse("roster_proposal", args=[one.pk, "agree"])):
        words = hr.get(page).content.decode()
        assert "超出门槛" in words
        assert "上岗证" in words
        assert "四有" not in words


def test_declining_says_why(hr: Client, waiting: RosterProposal) -> None:
    thin = hr.post(address(waiting, "decline"), {"reason": " "})
    assert (thin.status_code, list(thin.context["form"].errors)) == (422, ["reason"])
    hr.post(address(waiting, "decline"), {"reason": "材料不全"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.answer) == ("declined", "材料不全")
    assert "材料不全" in hr.get(reverse(LIST)).content.decode()


def test_what_became_impossible_is_told_with_the_gate(
    hr: Client, town: Town, waiting: RosterProposal
) -> None:
    city.elect(city.somebody(town.east_village), waiting.post)
    answer = hr.post(address(waiting, "agree"))
    assert answer.status_code == 409
    assert [line.title for line in answer.context["stuck"]]


def test_what_nobody_may_agree_to_any_more_is_not_called_past_the_gate(
    hr: Client, town: Town, waiting: RosterProposal
) -> None:
    hr.cookies["django_language"] = "en"
    city.elect(city.somebody(town.east_village, "丁"), waiting.post)
    for page in (hr.get(reverse(LIST)), hr.get(address(waiting, "agree"))):
        shown = page.content.decode()
        assert "It cannot be made as things stand" in shown
        assert "Held by 丁. Record the end" in shown
        assert "Past the gate" not in shown
    assert "It cannot be made" in hr.get(address(waiting, "decline")).content.decode()
    assert "The entry is made at once" not in hr.get(address(waiting, "agree")).content.decode()
    listed = hr.get(reverse(LIST)).content.decode()
    assert address(waiting, "agree") not in listed
    assert 'name="proposal"' not in listed
    assert address(waiting, "decline") in listed


def test_a_correction_that_meets_another_entry_says_which(hr: Client, town: Town) -> None:
    post = city.seat(town.east_village)
    with clock.at(clock.now() - 50 * DAY):
        end(elected_ago(city.somebody(town.east_village, "甲"), post, 50))
    row = elected_ago(city.somebody(town.east_village), post, 40)
    told = {"mode": "elected", "basis": "记录", "reason": "核"}
    told |= {"starts": (row.starts - 20 * DAY).isoformat()}
    answer = hr.post(reverse("roster_correct", args=[row.pk]), told)
    assert answer.status_code == 422
    (line,) = answer.context["lines"]
    assert "甲" in line.text


def test_no_correction_calls_somebody_elected_again(hr: Client, town: Town) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 50)
    end(row)
    told = {"mode": "elected", "starts": row.starts.isoformat(), "basis": "记录", "reason": "核"}
    told |= {"day": clock.today().isoformat(), "end_reason": "renewed", "deciding_body": "村委会"}
    answer = hr.post(reverse("roster_correct", args=[row.pk]), told)
    assert list(answer.context["form"].errors) == ["end_reason"]


def test_an_unknown_verb_is_nothing(hr: Client, waiting: RosterProposal) -> None:
    assert hr.get(address(waiting, "burn")).status_code == 404


def test_a_correction_shows_what_would_change_and_nothing_else(
    hr: Client, town: Town, first: User
) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 50)
    correct = reverse("roster_correct", args=[row.pk])
    page = hr.get(correct)
    begun = page.context["form"].initial
    assert (begun["starts"], begun["mode"]) == (row.starts, "elected")
    same = {"mode": "elected", "starts": row.starts.isoformat(), "basis": row.basis}
    same |= {"term_ends": row.term_ends.isoformat(), "reason": "核对"} if row.term_ends else {}
    unchanged = hr.post(correct, same)
    assert unchanged.status_code == 422
    done = hr.post(correct, same | {"starts": (row.starts - DAY).isoformat()})
    assert done.status_code == 302
    found = RosterProposal.objects.unscoped("test").get()
    shown = hr.get(reverse(LIST)).context["waiting"][0]["lines"]
    assert len(shown) == 1
    assert shown[0].before != shown[0].after
    hr.post(address(found, "take_back"))
    found.refresh_from_db()
    assert found.state == "taken_back"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"end_reason": "resigned"}, "day"),
        ({"day": "2026-01-05"}, "end_reason"),
        ({"starts": "1900-01-01"}, "starts"),
        ({"basis": ""}, "basis"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_thin_correction_comes_back_as_typed(
    hr: Client, town: Town, values: dict[str, str], field: str
) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 50)
    told = {"mode": "elected", "starts": row.starts.isoformat(), "basis": "记录", "reason": "核"}
    answer = hr.post(reverse("roster_correct", args=[row.pk]), told | values)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_striking_an_entry_is_proposed(hr: Client, town: Town) -> None:
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 50)
    strike = reverse("roster_strike", args=[row.pk])
    assert hr.post(strike, {"reason": ""}).status_code == 422
    assert hr.post(strike, {"reason": "录错人"}).status_code == 302
    assert hr.post(strike, {"reason": "录错人"}).status_code == 422
    assert RosterProposal.objects.unscoped("test").get().act == "annul"
