"""The page of what changed: numbers, names, days that cannot be, a workbook."""

from datetime import date, timedelta

import pytest
from django.test import Client

from portal import clock
from portal.audit.models import AuditEvent
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login


def elected(town: Town, name: str) -> None:
    city.elect(city.somebody(town.east_village, name), city.seat(town.east_village))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_this_quarter_is_shown_unless_days_are_given(town: Town, hr: Client, language: str) -> None:
    elected(town, "周桂芳")
    hr.cookies["django_language"] = language
    answer = hr.get("/roster/changes/")
    assert "周桂芳" in answer.content.decode()
    today = clock.today()
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    assert answer.context["found"].since == first - timedelta(days=1)
    assert answer.context["found"].counts["came"] == 1


def test_the_days_stay_in_the_address(town: Town, hr: Client) -> None:
    elected(town, "周桂芳")
    ahead = clock.today() + timedelta(days=9)
    page = hr.get(f"/roster/changes/?from={clock.today()}&to={ahead}&what=left")
    assert page.context["found"].counts["came"] == 0
    assert "周桂芳" not in page.content.decode()


@pytest.mark.parametrize("query", ["from=2026-02-30", "from=2026-03-01&to=2026-02-01", "what=x"])
def test_what_cannot_be_is_told(town: Town, hr: Client, query: str) -> None:
    assert hr.get(f"/roster/changes/?{query}").status_code == 422


def test_another_place_does_not_exist(town: Town, clerk: Client) -> None:
    elected(town, "周桂芳")
    assert "周桂芳" in clerk.get("/roster/changes/").content.decode()
    address = f"/roster/changes/?organisation={town.west.pk}"
    assert clerk.get(address).status_code == 404
    assert login("officer", town.centre)[0].get("/roster/changes/").status_code == 404


def test_the_workbook_is_recorded(town: Town, hr: Client) -> None:
    elected(town, "周桂芳")
    answer = hr.post("/roster/changes/export/", {})
    assert answer.content[:2] == b"PK"
    event = AuditEvent.objects.get(kind="roster.exported")
    assert event.body.data["rows"] == 1
    wrong = hr.post("/roster/changes/export/", {"from": "腊月"}, follow=True)
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["since"])
