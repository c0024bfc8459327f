"""An organisation that is no more: all leave by one decision, and its posts are closed."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from certificates.roster import correcting, merging
from certificates.roster.models import Appointment, Succession
from certificates.roster.refusing import Refused
from portal import clock
from portal.people import organising
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, an_end, elected_ago, end, keeper, signed
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


def told(**values: Any) -> dict[str, Any]:
    return {
        "day": clock.today(),
        "deciding_body": "青石镇人民政府",
        "document_number": "青政发〔2026〕8号",
    } | values


def test_all_leave_and_the_posts_are_closed(village: Organisation) -> None:
    assert merging.end_all(village, actor_id=None, **told()) == (2, 2)
    ended = Appointment.objects.unscoped("test").filter(organisation=village)
    assert {row.ending.reason for row in ended} == {"merged_org"}
    closed = Succession.objects.unscoped("test").filter(organisation=village)
    assert {row.closed_on for row in closed} == {clock.today()}
    assert {row.closed_reason for row in closed} == {
        "单位合并（青石镇人民政府，青政发〔2026〕8号）"
    }
    assert merging.still_in_office(village) == []


def test_all_or_none_leave(village: Organisation) -> None:
    city_row = merging.still_in_office(village)[1]
    assert city_row.ends is None
    with pytest.raises(Refused):
        merging.end_all(
            village,
            actor_id=None,
            **told(day=clock.today() - DAY),
        )
    assert len(merging.still_in_office(village)) == 2


@pytest.fixture
def left(town: Town) -> Appointment:
    """Somebody who has left a third post there, which is vacant."""
    row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 90)
    end(row)
    return row


def closed(row: Appointment) -> object:
    return Succession.objects.unscoped("test").get(pk=row.pk).closed_on


def test_a_post_that_was_vacant_is_closed_too(left: Appointment, village: Organisation) -> None:
    assert merging.end_all(village, actor_id=None, **told()) == (2, 3)
    assert closed(left) == clock.today()
    assert left.ending.reason == "resigned"


def test_vacant_posts_alone_are_closed(left: Appointment, village: Organisation) -> None:
    for row in merging.still_in_office(village):
        end(row)
    assert merging.end_all(village, actor_id=None, **told()) == (0, 3)
    assert merging.vacancies(village) == []
    assert merging.end_all(village, actor_id=None, **told()) == (0, 0)


def test_the_decision_is_named_for_vacant_posts_too(
    left: Appointment, village: Organisation
) -> None:
    for row in merging.still_in_office(village):
        end(row)
    for field in ("deciding_body", "document_number"):
        with pytest.raises(Refused) as refused:
            merging.end_all(village, actor_id=None, **told(**{field: " "}))
        assert refused.value.field == field
    assert closed(left) is None


def refusal(village: Organisation, **values: Any) -> str:
    with override("en"), pytest.raises(Refused) as refused:
        merging.end_all(village, actor_id=None, **told(**values))
    assert refused.value.field == "day"
    open_ones = [row for row in merging.still_in_office(village) if row.ends is None]
    assert len(open_ones) >= 1
    return str(refused.value)


def test_an_end_on_the_day_or_before_stands(village: Organisation) -> None:
    row = merging.still_in_office(village)[0]
    end(row, day=clock.today() + 3 * DAY)
    day = clock.today() + 3 * DAY
    assert merging.end_all(village, actor_id=None, **told(day=day)) == (1, 2)
    assert (row.ending.reason, closed(row)) == ("resigned", day)


def test_whoever_leaves_later_is_named(village: Organisation) -> None:
    row = merging.still_in_office(village)[0]
    end(row, day=clock.today() + 3 * DAY)
    said = refusal(village, day=clock.today() + 2 * DAY)
    assert said.startswith(f"{row.person.name}: leaves later")


def test_whoever_leaves_later_is_corrected_by_two(village: Organisation) -> None:
    row = merging.still_in_office(village)[0]
    end(row, day=clock.today() + 3 * DAY)
    on_time = replace(correcting.of_appointment(row), end=an_end())
    correcting.correct(row, on_time, actor_id=None, signed=signed())
    assert merging.end_all(village, actor_id=None, **told()) == (1, 2)


@pytest.fixture
def begins_later(town: Town) -> Appointment:
    """Somebody elected there for a day to come."""
    post = city.seat(town.east_village)
    return city.elect(city.somebody(town.east_village), post, clock.today() + 2 * DAY)


def test_whoever_begins_later_is_named_and_struck_by_two(
    begins_later: Appointment, village: Organisation
) -> None:
    for day in (clock.today(), begins_later.starts):
        said = refusal(village, day=day)
        assert said.startswith(f"{begins_later.person.name}: begins")
    correcting.annul(begins_later, actor_id=None, signed=signed("并入他处，未就任"))
    assert merging.end_all(village, actor_id=None, **told()) == (2, 2)


def test_the_page_leads_to_what_is_in_the_way(
    clerk: Client, begins_later: Appointment, village: Organisation
) -> None:
    leaves = merging.still_in_office(village)[-1]
    end(leaves, day=clock.today() + 5 * DAY)
    page = reverse("roster_merged", args=[village.pk])
    answer = clerk.post(page, told())
    assert answer.status_code == 422
    assert begins_later.person.name in answer.context["form"].errors["day"][0]
    text = answer.content.decode()
    assert reverse("roster_strike", args=[begins_later.pk]) in text
    assert reverse("roster_correct", args=[leaves.pk]) in text
    assert reverse("roster_proposals") in text


def test_the_page_closes_vacant_posts_where_nobody_is_left(
    clerk: Client, left: Appointment, village: Organisation
) -> None:
    clerk.cookies["django_language"] = "en"
    for row in merging.still_in_office(village):
        end(row)
    page = reverse("roster_merged", args=[village.pk])
    assert "Close the posts" in clerk.get(page).content.decode()
    assert "3 posts are closed." in clerk.post(page, told(), follow=True).content.decode()
    assert "Nobody is in office here" in clerk.get(page).content.decode()


def test_the_page_reads_as_much_for_three_as_for_one(
    clerk: Client,
    left: Appointment,
    village: Organisation,
    town: Town,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    page = reverse("roster_merged", args=[village.pk])
    with django_assert_max_num_queries(100) as few:
        clerk.get(page)
    end(merging.still_in_office(village)[0])
    end(merging.still_in_office(village)[0], day=clock.today() + DAY)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(clerk.get(page).context["vacancies"]) == 3


def test_an_organisation_that_is_there_keeps_its_people(town: Town) -> None:
    elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 90)
    with pytest.raises(Refused):
        merging.end_all(town.east_village, actor_id=None, **told())
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
