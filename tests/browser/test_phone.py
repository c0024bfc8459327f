"""What a phone of 360 px shows: text that keeps its width, and what there is to slide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import study

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
CELLS = ".table td[data-label] > *"
LONG_WORDS = """where => {
  const places = [...document.querySelectorAll(where)];
  for (const place of places) place.textContent = "x".repeat(90);
  const ends = places.map(place => place.getBoundingClientRect().right);
  return Math.max(...ends, document.documentElement.scrollWidth);
}"""
SignIn = Callable[[str], None]


def test_answered_options_and_the_saved_line_keep_their_width(
    page: Page, sign_in: SignIn, no_hurry: None
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in("trainee2")
    page.goto("/learn/property/neighbour-water/")
    study(page)
    answered = page.locator(".option--right, .option--chosen")
    assert answered.count() >= 2
    for option in answered.all():
        whole = option.locator(".option__box").evaluate("box => box.clientWidth")
        assert option.locator(".option__text").evaluate("text => text.clientWidth") > whole * 0.6
    assert page.locator(".save-line").first.evaluate("line => line.children.length") == 2
    more = page.locator(".save-line__more").first
    assert more.evaluate("more => more.clientWidth") > 200


def test_a_persons_bands_say_that_they_slide_and_facts_begin_at_the_edge(
    page: Page, sign_in: SignIn
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in("hr1")
    page.goto("/roster/?q=周桂芳")
    page.locator("main a[href^='/roster/people/']").first.click()
    bands = page.locator(".bands")
    assert bands.evaluate("figure => figure.scrollWidth > figure.clientWidth")
    expect(page.locator(".bands__hint")).to_be_visible()
    edges = page.locator(".head p").evaluate_all(
        "lines => lines.flatMap(line => [...line.children].map(fact =>"
        " fact.getBoundingClientRect().left - line.getBoundingClientRect().left))"
    )
    assert [edge for edge in edges if 0 < edge < 20] == []
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".bands__hint")).to_be_hidden()


def test_in_a_table_a_word_as_long_as_a_digest_reaches_no_further_than_the_edge(
    page: Page, sign_in: SignIn
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in("admin")
    page.goto("/roster/")
    assert page.locator(CELLS).count() > 0
    assert page.evaluate(LONG_WORDS, CELLS) == PHONE["width"]
