"""The stage of the path, the staff's numbers, the public numbers."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from certificates.roster import desk
from portal import hooks
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
