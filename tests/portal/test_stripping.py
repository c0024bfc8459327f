"""An ID number typed into a search is taken out of the address, and what to type is said."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.stripping import NoNulInAddresses

NUMBER = "11010519491231002X"  # the standard's own example


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/law/", "/roster/", "/learn/", "/cases/", "/v/"])
def test_the_same_page_comes_without_the_number_and_says_what_to_type(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.get(path, {"q": NUMBER, "page": "2"})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{path}?page=2")
        page = client.get("/law/").content.decode()
    assert "请按姓名" in page
    assert NUMBER not in page
    assert NUMBER not in caplog.text


@pytest.mark.django_db
def test_nobody_is_led_to_another_site(client: Client) -> None:
    answer = client.get(f"//evil.example/?q={NUMBER}")
    assert not answer.headers.get("Location", "").startswith("//")


@pytest.mark.django_db
def test_a_search_without_a_number_is_answered_at_once(client: Client) -> None:
    answer = client.get("/law/", {"q": "290"})
    assert answer.headers["Location"] == "/search/?q=290&kind=article"


def test_nul_is_taken_out_of_what_is_asked_for(rf: RequestFactory) -> None:
    asked: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        asked.append(request)
        return HttpResponse()

    NoNulInAddresses(answer)(rf.get("/?%00q=a%00b&q=%2500&n=%%0000&at=7"))
    (request,) = asked
    assert dict(request.GET.lists()) == {"q": ["ab", "%00"], "n": ["%00"], "at": ["7"]}


@pytest.mark.django_db
def test_an_address_with_nul_in_it_is_no_page(client: Client) -> None:
    assert client.get("/v/7K3M%00/").status_code == 404
