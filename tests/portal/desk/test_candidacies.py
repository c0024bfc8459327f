"""Candidacies on the desk: who takes which step, what waits for whom, the form on paper."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal import hooks
from portal.accounts import granting
from portal.accounts.scoping import scope_of
from portal.desk.people.steps import how_many_wait
from portal.people.choices import AppointmentMode, CandidacyState, PostKind, Tier
from portal.people.models import Candidacy, CandidacyStep, Organisation, Person
from portal.people.nominating import nominate, proceed
from tests.portal.desk.peopled import WHY, City, browser, city, text
from tests.portal.people import rows

__all__ = ["city"]
pytestmark = pytest.mark.django_db
LIST = "/desk/candidacies/"
STATES = CandidacyState


@pytest.fixture(scope="module")
def village(city: City) -> Organisation:
    return rows.below(city["east"], "柳溪村调委会", "village")


def named(
    person: Person, place: Organisation, tier: str = Tier.VILLAGE, **values: Any
) -> Candidacy:
    return nominate(
        person,
        place,
        nominated_by=values.get("by", place),
        post_kind=PostKind.MEMBER,
        tier=tier,
        mode=AppointmentMode.ELECTED,
        actor_id=None,
    )


@pytest.fixture
def row(city: City, village: Organisation) -> Candidacy:
    return named(city["zhou"], village)


def state_of(row: Candidacy) -> str:
    return Candidacy.objects.unscoped(WHY).get(pk=row.pk).state


def step(client: Client, row: Candidacy, state: str, **typed: str) -> int:
    return client.post(f"{LIST}{row.pk}/{state}/", typed).status_code


def test_a_clerk_names_somebody_and_the_two_levels_accept(
    city: City, village: Organisation
) -> None:
    clerk, hr = browser(city, "clerk"), browser(city, "hr")
    typed = {
        "organisation": village.pk,
        "nominated_by": village.pk,
        "post_kind": "member",
        "tier": "village",
        "mode": "elected",
        "document_number": "柳溪〔2026〕3号",
    }
    address = f"/desk/people/{city['zhou'].pk}/nominate/"
    assert clerk.get(address).status_code == 200
    assert clerk.post(address, typed | {"mode": ""}).status_code == 422
    named_at = clerk.post(address, typed).headers["Location"]
    twice = clerk.post(address, typed)
    assert twice.status_code == 422
    assert "has been named for this kind of post here already" in text(twice)
    row = Candidacy.objects.unscoped(WHY).get()
    assert named_at == f"{LIST}{row.pk}/"
    assert step(clerk, row, STATES.ACCEPTED) == 422
    assert step(clerk, row, STATES.CHECKED) == 302
    assert step(clerk, row, STATES.ACCEPTED) == 422
    assert step(hr, row, STATES.ACCEPTED, document_number="司发〔2026〕8号") == 302
    assert state_of(row) == STATES.ACCEPTED
    page = text(hr.get(f"{LIST}{row.pk}/"))
    assert "司发〔2026〕8号" in page
    assert f'href="{LIST}{row.pk}/"' in text(clerk.get(f"/desk/people/{city['zhou'].pk}/"))


def test_whoever_checked_it_does_not_accept_it(city: City, row: Candidacy) -> None:
    hr = browser(city, "hr")
    assert step(hr, row, STATES.CHECKED) == 302
    page = text(hr.get(f"{LIST}{row.pk}/"))
    assert "You checked it yourself; somebody else accepts it." in page
    assert step(hr, row, STATES.ACCEPTED) == 422
    assert state_of(row) == STATES.CHECKED


def test_what_is_returned_with_a_reason_is_handed_in_again(city: City, row: Candidacy) -> None:
    clerk = browser(city, "clerk")
    silent = clerk.post(f"{LIST}{row.pk}/returned/", {"reason": " "})
    assert silent.status_code == 422
    assert "Please say why." in text(silent)
    assert step(clerk, row, STATES.RETURNED, reason="缺会议记录") == 302
    assert "缺会议记录" in text(clerk.get(f"{LIST}{row.pk}/"))
    assert step(clerk, row, STATES.NOMINATED) == 302
    assert step(clerk, row, STATES.WITHDRAWN, reason="本人不愿意") == 302
    assert state_of(row) == STATES.WITHDRAWN
    assert step(clerk, row, STATES.NOMINATED) == 422
    assert step(clerk, row, "sideways") == 404


def test_the_bureau_takes_back_what_it_accepted(city: City, row: Candidacy) -> None:
    proceed(row, STATES.CHECKED, actor_id=city["clerk"].pk)
    proceed(row, STATES.ACCEPTED, actor_id=city["hr"].pk)
    assert step(browser(city, "clerk"), row, STATES.WITHDRAWN, reason="不愿意") == 422
    assert step(browser(city, "hr"), row, STATES.WITHDRAWN, reason="不愿意") == 302
    assert CandidacyStep.objects.unscoped(WHY).count() == 4


def test_others_candidacies_do_not_exist(city: City, row: Candidacy) -> None:
    away = rows.login("away")
    granting.grant(away, "clerk", city["west"], actor_id=None)
    there = Client()
    there.force_login(away)
    assert there.get(f"{LIST}{row.pk}/").status_code == 404
    assert there.get(f"{LIST}{row.pk}/form/").status_code == 404
    assert step(there, row, STATES.CHECKED) == 404
    assert there.get(f"/desk/people/{city['zhou'].pk}/nominate/").status_code == 404
    assert "周桂芳" not in text(there.get(LIST))
    officer = browser(city, "officer")
    assert officer.get(f"{LIST}{row.pk}/").status_code == 200
    assert step(officer, row, STATES.CHECKED) == 404


def test_each_level_finds_what_waits_for_it(city: City, row: Candidacy) -> None:
    clerk, hr = (scope_of(city[who]) for who in ("clerk", "hr"))
    assert (how_many_wait(clerk), how_many_wait(hr)) == (1, 0)
    cards = [card.context for card in hooks.desk_cards(clerk)]
    assert {"waiting": 1} in cards
    proceed(row, STATES.CHECKED, actor_id=city["clerk"].pk)
    assert (how_many_wait(clerk), how_many_wait(hr)) == (0, 1)
    assert "周桂芳" in text(browser(city, "hr").get(LIST))
    proceed(row, STATES.RETURNED, reason="补材料", actor_id=city["hr"].pk)
    assert (how_many_wait(clerk), how_many_wait(hr)) == (1, 0)


def test_the_citys_own_tier_is_checked_at_the_top(city: City) -> None:
    medical = rows.below(city["centre"], "医疗调委会", "professional")
    named(city["far"], medical, Tier.CITY, by=city["centre"])
    assert how_many_wait(scope_of(city["hr"])) == 1
    assert how_many_wait(scope_of(city["clerk"])) == 0


def test_the_list_is_filtered_by_state(city: City, row: Candidacy) -> None:
    clerk = browser(city, "clerk")
    assert "周桂芳" in text(clerk.get(f"{LIST}?state=nominated"))
    assert "No candidacy here" in text(clerk.get(f"{LIST}?state=accepted"))
    assert "周桂芳" in text(clerk.get(f"{LIST}?state=nonsense&page=99"))


def test_the_list_asks_as_often_for_many_as_for_few(
    city: City,
    row: Candidacy,
    village: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    clerk = browser(city, "clerk")
    clerk.get(LIST)
    with django_assert_num_queries(6):
        clerk.get(LIST)
    for name in ("甲", "乙"):
        named(rows.person(city["east"], name), village)
    with django_assert_num_queries(6):
        clerk.get(LIST)


def test_the_form_on_paper_leaves_the_seals_free(city: City, row: Candidacy) -> None:
    page = text(browser(city, "clerk").get(f"{LIST}{row.pk}/form/"))
    assert "周桂芳" in page
    assert page.count("(seal)") == 3
    assert rows.FEMALE not in page
