"""Pairs of records that may be one person: seen side by side, decided with a reason, once."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal import hooks
from portal.accounts.scoping import scope_of
from portal.people.doubling import decide, suspect
from portal.people.models import Person, SuspectedDouble
from tests.portal.desk.peopled import LIST, WHY, City, address, browser, city, fresh, text
from tests.portal.people import rows

__all__ = ["city"]
pytestmark = pytest.mark.django_db
PAIRS, QUERIES = f"{LIST}doubles/", 5


def pair(city: City, newcomer: Person | None = None) -> SuspectedDouble:
    later = newcomer or rows.person(city["east"], "周桂芳")
    assert suspect(city["zhou"], later, "same_name", actor_id=None)
    return SuspectedDouble.objects.unscoped(WHY).get(newcomer=later)


@pytest.fixture
def hr(city: City) -> Client:
    return browser(city, "hr")


def test_a_pair_stands_in_the_list_on_the_desk_and_on_both_pages(city: City, hr: Client) -> None:
    assert "No pair waits" in text(hr.get(PAIRS))
    row = pair(city)
    assert f"{PAIRS}{row.pk}/" in text(hr.get(PAIRS))
    assert "1 pair of records may be one person" in text(hr.get("/desk/"))
    for person in (row.kept, row.newcomer):
        assert f"{PAIRS}{row.pk}/" in text(hr.get(address(person)))


def test_both_records_are_compared_and_the_number_stays_masked(city: City, hr: Client) -> None:
    page = text(hr.get(f"{PAIRS}{pair(city, city['far']).pk}/"))
    assert "周桂芳" in page
    assert "何建国" in page
    assert "differs" in page
    assert rows.FEMALE not in page


def test_one_person_is_merged_and_leaves_the_list(city: City, hr: Client) -> None:
    row = pair(city)
    typed = {"state": "same", "reason": "身份证相同"}
    assert hr.post(f"{PAIRS}{row.pk}/", typed).headers["Location"] == PAIRS
    assert fresh(row.newcomer).merged_into_id == row.kept_id
    assert f"{PAIRS}{row.pk}/" not in text(hr.get(PAIRS))
    decided = text(hr.get(f"{PAIRS}{row.pk}/"))
    assert "身份证相同" in decided
    assert 'name="state"' not in decided
    again = hr.post(f"{PAIRS}{row.pk}/", typed | {"state": "different"}, follow=True)
    assert "Somebody else has decided this pair already." in text(again)
    assert fresh(row.newcomer).merged_into_id == row.kept_id


def test_nothing_is_chosen_beforehand_and_what_was_typed_stays(city: City, hr: Client) -> None:
    row = pair(city)
    assert "checked" not in text(hr.get(f"{PAIRS}{row.pk}/"))
    refused = hr.post(f"{PAIRS}{row.pk}/", {"reason": "问过村里"})
    assert refused.status_code == 422
    assert "Please choose one." in text(refused)
    assert "问过村里" in text(refused)


def test_what_stands_against_a_merge_is_said_before_and_after(
    city: City, hr: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = pair(city)
    monkeypatch.setattr(hooks, "_objections", [lambda _person_id: "It holds a post."])
    assert "It holds a post." in text(hr.get(f"{PAIRS}{row.pk}/"))
    refused = hr.post(f"{PAIRS}{row.pk}/", {"state": "same", "reason": "同一人"})
    assert refused.status_code == 422
    assert fresh(row.newcomer).merged_into_id is None


def test_a_pair_whose_record_went_into_another_one_waits_no_more(city: City, hr: Client) -> None:
    first, third = pair(city), rows.person(city["east"], "周桂芳")
    suspect(first.newcomer, third, "same_name", actor_id=None)
    second = SuspectedDouble.objects.unscoped(WHY).get(newcomer=third)
    assert decide(first, "same", reason="同一人", actor_id=city["hr"].pk)
    assert f"{PAIRS}{second.pk}/" not in text(hr.get(PAIRS))
    refused = hr.post(f"{PAIRS}{second.pk}/", {"state": "same", "reason": "同一人"})
    assert "has been merged into another one" in text(refused)
    assert fresh(third).merged_into_id is None


def test_a_clerk_has_no_such_page_and_no_card(city: City) -> None:
    row, clerk = pair(city), browser(city, "clerk")
    assert clerk.get(PAIRS).status_code == 404
    assert clerk.get(f"{PAIRS}{row.pk}/").status_code == 404
    cards = hooks.desk_cards(scope_of(city["clerk"]))
    assert "desk/people/doubles_card.html" not in [card.template for card in cards]


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_few(
    city: City, hr: Client, pairs: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _pair in range(pairs):
        pair(city)
    hr.get(PAIRS)
    with django_assert_num_queries(QUERIES):
        hr.get(PAIRS)
