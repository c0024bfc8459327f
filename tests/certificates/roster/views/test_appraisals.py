"""The pages of appraisals: who may, what is told, the form on paper."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from certificates.roster.appraising import printing
from certificates.roster.models import Appointment, Appraisal
from exams import copies
from tests.certificates.roster.appraising.rows import entry, serving, this_year, written
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db
TYPED = {
    "screenings": "52", "accepted": "30", "succeeded": "29", "return_visits": "20",
    "documents": "29", "archived": "29", "proposed": "competent",
}  # fmt: skip


@pytest.fixture
def row(town: Town) -> Appointment:
    return serving(town)


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def address(row: Appointment) -> str:
    return f"/roster/appraisals/{row.pk}/{this_year()}/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_appraisal_is_entered_and_stands_on_the_list(clerk: Client, row: Appointment) -> None:
    english(clerk)
    assert clerk.post(address(row), TYPED).status_code == 302
    page = text(clerk.get("/roster/appraisals/"))
    assert "Not published yet" in page
    assert "96.67%" in page
    assert "何建国" in text(clerk.get(f"/roster/people/{row.person_id}/"))


def test_figures_that_contradict_each_other_are_told_beside_both(
    clerk: Client, row: Appointment
) -> None:
    """Bad input 92; what was typed stays."""
    answer = english(clerk).post(address(row), TYPED | {"archived": "31"})
    assert answer.status_code == 422
    told = "“files archived” (31) is more than “cases accepted” (30). Check both."
    assert text(answer).count(told) == 2
    assert 'value="31"' in text(answer)
    assert Appraisal.objects.unscoped("test").count() == 0


@pytest.mark.parametrize("typed", ["3.5", "-1", "", "多", "9" * 30])
def test_a_figure_is_a_whole_number(clerk: Client, row: Appointment, typed: str) -> None:
    answer = english(clerk).post(address(row), TYPED | {"accepted": typed})
    assert answer.status_code == 422


def test_a_verbs_refusal_is_told_beside_its_field(clerk: Client, row: Appointment) -> None:
    answer = english(clerk).post(address(row), TYPED | {"final": "competent"})
    assert answer.status_code == 422
    assert "A grade is final only after it was published." in text(answer)
    clerk.post(address(row), TYPED)
    beaten = clerk.post(address(row), TYPED | {"proposed": "excellent", "on": ""})
    assert beaten.status_code == 422
    assert "Somebody else has written this appraisal meanwhile." in text(beaten)


def test_a_failing_grade_leads_to_the_form_of_the_end_and_ends_nothing(
    clerk: Client, row: Appointment
) -> None:
    written(row, entry(proposed="incompetent"))
    page = text(english(clerk).get(address(row)))
    assert "This grade ends nothing by itself." in page
    assert f"/roster/appointments/{row.pk}/end/" in page
    row.refresh_from_db()
    assert row.ends is None


def test_others_and_other_years_do_not_exist(town: Town, clerk: Client, row: Appointment) -> None:
    elsewhere = login("clerk", town.west)[0]
    assert elsewhere.get(address(row)).status_code == 404
    assert login("officer", town.centre)[0].get("/roster/appraisals/").status_code == 404
    for year in (2019, this_year() - 1, this_year() + 1, 9999):
        assert clerk.get(f"/roster/appraisals/{row.pk}/{year}/").status_code == 404
    assert clerk.get(f"/roster/appraisals/?at={town.west.pk}&year={this_year()}").status_code == 404
    assert clerk.get("/roster/appraisals/?year=1999").status_code == 422


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_for_three(
    town: Town, clerk: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        written(serving(town, f"何{'甲乙丙'[number]}"), entry(proposed="competent"))
    clerk.get("/roster/appraisals/")
    with django_assert_num_queries(9):
        clerk.get("/roster/appraisals/")


def test_the_form_is_made_by_a_job_and_taken(clerk: Client, row: Appointment) -> None:
    written(row, entry(proposed="competent"))
    place = f"{address(row)}form/"
    assert clerk.get(place).status_code == 200
    assert clerk.post(place).status_code == 302
    wanted = printing.wanted(row, this_year(), int(clerk.session["_auth_user_id"]))
    copies.keep(wanted, b"%PDF-1.7")
    taken = clerk.post(place, {"take": "1"})
    assert taken.headers["Content-Type"] == "application/pdf"
    assert taken.content == b"%PDF-1.7"


def test_the_form_says_what_is_written_and_leaves_places_for_seals(row: Appointment) -> None:
    blank = printing.printed(row, this_year(), None)
    filled = printing.printed(row, this_year(), written(row, entry(proposed="competent")))
    assert blank.startswith(b"%PDF")
    assert filled.startswith(b"%PDF")
    assert blank != filled
