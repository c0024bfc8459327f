"""The list of people, the search by document number, and entering somebody."""

import pytest
from pytest_django import DjangoAssertNumQueries

from portal import clock
from portal.people.identifying import identify
from portal.people.models import Organisation, Person, SuspectedDouble
from portal.people.organising import dissolve
from tests.portal.desk.peopled import LIST, WHY, City, address, browser, city, text
from tests.portal.people import rows

__all__ = ["city"]
pytestmark = pytest.mark.django_db
NEW = {
    "name": "阿依古丽•买买提",
    "sex": "female",
    "birth_date": "1990-01-01",
    "kind": "id_card",
    "number": "",
    "phone": "",
}


def test_a_clerk_sees_the_people_of_his_places_masked(city: City) -> None:
    Person.objects.unscoped(WHY).filter(pk=city["zhou"].pk).update(phone="13812341234")
    page = text(browser(city, "clerk").get(LIST))
    assert "周桂芳" in page
    assert "何建国" not in page
    assert "9****************5" in page
    assert "138****1234" in page
    assert "13812341234" not in page
    assert "1 person<" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=周", ["周桂芳"]),
        ("q=nobody", []),
        ("kind=township", ["何建国", "周桂芳"]),
        ("kind=village", []),
        ("sort=newest", ["何建国", "周桂芳"]),
        ("sort=name", ["何建国", "周桂芳"]),
        ("sort=sideways&at=x", ["何建国", "周桂芳"]),
    ],
)
def test_the_list_is_filtered_and_sorted(city: City, query: str, found: list[str]) -> None:
    page = text(browser(city, "hr").get(f"{LIST}?{query}"))
    assert sorted(name for name in ("周桂芳", "何建国") if f">{name}</a>" in page) == sorted(found)
    assert ("Nobody fits" in page) == (not found)


def test_the_list_is_filtered_by_what_lies_below_a_place(city: City) -> None:
    rows.person(rows.below(city["east"], "柳溪村", "village"), "马兰")
    page = text(browser(city, "hr").get(f"{LIST}?at={city['east'].pk}"))
    assert [name for name in ("周桂芳", "马兰", "何建国") if f">{name}</a>" in page] == [
        "周桂芳", "马兰",
    ]  # fmt: skip


def test_the_list_asks_as_often_for_many_as_for_few(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(city, "clerk")
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
    for name in ("甲", "乙"):
        rows.person(city["east"], name)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_a_document_number_is_looked_up_by_post_and_only_in_reach(city: City) -> None:
    clerk = browser(city, "clerk")
    typed = {"kind": "id_card", "number": f" {rows.FEMALE[:6]} {rows.FEMALE[6:]}"}
    assert clerk.post(LIST, typed).headers["Location"] == address(city["zhou"])
    identify(city["far"], "id_card", rows.MALE, actor_id=None)
    away = clerk.post(LIST, typed | {"number": rows.MALE})
    assert away.status_code == 200
    assert "Nobody at your places has this document number." in text(away)
    wrong = clerk.post(LIST, typed | {"number": "990000199001010026"})
    assert wrong.status_code == 422
    assert "The check digit of the ID number is not right" in text(wrong)
    assert 'value="990000199001010026"' in text(wrong)


def test_an_id_number_in_the_search_for_names_is_taken_out(city: City) -> None:
    response = browser(city, "clerk").get(f"{LIST}?q={rows.FEMALE}&sort=name")
    assert response.headers["Location"] == f"{LIST}?sort=name"


def test_a_person_is_entered_with_a_number(city: City) -> None:
    clerk = browser(city, "clerk")
    typed = NEW | {"organisation": city["east"].pk, "number": "990000199001010026"}
    wrong = clerk.post(f"{LIST}new/", typed)
    assert wrong.status_code == 422
    assert "The check digit of the ID number is not right" in text(wrong)
    assert Person.objects.unscoped(WHY).filter(name__startswith="阿依").count() == 0
    entered = clerk.post(f"{LIST}new/", typed | {"number": "", "phone": "13900001111"})
    row = Person.objects.unscoped(WHY).get(name="阿依古丽·买买提")
    assert entered.headers["Location"] == address(row)
    assert (row.phone, row.organisation_id) == ("13900001111", city["east"].pk)


def test_a_namesake_is_entered_and_held(city: City) -> None:
    hr = browser(city, "hr")
    typed = NEW | {"organisation": city["west"].pk, "name": "周桂芳", "number": rows.FEMALE}
    page = text(hr.post(f"{LIST}new/", typed, follow=True))
    assert "周桂芳 is entered." in page
    assert "The record may be somebody already on file" in page
    pair = SuspectedDouble.objects.unscoped(WHY).get()
    assert (pair.kept_id, pair.newcomer.id_masked) == (city["zhou"].pk, "")


def test_nobody_is_entered_out_of_reach_or_at_a_dissolved_place(city: City) -> None:
    gone: Organisation = rows.below(city["east"], "旧村", "village")
    dissolve(gone, day=clock.today(), reason="撤销", actor_id=city["hr"].pk)
    clerk = browser(city, "clerk")
    for place in (city["west"], gone):
        typed = NEW | {"organisation": place.pk}
        assert clerk.post(f"{LIST}new/", typed).status_code == 422


def test_a_birth_date_that_cannot_be_right_is_named_beside_the_field(city: City) -> None:
    clerk = browser(city, "clerk")
    for typed, words in (
        ("1890-01-01", "Whoever was born then would be more than 120 years old."),
        ("2050-01-01", "The birth date lies in the future."),
    ):
        answer = clerk.post(f"{LIST}new/", NEW | {"birth_date": typed})
        assert answer.status_code == 422
        assert words in text(answer)
        assert "not a day of the calendar" not in text(answer)
