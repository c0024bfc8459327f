"""Pages for what went wrong: plain words, both languages, no database behind them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import path
from django.views.decorators.http import require_POST

from portal import failing, urls


def _raise(error: Exception) -> Any:
    def view(_request: HttpRequest) -> HttpResponse:
        raise error

    return view


@require_POST
def _only_by_button(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [
    path("suspicious", _raise(SuspiciousOperation("odd"))),
    path("long", _raise(RequestDataTooBig())),
    path("forbidden", _raise(PermissionDenied())),
    path("broken", _raise(ValueError("bug"))),
    path("away", _raise(OperationalError("no database"))),
    path("button", _only_by_button),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
HERE = override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"])


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@HERE
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("suspicious", 400),
        ("long", 413),
        ("forbidden", 403),
        ("button", 405),
        ("broken", 500),
        ("away", 503),
    ],
)
def test_what_went_wrong_is_said_without_the_database(
    visitor: Client, caplog: pytest.LogCaptureFixture, address: str, status: int, language: str
) -> None:
    """Not marked for the database: any query would fail the test."""
    visitor.cookies.load({"django_language": language, "sessionid": "some"})
    answer = visitor.get(f"/{address}")
    page = answer.content.decode()
    assert answer.status_code == status
    assert f'<html lang="{language}"' in page
    assert str(status) in page
    assert "Traceback" not in page


@HERE
def test_a_resting_platform_says_when_to_come_back(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert visitor.get("/away").headers["Retry-After"] == "60"


@HERE
def test_a_step_opened_by_its_address_still_says_what_it_allows(visitor: Client) -> None:
    assert visitor.get("/button").headers["Allow"] == "POST"


@pytest.mark.django_db
def test_a_missing_page_offers_the_doors(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert answer.content.decode().count('class="lines__link"') == 6


@pytest.mark.django_db
def test_a_form_that_stood_open_too_long_gives_back_what_was_typed() -> None:
    visitor = Client(enforce_csrf_checks=True)
    typed = {
        "reason": "雨水流进邻居院子，双方争执不下",
        "password": "demo-hezhong-2026",
        "short": "短",
    }
    answer = visitor.post("/accounts/login/", typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert typed["reason"] in page
    assert typed["password"] not in page


@pytest.mark.django_db
def test_a_browser_without_cookies_is_told_so_and_what_to_do() -> None:
    cut_off = Client(enforce_csrf_checks=True)
    answer = cut_off.post("/accounts/login/", {"login": "trainee1", "password": "x"})
    assert answer.status_code == 403
    assert "Cookie" in answer.content.decode()
    keeps = Client(enforce_csrf_checks=True)
    keeps.get("/accounts/login/")
    stale = keeps.post("/accounts/login/", {"login": "trainee1", "password": "x"})
    assert stale.status_code == 403
    assert "Cookie" not in stale.content.decode()


def test_too_many_tries_are_told_to_wait() -> None:
    answer = failing.answer(RequestFactory().get("/accounts/login/"), failing.TOO_MANY)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")


@pytest.mark.django_db
def test_a_program_that_asks_for_no_page_gets_a_line() -> None:
    answer = Client().get("/nowhere/", headers={"accept": "image/avif,image/*;q=0.8"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert answer.content.decode() == "这里没有您要找的页面\n"
