"""The page that hands the list out: day, place and filters of the list, and what it refuses."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster.sharing.choices import Form
from certificates.roster.sharing.models import Handout
from certificates.roster.twin import AsOf
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
ID_NUMBER = "99000019630701018X"


def test_the_page_keeps_day_place_and_filters_of_the_list(town: Town, clerk: Client) -> None:
    address = reverse("roster_out") + (
        f"?on=2026-01-05&known=2026-01-06&at={town.east_village.pk}&state=serving"
    )
    page = clerk.get(address).content.decode()
    assert "2026年1月5日（按2026年1月6日已登记的情况）" in page
    assert "柳溪村调委会" in page
    answer = clerk.post(address, {"form": "print"})
    row = Handout.every.get()
    assert AsOf(row.day, row.known_at).known_day == date(2026, 1, 6)
    assert answer["Location"] == reverse("roster_handout", args=[row.pk])
    assert (row.day.isoformat(), row.organisation, row.filters["state"], row.form) == (
        "2026-01-05", town.east_village, "serving", Form.PRINT,
    )  # fmt: skip


def test_the_page_says_that_those_without_a_certificate_are_among_the_lapsed(
    town: Town, clerk: Client
) -> None:
    page = clerk.get(reverse("roster_out") + f"?at={town.east.pk}&state=lapsed").content.decode()
    assert "证书失效或未持证" in page


@pytest.mark.parametrize("form", ["", "99", "print'"])
def test_a_form_that_is_none_is_refused(clerk: Client, form: str) -> None:
    answer = clerk.post(reverse("roster_out"), {"form": form})
    assert answer.status_code == 422
    assert not Handout.every.exists()


def test_a_day_that_is_none_and_a_place_of_others_make_no_file(town: Town, clerk: Client) -> None:
    assert (
        clerk.post(reverse("roster_out") + "?on=2026-02-30", {"form": "print"}).status_code == 422
    )
    other = reverse("roster_out") + f"?at={town.west.pk}"
    assert clerk.post(other, {"form": "print"}).status_code == 404
    assert not Handout.every.exists()


def test_an_id_number_that_is_searched_for_is_kept_nowhere(clerk: Client) -> None:
    clerk.post(reverse("roster_out") + f"?q={ID_NUMBER}", {"form": "print"})
    assert ID_NUMBER not in str(list(Handout.every.values_list("filters", flat=True)))
