"""The ways to verify beside code and number with name: a file, and a record without a network."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.stack import Stack

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
SHAPES = [("zh-hans", 360, "light"), ("en", 1280, "dark")]
Axe = Callable[[Page], list[str]]
Shapes = list[tuple[str, int, str]]


def look(
    page: Page,
    root: str,
    name: str,
    axe: Axe,
    again: Callable[[], object],
    *,
    shapes: Shapes = SHAPES,
) -> None:
    """What `again` leads to, narrow in Chinese and wide in English and dark."""
    for language, width, scheme in shapes:
        page.context.add_cookies([{"name": "django_language", "value": language, "url": root}])
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        again()
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{language}-{width}.png", full_page=True)


def test_a_file_that_is_not_ours_is_told_so_without_a_login(
    page: Page, base_url: str, axe: Axe, tmp_path: Path
) -> None:
    made = tmp_path / "证书.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)

    def bring() -> None:
        page.goto(f"{base_url}/v/")
        page.locator("a[href='/v/file/']").click()
        page.locator("input[type=file]").set_input_files(made)
        page.locator("main form button[type=submit]").click()

    look(page, base_url, "file-other", axe, bring)
    expect(page.locator("h1")).to_have_text("Not an original file of ours")
    look(page, base_url, "file", axe, lambda: page.goto(f"{base_url}/v/file/"))


RECORD = """
from certificates.models import CertificateVersion
print(CertificateVersion.every.exclude(plan__compact="").values_list("plan__compact", flat=True)[0])
"""


def test_a_record_is_checked_on_the_device_without_the_server(
    page: Page, base_url: str, axe: Axe, real_stack: Stack
) -> None:
    record = real_stack.manage("shell", "--no-imports", "-c", RECORD).strip().splitlines()[-1]
    look(page, base_url, "offline", axe, lambda: page.goto(f"{base_url}/v/offline/"))
    page.context.set_offline(True)
    page.fill("textarea[name=record]", record)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[data-genuine]")).to_be_visible()
    expect(page.locator("[data-fact='1']")).to_have_text(re.compile(r"[0-9]{17}"))
    # The last page looked at was the English one.
    expect(page.locator("[data-fact='5']")).to_have_text(re.compile(r"^\d+ [A-Z][a-z]+ \d{4}$"))
    expect(page.locator("[data-period]:visible")).to_have_count(1)
    page.fill("textarea[name=record]", record[:-1] + ("A" if record[-1] != "A" else "B"))
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[data-forged]")).to_be_visible()
    expect(page.locator("[data-genuine]")).to_be_hidden()
    page.context.set_offline(False)
    assert axe(page) == []
