"""The list's page: as a keeper sees it, in both languages, with bad input, as a file."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from certificates.roster import ending
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.acts import past_the_gate
from tests.certificates.roster.conftest import Town, login


def elected(place: Organisation, name: str) -> Person:
    person = city.somebody(place, name)
    city.elect(person, city.seat(place))
    return person


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_clerk_sees_the_own_township_only(town: Town, clerk: Client) -> None:
    elected(town.east_village, "周桂芳")
    elected(town.west_village, "梁有田")
    page = text(clerk, "/roster/")
    assert "周桂芳" in page
    assert "梁有田" not in page
    assert "河湾镇" not in page
    assert clerk.get(f"/roster/?at={town.west.pk}").status_code == 404
    assert clerk.get(f"/roster/?at={town.centre.pk}").status_code == 404
    assert clerk.get("/roster/?at=nowhere").status_code == 404


@pytest.mark.parametrize("role", ["officer", "instructor"])
def test_for_other_roles_the_roster_does_not_exist(town: Town, role: str) -> None:
    client, _user = login(role, town.centre)
    assert client.get("/roster/").status_code == 404
    assert client.post("/roster/export/").status_code == 404


def test_a_visitor_is_asked_to_sign_in(town: Town) -> None:
    answer = Client().get("/roster/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_queries_for_one_row_and_for_three(
    town: Town, hr: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for sign in "乙丙丁"[:people]:
        elected(town.east_village, f"甲{sign}")
        city.seat(town.east_village)
    with django_assert_num_queries(12):
        hr.get("/roster/")


def test_as_of_a_day_the_list_is_that_days(town: Town, hr: Client) -> None:
    with clock.at(clock.now() - timedelta(days=50)):
        person, post = city.somebody(town.east_village, "周桂芳"), city.seat(town.east_village)
        row = city.elect(person, post)
    with clock.at(clock.now() - timedelta(days=20)):
        ending.end_appointment(
            row, day=clock.today(), reason="resigned", deciding_body="会议", actor_id=None
        )
    assert "周桂芳" not in text(hr, "/roster/")
    assert "周桂芳" in text(hr, "/roster/?q=周")
    then = clock.today() - timedelta(days=30)
    assert "周桂芳" in text(hr, f"/roster/?on={then.isoformat()}")


@pytest.mark.parametrize("typed", ["2026-02-29", "0001-01-01", "9999-12-31", "腊月"])
def test_a_day_that_cannot_be_is_told_and_today_is_shown(
    town: Town, hr: Client, typed: str
) -> None:
    elected(town.east_village, "周桂芳")
    page = text(hr, f"/roster/?on={typed}", status=422)
    assert typed in page
    assert "周桂芳" in page


@pytest.mark.parametrize(
    "query", ["state=nonsense", "post=nonsense", "sort=nonsense", "q=" + "甲" * 51]
)
def test_other_filters_that_cannot_be_are_told(town: Town, hr: Client, query: str) -> None:
    elected(town.east_village, "周桂芳")
    assert "周桂芳" in text(hr, f"/roster/?{query}", status=422)


def test_pages_of_twenty_and_any_page_number(town: Town, hr: Client) -> None:
    for _ in range(21):
        city.seat(town.east_village)
    assert text(hr, "/roster/").count('<th scope="row">') == 20
    assert text(hr, "/roster/?page=2").count('<th scope="row">') == 1
    assert text(hr, "/roster/?page=99").count('<th scope="row">') == 1
    assert text(hr, "/roster/?page=x").count('<th scope="row">') == 20


def test_an_empty_list_says_what_to_do(town: Town, hr: Client) -> None:
    hr.cookies["django_language"] = "en"
    page = text(hr, "/roster/?state=on_duty")
    assert "Nobody in this list" in page
    assert "Clear all filters" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Roster of 市调解中心", "Certificate pending"]), ("zh-hans", ["周桂芳"])],
)
def test_both_languages(town: Town, hr: Client, language: str, words: list[str]) -> None:
    elected(town.east_village, "周桂芳")
    hr.cookies["django_language"] = language
    page = text(hr, "/roster/")
    assert f'lang="{language}' in page
    assert all(word in page for word in words)


def test_a_name_of_two_characters_is_set_wide_and_a_certificate_ending_soon_is_told(
    town: Town, hr: Client
) -> None:
    person = city.somebody(town.east_village, "马兰")
    city.certify(person, clock.today() - timedelta(days=9), clock.today() + timedelta(days=12))
    hr.cookies["django_language"] = "en"
    page = text(hr, "/roster/")
    assert "马\u3000兰" in page
    assert "12 days left" in page


def test_whoever_came_past_the_gate_is_listed_and_exported_as_without_certificate(
    town: Town, hr: Client
) -> None:
    past_the_gate(city.somebody(town.east, "周桂芳"), city.seat(town.east_committee, "full_time"))
    hr.cookies["django_language"] = "en"
    page = text(hr, "/roster/?q=周桂芳")
    assert "Without certificate" in page.partition("<tbody>")[2]
    assert "Certificate lapsed" not in page.partition("<tbody>")[2]
    assert "Without certificate" in hr.post("/roster/export/", {"q": "周桂芳"}).content.decode()
    lapsed = text(hr, "/roster/?state=lapsed")
    assert "Certificate lapsed or missing" in lapsed.partition("<tbody>")[0]
    assert "周桂芳" in lapsed.partition("<tbody>")[2]


def test_the_export_has_the_rows_of_the_filters_and_is_recorded(town: Town, hr: Client) -> None:
    elected(town.east_village, "周桂芳")
    city.seat(town.east_village)
    answer = hr.post("/roster/export/", {"state": "serving"})
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("周桂芳,柳溪村调委会,")
    assert AuditEvent.objects.filter(kind="roster.exported").count() == 1
    assert hr.get("/roster/export/").status_code == 405


@pytest.mark.parametrize("wrong", [{"on": "1900-01-01"}, {"state": "zzz"}, {"per": "7"}])
def test_no_file_of_another_list_than_was_asked_for(
    town: Town, hr: Client, wrong: dict[str, str]
) -> None:
    elected(town.east_village, "周桂芳")
    answer = hr.post("/roster/export/", {"post": "member", **wrong}, follow=True)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    assert answer.context["asked"].filters.kind == "member"
    assert not AuditEvent.objects.filter(kind="roster.exported").exists()


def test_an_id_number_posted_with_a_wrong_filter_reaches_no_address(town: Town, hr: Client) -> None:
    answer = hr.post("/roster/export/", {"state": "zzz", "q": "11010519491231002X"})
    assert answer.headers["Location"] == "/roster/?state=zzz"


def test_the_button_of_the_export_asks_for_what_the_page_shows(town: Town, hr: Client) -> None:
    elected(town.east_village, "周桂芳")
    page = text(hr, "/roster/?on=1900-01-01&state=serving", status=422)
    head = page[page.index('action="/roster/export/"') : page.index('class="tiles"')]
    assert 'name="state" value="serving"' in head
    assert 'name="on"' not in head


def test_the_way_to_fill_a_vacant_post_is_no_fact_about_a_certificate(
    town: Town, hr: Client
) -> None:
    post = city.seat(town.east_committee, "full_time")
    page = text(hr, "/roster/")
    assert f'<td><a href="/roster/appoint/?post={post.pk}">' in page
