"""Debian's Chromium on the running stack, and axe-core.

Its build without a window takes about 40 % less processor time for the same pages; without
optimizing scripts that run on one page only, another quarter less.
"""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import sitting, walking
from tests.browser.door import enter
from tests.stack import Stack

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",
    "--js-flags=--no-opt --no-maglev",
]
CHROMIUM = shutil.which("chromium-headless-shell")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE = 45_000  # ms: three lanes share two cores, and nothing is timed here
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_url(real_stack: Stack) -> str:
    walking.no_luck(real_stack)
    return real_stack.base_url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, Any]:
    shape = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 800}}
    # The worker that keeps pages has tests of its own; elsewhere it would only take time.
    return {"base_url": base_url, "service_workers": "block", **shape}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page whose script errors and refused contents fail the test."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    page.set_default_timeout(PATIENCE)
    yield page
    assert problems == []


@pytest.fixture
def sign_in(page: Page) -> Callable[[str], None]:
    """Sign in as one of the demo logins: `sign_in("trainee3")`."""

    def act(username: str) -> None:
        enter(page, username)

    return act


@pytest.fixture
def paper(page: Page, sign_in: Callable[[str], None]) -> Page:
    """A quiz begun by a trainee who is ready for it."""
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in("trainee2")
    if "/attempts/" in walking.next_step(page):  # a test that failed left it open
        sitting.hand_in(page)
        walking.next_step(page)
    page.locator("form[action$='/start/'] button").click()
    page.wait_for_url("**/exams/attempts/**")
    expect(page.locator("[data-save-line]")).to_have_text("选好马上保存")
    return page


@pytest.fixture(scope="session")
def no_hurry(real_stack: Stack) -> None:
    """Lessons count however fast they are read, for the rest of the session."""
    walking.any_speed(real_stack)


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds on a page against WCAG 2.2 A and AA, and outside every landmark; one
    line for each place."""

    def violations(page: Page) -> list[str]:
        rules = {"region": {"enabled": True}}
        # What passed is not asked for: it is a list of everything on the page, with its place.
        options = {
            "runOnly": {"type": "tag", "values": WCAG},
            "rules": rules,
            "resultTypes": ["violations"],
        }
        response = Axe().run(page, options=options)
        return [
            f"{found['id']} ({found['impact']}): {node['target']} {node['html'][:120]}"
            for found in response.response["violations"]
            for node in found["nodes"]
        ]

    return violations


SIZES = [("zh-hans", 360, "light"), ("en", 1280, "dark")]


@pytest.fixture(params=SIZES, ids=["phone in Chinese", "desktop in English, dark"])
def shaped(request: pytest.FixtureRequest, page: Page, base_url: str) -> Page:
    """The page in a language, a width and a colour scheme."""
    language, width, scheme = request.param
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    return page
