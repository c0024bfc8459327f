"""The CMS where judges write: what is ours has no accessibility fault. What Wagtail's own parts
have is named below, and nothing else is let through."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.stack import Stack

pytestmark = pytest.mark.browser

Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
# rule of axe: what in the page it is about, and why it is not ours
WAGTAILS_OWN = {
    # Draftail draws the box of formatted text itself and takes no name for it.
    "aria-input-field-name": "DraftEditor",
    # The list of the page's parts at the right edge scrolls; each part in it is a link.
    "scrollable-region-focusable": "w-minimap__list",
}
EDITED = """
from courses.models import CommentaryPage, LessonPage
commentary = CommentaryPage.objects.live().order_by("pk").first()
print(LessonPage.objects.get(slug="step-by-step").pk, commentary.pk)
"""


def ours(found: list[str]) -> list[str]:
    return [
        line
        for line in found
        if WAGTAILS_OWN.get(line.split(" ", 1)[0], "no such part") not in line
    ]


def test_the_editors_pages_have_no_fault_of_ours(
    page: Page, sign_in: SignIn, axe: Axe, real_stack: Stack
) -> None:
    edited = real_stack.manage("shell", "--no-imports", "-c", EDITED).split()[-2:]
    sign_in("judge1")
    problems = []
    for path in ("/cms/guide/", "/cms/manuscripts/", *(f"/cms/pages/{pk}/edit/" for pk in edited)):
        response = page.goto(path, wait_until="networkidle")
        assert response is not None
        assert response.ok, path
        problems += [f"{path} {line}" for line in ours(axe(page))]
    page.goto("/desk/drafts/")
    with page.expect_navigation():
        page.locator("main tbody th a").first.click()
    problems += [f"{page.url} {line}" for line in axe(page)]
    assert problems == []


def test_the_guides_pictures_are_there(page: Page, sign_in: SignIn) -> None:
    sign_in("judge1")
    page.goto("/cms/guide/")
    pictures = page.locator(".guide img")
    assert pictures.count() > 2
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        assert pictures.nth(number).evaluate(
            "shown => shown.decode().then(() => shown.naturalWidth)"
        )
        assert pictures.nth(number).get_attribute("alt")
