"""Requests about the own data on the desk: asking, the list of staff, the answer, the card."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal import clock
from portal.accounts import granting
from portal.people.asking import ask
from portal.people.models import PrivacyRequest
from portal.people.recording import register_person
from tests.portal.desk.peopled import City, browser, city, text
from tests.portal.people import rows

__all__ = ["city"]
pytestmark = pytest.mark.django_db
MINE, ASK, LIST = "/desk/my-data/", "/desk/my-data/ask/", "/desk/privacy/"
NUMBER = "990101 19900101 0025"


@pytest.fixture
def zhou(city: City) -> Client:
    """The person herself, signed in."""
    login = rows.login("guifang")
    granting.link_person(login, city["zhou"], actor_id=None)
    client = Client()
    client.force_login(login)
    client.cookies["django_language"] = "en"
    return client


def only() -> PrivacyRequest:
    return PrivacyRequest.every.get()


def address(row: PrivacyRequest) -> str:
    return f"{LIST}{row.pk}/"


def test_the_person_asks_and_reads_by_when_an_answer_is_due(zhou: Client) -> None:
    assert 'href="/desk/my-data/ask/"' in text(zhou.get(MINE))
    assert zhou.get(ASK).status_code == 200
    reply = zhou.post(ASK, {"wish": "correct", "text": "My birth date is wrong."})
    assert reply.headers["Location"] == MINE
    page = text(zhou.get(MINE))
    assert "My birth date is wrong." in page
    assert "Waits for an answer" in page
    assert f"/requests/{only().pk}/withdraw/" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "x"}, "Please choose what you want."),
        ({"wish": "sell", "text": "x"}, "Select a valid choice"),
        ({"wish": "erase"}, "Please say in a few words"),
        ({"wish": "erase", "text": "   "}, "Please say in a few words"),
        ({"wish": "correct", "text": f"not {NUMBER} but"}, "A document number stands in the text"),
        ({"wish": "correct", "text": "９９０１０１１９９００１０１００２５"}, "A document number"),
        ({"wish": "correct", "text": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_cannot_be_asked_is_told_and_nothing_typed_is_lost(
    zhou: Client, typed: dict[str, str], said: str
) -> None:
    reply = zhou.post(ASK, typed)
    assert reply.status_code == 422
    assert said in text(reply)
    assert typed.get("text", "") in text(reply)
    assert not PrivacyRequest.every.exists()


def test_a_copy_needs_no_words_and_is_asked_for_once(zhou: Client) -> None:
    assert zhou.post(ASK, {"wish": "copy"}).status_code == 302
    again = zhou.post(ASK, {"wish": "copy"})
    assert again.status_code == 422
    assert "You have asked for this already" in text(again)


def test_the_person_withdraws_once(zhou: Client, city: City) -> None:
    row = ask(city["zhou"], "copy", "", actor_id=None)
    to = f"{MINE}requests/{row.pk}/withdraw/"
    assert zhou.get(to).status_code == 405
    assert zhou.post(to).headers["Location"] == MINE
    assert only().state == "withdrawn"
    assert "closed already" in text(zhou.post(to, follow=True))


def test_nobody_withdraws_for_another(zhou: Client, city: City) -> None:
    row = ask(city["far"], "copy", "", actor_id=None)
    assert zhou.post(f"{MINE}requests/{row.pk}/withdraw/").status_code == 404
    assert browser(city, "hr").post(f"{MINE}requests/{row.pk}/withdraw/").status_code == 404


def test_staff_see_what_waits_with_the_overdue_first_and_in_words(city: City) -> None:
    ask(city["zhou"], "copy", "", actor_id=None)
    with clock.at(clock.now() - timedelta(days=60)):
        ask(city["far"], "erase", "phone", actor_id=None)
    page = text(browser(city, "hr").get(LIST))
    assert page.index("何建国") < page.index("周桂芳")
    assert page.count("overdue") == 2  # the count on top and the mark of the one
    assert "2 requests" in page
    card = text(browser(city, "hr").get("/desk/"))
    assert "2 requests wait for an answer" in card
    assert "1 is overdue" in card


def test_nothing_waits_no_card_and_a_word_instead_of_a_list(city: City) -> None:
    hr = browser(city, "hr")
    assert "Nobody waits for an answer" in text(hr.get(LIST))
    assert "None is closed yet" in text(hr.get(f"{LIST}?state=closed"))
    assert "card-requests" not in text(hr.get("/desk/"))


def test_an_answer_closes_the_request_and_the_person_reads_it(zhou: Client, city: City) -> None:
    row = ask(city["zhou"], "explain", "Why my birth date?", actor_id=None)
    hr = browser(city, "hr")
    assert "Why my birth date?" in text(hr.get(address(row)))
    reply = hr.post(address(row), {"state": "answered", "text": "The law asks for the age."})
    assert reply.headers["Location"] == LIST
    assert "The law asks for the age." in text(zhou.get(MINE))
    assert "is answered" in text(zhou.get("/desk/notices/"))
    closed = text(hr.get(address(row)))
    assert "The law asks for the age." in closed
    assert "<textarea" not in closed
    assert "周桂芳" in text(hr.get(f"{LIST}?state=closed"))
    late = hr.post(address(row), {"state": "refused", "text": "No."}, follow=True)
    assert "closed already" in text(late)
    assert only().state == "answered"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "x"}, "Please choose one."),
        ({"state": "answered"}, "Please write the answer."),
        ({"state": "withdrawn", "text": "x"}, "Select a valid choice"),
        ({"state": "answered", "text": NUMBER}, "An ID number stands in these words"),
    ],
)
def test_what_is_no_answer_is_told_beside_the_field(
    city: City, typed: dict[str, str], said: str
) -> None:
    row = ask(city["zhou"], "copy", "", actor_id=None)
    reply = browser(city, "hr").post(address(row), typed)
    assert reply.status_code == 422
    assert said in text(reply)
    assert only().state == "asked"


def test_each_wish_says_how_it_is_done(city: City) -> None:
    hr = browser(city, "hr")
    for wish, said in (
        ("correct", "Write down a change"),
        ("copy", f"manage.py privacy_export {city['zhou'].pk} --by"),
        ("erase", f"manage.py privacy_erase {city['zhou'].pk}"),
        ("explain", "in plain words"),
    ):
        assert said in text(hr.get(address(ask(city["zhou"], wish, "x", actor_id=None))))


def test_ones_own_request_is_somebody_elses_to_answer(city: City) -> None:
    own = register_person("吴敏", city["centre"], sex="female", birth_date=rows.BORN, actor_id=None)
    granting.link_person(city["hr"], own, actor_id=None)
    row = ask(own, "copy", "", actor_id=None)
    hr = browser(city, "hr")
    assert hr.get(address(row)).status_code == 404
    assert "吴敏" not in text(hr.get(LIST)).split("<main")[1]


def test_clerks_have_no_such_page(city: City) -> None:
    row = ask(city["zhou"], "copy", "", actor_id=None)
    clerk = browser(city, "clerk")
    assert [clerk.get(page).status_code for page in (LIST, address(row))] == [404, 404]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_few_queries_however_many_wait(
    city: City, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    wishes: list[Any] = ["copy", "erase", "explain"]
    for wish in wishes[:number]:
        ask(city["zhou"], wish, "x", actor_id=None)
    hr = browser(city, "hr")
    with django_assert_max_num_queries(14):
        assert hr.get(LIST).status_code == 200
