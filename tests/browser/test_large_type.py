"""An exam in large type on a narrow phone: nothing is cut, nothing slides sideways, every target is
large enough for a thumb."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walking
from tests.browser.sitting import cut
from tests.browser.test_pages import Axe, SignIn
from tests.browser.test_rescue import SAVE

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
NARROW = {"width": 360, "height": 740}
# Texts wider or higher than the box that cuts them; targets below 44 px, a choice with its label.
FAULTS = """() => {
  const all = (chosen) => [...document.querySelectorAll(chosen)];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.clientWidth > 1;
  const name = (one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 30)}`;
  const cuts = (way) => ["hidden", "clip"].includes(way);
  const cut = all("body *:not(.skip)").filter((one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    return seen(one) && (
      (cuts(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
      (cuts(overflowY) && one.scrollHeight > one.clientHeight + 1));
  });
  const small = all("button, a.button, summary, select, input").filter((one) => {
    const whole = one.closest("label") ?? one;
    const { width, height } = whole.getBoundingClientRect();
    return one.type !== "hidden" && seen(whole) && (width < 44 || height < 44);
  });
  return [
    ...cut.map((one) => `cut: ${name(one)}`),
    ...small.map((one) => `small: ${name(one)}`),
    ...(document.documentElement.scrollWidth > innerWidth ? ["slides sideways"] : []),
  ];
}"""


def faults(page: Page, name: str) -> list[str]:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"large-{name}.png", full_page=True)
    return [f"{name}: {found}" for found in page.evaluate(FAULTS)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_of_an_exam_is_cut_in_large_type(
    page: Page, sign_in: SignIn, base_url: str, axe: Axe, language: str
) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    sign_in("trainee2")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    walking.next_step(page)
    page.locator("form[action='/type/'] button:visible").first.click()
    expect(page.locator("html.large")).to_be_visible()
    found = faults(page, "cover")
    page.locator("form[action$='/start/'] button").click()
    page.wait_for_url("**/exams/attempts/**")
    for place in range(1, 6):
        page.goto(f"{page.url.partition('?')[0]}?q={place}")
        expect(page.locator("[data-exam]")).to_have_attribute("data-question", str(place))
        found += faults(page, f"question {place}")
    cut(page)
    page.locator("[data-line]").first.fill("签名")
    expect(page.locator(SAVE)).to_be_visible()
    with page.expect_download():
        page.locator(SAVE).click()
    page.locator("[data-rescue-copy] summary").click()
    found += faults(page, "rescue file")
    assert axe(page) == []
    page.locator("[data-review]").click()
    page.wait_for_url("**/review/**")
    found += faults(page, "review without a line")
    page.unroute("**/answers/")
    expect(page.locator(SAVE)).to_be_hidden()
    found += faults(page, "review")
    assert axe(page) == []
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")
    found += faults(page, "receipt")
    assert found == []
