"""A word as long as a path or a digest reaches no further than the edge of a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CELLS = ".table td[data-label] > *"
LONG = """where => {
  const places = [...document.querySelectorAll(where)];
  for (const place of places) place.textContent = "x".repeat(90);
  const ends = places.map(place => place.getBoundingClientRect().right);
  return Math.max(...ends, document.documentElement.scrollWidth);
}"""


def test_in_a_table_on_a_phone_a_word_is_broken_anywhere(
    page: Page, sign_in: Callable[[str], None]
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in("admin")
    page.goto("/roster/")
    assert page.locator(CELLS).count() > 0
    assert page.evaluate(LONG, CELLS) == 360
