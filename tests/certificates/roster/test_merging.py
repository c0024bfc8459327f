"""An organisation that is no more: all leave by one decision, and its posts are closed."""

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster import merging
from certificates.roster.models import Appointment, Succession
from certificates.roster.refusing import Refused
from portal import clock
from portal.people import organising
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, elected_ago, keeper
from tests.certificates.roster.conftest import Town


@pytest.fixture
def village(town: Town) -> Organisation:
    """Two members in office at a committee that was merged into another."""
    into = city.place("village", town.east, "东关村调委会")
    for _n in range(2):
        elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 90)
    organising.merge(
        town.east_village, into, day=clock.today(), reason="撤并", actor_id=city_user()
    )
    town.east_village.refresh_from_db()
    return town.east_village


def city_user() -> int:
    return keeper("merger").pk


def told(**values: object) -> dict[str, object]:
    return {
        "day": clock.today(),
        "deciding_body": "青石镇人民政府",
        "document_number": "青政发〔2026〕8号",
    } | values


def test_all_leave_and_the_posts_are_closed(village: Organisation) -> None:
    assert merging.end_all(village, actor_id=None, **told()) == 2  # type: ignore[arg-type]
    ended = Appointment.objects.unscoped("test").filter(organisation=village)
    assert {row.ending.reason for row in ended} == {"merged_org"}
    closed = Succession.objects.unscoped("test").filter(organisation=village)
    assert {row.closed_on for row in closed} == {clock.today()}
    assert merging.still_in_office(village) == []


def test_all_or_none_leave(village: Organisation) -> None:
    city_row = merging.still_in_office(village)[1]
    assert city_row.ends is None
    with pytest.raises(Refused):
        merging.end_all(
            village,
            actor_id=None,
            **told(day=clock.today() - DAY),  # type: ignore[arg-type]
        )
    assert len(merging.still_in_office(village)) == 2


def test_an_organisation_that_is_there_keeps_its_people(town: Town) -> None:
    elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 90)
    with pytest.raises(Refused):
        merging.end_all(town.east_village, actor_id=None, **told())  # type: ignore[arg-type]
    assert len(merging.still_in_office(town.east_village)) == 1


def test_the_page_lists_them_and_ends_them(clerk: Client, village: Organisation) -> None:
    page = reverse("roster_merged", args=[village.pk])
    assert len(clerk.get(page).context["rows"]) == 2
    thin = clerk.post(page, told(document_number=""))
    assert (thin.status_code, list(thin.context["form"].errors)) == (422, ["document_number"])
    assert clerk.post(page, told()).status_code == 302
    assert clerk.get(page).context["rows"] == []
    assert page in clerk.get(reverse("roster"), {"at": village.pk}).content.decode()


def test_others_places_are_not_there(clerk: Client, town: Town) -> None:
    assert clerk.get(reverse("roster_merged", args=[town.west_village.pk])).status_code == 404
