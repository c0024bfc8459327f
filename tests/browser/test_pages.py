"""Every page type of the walk: no accessibility fault, no sideways scrolling, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.walking import next_step

pytestmark = pytest.mark.browser

Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]

PUBLIC = [
    "/",
    "/notices/",
    "/learn/",
    "/learn/property/",
    "/learn/property/neighbour-water/",
    "/cases/",
    "/law/",
    "/law/civil-code/",
    "/law/civil-code/290/",
    "/v/",
    "/v/0000-0000-0000-0000/",
    "/accounts/login/",
    "/accounts/forgotten/",
    "/accounts/invitation/",
    "/accounts/invitation/0000000000000000/",
    "/nowhere/",
]
FIRST_LINKS = {
    "/cases/": "main a[href^='/cases/']:not([href*='?'])",
    "/notices/": "main a[href^='/notices/']",
}
TRAINEE = ["/desk/", "/exams/", "/learn/property/neighbour-water/", "/desk/certificates/mine/"]
STAFF = {
    "admin": [
        "/desk/logins/",
        "/desk/logins/2/",
        "/desk/logins/invitations/",
        "/desk/logins/invite/",
        "/desk/logins/invite/staff/",
        "/accounts/second-factor/begin/",
        "/accounts/second-factor/",
        "/accounts/second-factor/app/",
        "/accounts/password/",
    ],
    "hr1": [
        "/desk/",
        "/desk/people/import/",
        "/roster/",
        "/roster/appoint/",
        "/desk/certificates/",
    ],
    "officer1": ["/exams/results/"],
}
SIZES = [("zh-hans", 360, "light"), ("en", 1280, "dark")]


@pytest.fixture(params=SIZES, ids=["phone in Chinese", "desktop in English, dark"])
def shaped(request: pytest.FixtureRequest, page: Page, base_url: str) -> Page:
    """The page in a language, a width and a colour scheme."""
    language, width, scheme = request.param
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto("/accounts/login/")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    return page


def faults(page: Page, axe: Axe, path: str) -> list[str]:
    """What is wrong with one page, each line with its address."""
    page.goto(path)
    assert page.viewport_size
    shape = page.viewport_size.copy()
    # As tall as the page: a bar that sticks to the bottom covers nothing for good, people scroll.
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": shape["width"], "height": max(tall, shape["height"])})
    found = [f"{path}: {line}" for line in axe(page)]
    page.set_viewport_size(shape)
    if page.evaluate("document.documentElement.scrollWidth") > shape["width"]:
        found.append(f"{path}: wider than {shape['width']} px")
    return found


def sign_in_as(page: Page, sign_in: SignIn, username: str) -> None:
    """Sign in and keep the language chosen before."""
    kept = [c for c in page.context.cookies() if c.get("name") == "django_language"]
    sign_in(username)
    page.context.add_cookies(
        [{"name": c["name"], "value": c["value"], "url": page.url} for c in kept]
    )


def first_link(page: Page, path: str, selector: str) -> str:
    page.goto(path)
    return str(page.locator(selector).first.get_attribute("href"))


def test_public_pages(shaped: Page, axe: Axe) -> None:
    deeper = [first_link(shaped, path, selector) for path, selector in FIRST_LINKS.items()]
    assert [line for path in [*PUBLIC, *deeper] for line in faults(shaped, axe, path)] == []


def test_a_trainees_pages(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee2")
    assert [line for path in TRAINEE for line in faults(shaped, axe, path)] == []


def test_the_pages_of_an_exam(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee2")
    quiz = first_link(shaped, "/exams/", "main a[href^='/exams/']:not([href*=attempts])")
    found = faults(shaped, axe, quiz)
    shaped.locator("form[action$='/start/'] button").click()
    paper = shaped.url
    found += faults(shaped, axe, paper)
    shaped.locator("[data-review]").click()
    shaped.wait_for_url("**/review/**")
    found += faults(shaped, axe, shaped.url)
    shaped.locator("form[action$='/submit/'] button").click()
    shaped.wait_for_url("**/receipt/")
    found += faults(shaped, axe, shaped.url)
    found += faults(shaped, axe, shaped.url.replace("/receipt/", "/result/"))
    assert found == []


def test_a_certificate_and_its_verdict(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee4")
    found = faults(shaped, axe, "/desk/certificates/mine/")
    code = shaped.locator(".own__code .tabular").inner_text()
    found += faults(shaped, axe, f"/v/{code}/")
    assert next_step(shaped) is not None
    assert found == []


@pytest.mark.parametrize("username", STAFF)
def test_staff_pages(shaped: Page, sign_in: SignIn, axe: Axe, username: str) -> None:
    sign_in_as(shaped, sign_in, username)
    paths = list(STAFF[username])
    if username == "hr1":
        paths.append(first_link(shaped, "/roster/", "main a[href^='/roster/people/']"))
        paths.append(first_link(shaped, "/roster/", "main a[href^='/roster/posts/']"))
        paths.append(first_link(shaped, "/desk/certificates/", "main table a[href]"))
    assert [line for path in paths for line in faults(shaped, axe, path)] == []
