"""The page of an ending, renewals, secondments, filings: what is typed, kept and refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster import correcting
from certificates.roster.models import (
    Appointment,
    AppointmentEnding,
    Filing,
    HandOverItem,
    RosterProposal,
    Secondment,
    Succession,
)
from portal import clock
from tests.certificates.roster import city
from tests.certificates.roster.acts import elected_ago, end, signed
from tests.certificates.roster.conftest import Town
from tests.portal.test_numbered import NO_ROWS

DAY = timedelta(days=1)


@pytest.fixture
def member(town: Town) -> Appointment:
    return elected_ago(city.somebody(town.east_village, "王德胜"), city.seat(town.east_village), 90)


@pytest.fixture
def left(member: Appointment) -> AppointmentEnding:
    return end(member)


def ending(**values: Any) -> dict[str, Any]:
    return {
        "day": clock.today().isoformat(),
        "reason": "incompetent",
        "deciding_body": "村民代表会议",
        "document_number": "5号",
        "follow": "vacant",
    } | values


def test_a_replacement_says_who_comes_after(hr: Client, member: Appointment) -> None:
    address = reverse("roster_end", args=[member.pk])
    for values, field in (
        ({"follow": ""}, "follow"),
        ({"follow": "successor"}, "successor"),
        ({"successor": "何建国"}, "follow"),
        ({"follow": "successor", "successor": "查无此人"}, "successor"),
        ({"follow": "successor", "successor": "王德胜"}, "successor"),
    ):
        answer = hr.post(address, ending(**values))
        assert answer.status_code == 422, values
        assert field in answer.context["form"].errors, values
    member.refresh_from_db()
    assert member.ends is None


def test_the_successor_is_found_by_name_or_certificate(
    hr: Client, town: Town, member: Appointment
) -> None:
    for _n in range(2):
        city.somebody(town.east_village, "何建国")
    address = reverse("roster_end", args=[member.pk])
    named = ending(follow="successor", successor="何建国", successor_basis="补选记录")
    several = hr.post(address, named)
    assert "证书编号" in str(several.context["form"].errors["successor"])
    one = city.somebody(town.east_village, "何建国")
    certificate = city.certify(one)
    number = f"{certificate.number[:6]} {certificate.number[6:]}"
    assert hr.post(address, named | {"successor": number}).status_code == 302
    after = Appointment.objects.unscoped("test").get(person=one)
    assert Succession.objects.unscoped("test").get(ending_id=member.pk).successor == after


def test_a_successor_without_certificate_is_refused_where_one_is_hired(
    hr: Client, town: Town
) -> None:
    before = city.somebody(town.east)
    with clock.at(clock.now() - DAY):
        city.certify(before)
        row = city.hire(before, city.seat(town.east, "full_time"))
    city.somebody(town.east, "赵永强")
    words = ending(follow="successor", successor="赵永强", successor_basis="聘7号")
    answer = hr.post(reverse("roster_end", args=[row.pk]), words)
    assert "尚未取得上岗证" in str(answer.context["form"].errors["successor"])
    assert answer.status_code == 422


def test_a_past_end_is_proposed_and_nothing_else_goes_with_it(
    hr: Client, member: Appointment
) -> None:
    address = reverse("roster_end", args=[member.pk])
    past = ending(day=(clock.today() - 5 * DAY).isoformat())
    silent = hr.post(address, past)
    assert list(silent.context["form"].errors) == ["late_reason"]
    much = past | {"late_reason": "漏报", "follow": "successor", "successor": "何建国"}
    assert list(hr.post(address, much).context["form"].errors) == ["successor"]
    assert hr.post(address, past | {"late_reason": "漏报"}).status_code == 302
    member.refresh_from_db()
    assert member.ends is None
    assert RosterProposal.objects.unscoped("test").get().act == "end"


def test_the_page_of_an_ending_lists_and_receives_what_is_handed_over(
    hr: Client, left: AppointmentEnding
) -> None:
    page = reverse("roster_ending", args=[left.pk])
    assert "空缺" in hr.get(page).content.decode()
    add = reverse("roster_hand_over", args=[left.pk])
    assert hr.post(add, {"kind": "case", "what": ""}).status_code == 422
    assert hr.post(add, {"kind": "case", "what": "两件未结纠纷"}).status_code == 302
    item = HandOverItem.objects.unscoped("test").get()
    receive = reverse("roster_received", args=[item.pk])
    wrong = {"received_by": "何建国", "received_on": (clock.today() + DAY).isoformat()}
    answer = hr.post(receive, wrong)
    assert answer.status_code == 422
    assert "何建国" in answer.content.decode()
    right = wrong | {"received_on": clock.today().isoformat()}
    assert hr.post(receive, right).status_code == 302
    again = hr.post(receive, right)
    assert again.status_code == 422
    assert "何建国" in hr.get(page).content.decode()


def test_the_ending_of_a_struck_entry_is_read_and_nothing_is_done_on_it(
    hr: Client, left: AppointmentEnding
) -> None:
    add = reverse("roster_hand_over", args=[left.pk])
    assert hr.post(add, {"kind": "case", "what": "两件未结纠纷"}).status_code == 302
    item = HandOverItem.objects.unscoped("test").get()
    correcting.annul(left.appointment, actor_id=None, signed=signed("录错了人"))
    address = reverse("roster_ending", args=[left.pk])
    answer = hr.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("已撤销", "录错了人", "两件未结纠纷"):
        assert words in page, words
    receive = reverse("roster_received", args=[item.pk])
    close = reverse("roster_close_post", args=[left.pk])
    for act in (add, receive, close, reverse("roster_correct", args=[left.pk])):
        assert act not in page, act
    for act in (add, receive, close):
        assert hr.post(act, {"kind": "case", "what": "卷宗"}).status_code == 404, act
    assert HandOverItem.objects.unscoped("test").count() == 1


def test_a_vacant_post_is_closed_with_a_reason(hr: Client, left: AppointmentEnding) -> None:
    address = reverse("roster_close_post", args=[left.pk])
    today = clock.today().isoformat()
    assert hr.post(address, {"day": today, "reason": ""}).status_code == 422
    assert hr.post(address, {"day": today, "reason": "村组合并"}).status_code == 302
    assert hr.post(address, {"day": today, "reason": "村组合并"}).status_code == 422
    assert "村组合并" in hr.get(reverse("roster_ending", args=[left.pk])).content.decode()


def test_another_term_follows_the_old_one(hr: Client, member: Appointment) -> None:
    address = reverse("roster_renew", args=[member.pk])
    words = {"starts": clock.today().isoformat(), "deciding_body": "村民代表会议", "basis": "换届"}
    assert hr.get(address).context["form"].initial["starts"] == member.term_ends
    assert hr.post(address, words | {"basis": ""}).status_code == 422
    late = words | {"term_ends": (clock.today() - DAY).isoformat()}
    assert list(hr.post(address, late).context["form"].errors) == ["term_ends"]
    assert hr.post(address, words).status_code == 302
    rows = Appointment.objects.unscoped("test").filter(person=member.person)
    assert rows.count() == 2


def test_a_renewal_that_the_gate_refuses_says_what_is_missing(hr: Client, town: Town) -> None:
    person = city.somebody(town.east)
    with clock.at(clock.now() - DAY):
        held = city.certify(person)
        row = city.hire(person, city.seat(town.east, "full_time"))
    city.change(held, "suspended", clock.today())
    words = {"starts": clock.today().isoformat(), "deciding_body": "司法所", "basis": "续聘1号"}
    answer = hr.post(reverse("roster_renew", args=[row.pk]), words)
    assert answer.status_code == 422
    assert len(answer.context["lines"]) == 1


def test_a_secondment_and_its_exchange(hr: Client, town: Town) -> None:
    rows = []
    for _n in range(2):
        with clock.at(clock.now() - DAY):
            person = city.somebody(town.east)
            city.certify(person)
            rows.append(city.hire(person, city.seat(town.east, "part_time")))
    first, after = (reverse("roster_second", args=[row.pk]) for row in rows)
    assert hr.post(first, {"agency": ""}).status_code == 422
    assert hr.post(first, {"agency": "公安", "detached": "on"}).status_code == 302
    assert hr.post(first, {"agency": "公安"}).status_code == 422
    end(rows[0], reason="rotated")
    wrong = hr.post(after, {"agency": "卫生", "exchanges": rows[0].pk})
    assert list(wrong.context["form"].errors) == ["agency"]
    assert hr.post(after, {"agency": "公安", "exchanges": rows[0].pk}).status_code == 302
    assert Secondment.objects.unscoped("test").get(appointment=rows[1]).exchanges_id == rows[0].pk


def test_marked_changes_are_told_by_one_document(hr: Client, left: AppointmentEnding) -> None:
    address = reverse("roster_filings")
    page = hr.get(address)
    assert len(page.context["page"].object_list) == 2
    words = {"day": clock.today().isoformat(), "document_number": "示司备〔2026〕9号"}
    nothing = hr.post(address, words)
    assert nothing.status_code == 422
    marked = [str(one.pk) for one in page.context["page"].object_list]
    early = hr.post(address, words | {"filing": marked, "day": (clock.today() + DAY).isoformat()})
    assert list(early.context["form"].errors) == ["day"]
    assert early.context["chosen"] == {int(one) for one in marked}
    assert hr.post(address, words | {"filing": [*marked, "x"]}).status_code == 302
    told = Filing.objects.unscoped("test").filter(kind="bureau", done_on__isnull=False)
    assert told.count() == 2
    assert "示司备〔2026〕9号" in hr.get(address, {"done": "1"}).content.decode()
    assert hr.get(address, {"kind": "court"}).context["page"].paginator.count == 2
    assert hr.get(address, {"kind": "x", "page": "y"}).status_code == 200


@pytest.mark.parametrize("number", NO_ROWS)
def test_a_marked_number_that_no_row_can_have_is_no_change(
    hr: Client, left: AppointmentEnding, number: str
) -> None:
    words = {"day": clock.today().isoformat(), "document_number": "9号", "filing": number}
    answer = hr.post(reverse("roster_filings"), words)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["__all__"])
    assert not Filing.objects.unscoped("test").filter(done_on__isnull=False).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_ask_a_fixed_number_of_questions(
    hr: Client, town: Town, number: int, django_assert_max_num_queries: Any
) -> None:
    for _n in range(number):
        end(elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 9))
    with django_assert_max_num_queries(14):
        hr.get(reverse("roster_filings"))
