"""The stage of the path, the staff's numbers, the public numbers."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from certificates.roster import desk, ending
from portal import clock, hooks
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town


@pytest.mark.parametrize(
    ("certified", "elected", "state"),
    [
        (False, False, "next"),
        (False, True, "next"),
        (True, False, "now"),
        (True, True, "done"),
    ],
)
def test_the_last_stage_is_being_on_duty(
    town: Town, certified: bool, elected: bool, state: str
) -> None:
    person = city.somebody(town.east)
    if certified:
        city.certify(person)
    if elected:
        city.elect(person, city.seat(town.east_village))
    stage = desk.on_duty(hooks.Visit(Scope(user_id=1, person_id=person.pk)))
    assert stage is not None
    assert (stage[0], stage[2]) == (50, state)


def test_only_keepers_get_the_menu_and_the_numbers(town: Town) -> None:
    city.elect(city.somebody(town.east), city.seat(town.east_village))
    clerk = Scope(user_id=1, places={"clerk": (town.east.path,)})
    officer = Scope(user_id=1, places={"officer": (town.east.path,)})
    card = desk.office(hooks.Visit(clerk))
    assert card is not None
    counts = {entry["state"]: entry["count"] for entry in card.context["numbers"]}
    assert (counts["serving"], counts["pending"], counts["vacant"]) == (1, 1, 0)
    words = {entry["state"]: entry["word"] for entry in card.context["numbers"]}
    assert words["lapsed"] == "证书失效或未持证"
    assert desk.office(hooks.Visit(officer)) is None
    assert "roster" in [entry.url_name for entry in hooks.menu_entries(clerk)]
    assert "roster" not in [entry.url_name for entry in hooks.menu_entries(officer)]
    assert desk.on_duty(hooks.Visit(clerk)) is None


def test_the_home_page_counts_committees_and_those_on_duty(town: Town) -> None:
    person = city.somebody(town.east)
    city.certify(person)
    city.elect(person, city.seat(town.east_village))
    city.elect(city.somebody(town.east), city.seat(town.east_village))
    panel = desk.numbers_panel(RequestFactory().get(reverse("desk")))
    assert panel is not None
    assert panel.context == {"committees": 4, "on_duty": 1}


def test_a_record_with_a_post_or_a_certificate_is_not_merged(town: Town) -> None:
    bare, certified, chair = (city.somebody(town.east) for _ in range(3))
    city.certify(certified)
    row = city.elect(chair, city.seat(town.east_village), clock.today() + timedelta(days=1))
    ending.end_appointment(
        row,
        day=clock.today() + timedelta(days=2),
        reason="resigned",
        deciding_body="会议",
        actor_id=None,
    )
    with translation.override("en"):
        refused = [hooks.objections_to_merge(who.pk) for who in (bare, certified, chair)]
    assert refused == [
        [],
        ["The later record has a certificate; such a record is not merged."],
        ["The later record has held a post; such a record is not merged."],
    ]
