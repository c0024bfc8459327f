"""Signing in: through the form now and then for each login, else with the cookies that it gave.

A password costs the server a third of a second of processor time, and nearly every test signs in.
Tests of the door itself fill the form."""

import time
from urllib.parse import urlsplit

from playwright.sync_api import Cookie, Page

PASSWORD = "demo-hezhong-2026"
LASTS = 300.0  # seconds; some acts ask for the password again after `adapter.FRESH`, twice that
_given: dict[str, tuple[float, list[Cookie]]] = {}


def enter(page: Page, username: str) -> None:
    """End on the desk of one of the demo logins, signed in as nobody else."""
    page.context.clear_cookies()
    at, kept = _given.get(username, (0.0, []))
    if kept and time.monotonic() < at + LASTS:
        page.context.add_cookies(kept)  # type: ignore[arg-type]
        page.goto("/desk/")
        if urlsplit(page.url).path == "/desk/":
            return
        page.context.clear_cookies()  # the session was ended
    fill_the_form(page, username)
    _given[username] = time.monotonic(), page.context.cookies()


def fill_the_form(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) [type=submit]").click()
    page.wait_for_url("**/desk/**")
