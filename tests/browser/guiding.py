"""Draws the pictures of the guide for judges anew, from a running demo city:

    python -m tests.browser.guiding http://localhost:8000

writes courses/editing/static/editing/guide/*.webp.
"""

import sys
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.camera import SHAPES, Camera, say
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.fingerprint import ROOT

GUIDE = ROOT / "courses" / "editing" / "static" / "editing" / "guide"
WIDTH, HEIGHT = 960, 600
MOST = 120 * 1024  # bytes


def keep(page: Page, name: str) -> None:
    """What the window shows, small enough for a village's line."""
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    path = GUIDE / f"{name}.webp"
    with Image.open(BytesIO(page.screenshot())) as shot:
        shot.save(path, "WEBP", quality=80, method=6)
    say(f"{path.name}: {path.stat().st_size} bytes")
    if path.stat().st_size > MOST:
        raise ValueError(f"{path.name} is larger than {MOST} bytes")


def draw(camera: Camera) -> None:
    page = camera.page
    camera.sign_in("judge1")
    keep(camera.go("/cms/manuscripts/"), "from-word")
    camera.go(lesson_editor(camera))
    page.locator("[data-streamfield-child]").nth(1).scroll_into_view_if_needed()
    keep(page, "blocks")
    camera.sign_in("judge2")
    camera.go("/desk/drafts/")
    camera.follow("main tbody th a")
    keep(page, "draft")


def lesson_editor(camera: Camera) -> str:
    """The address at which the demo's judge edits a lesson."""
    camera.go("/cms/pages/search/?q=相邻用水与排水")
    return camera.address("main a[href$='/edit/']")


if __name__ == "__main__":
    shape = SHAPES["desktop-zh"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", color_scheme="light"
        )
        draw(Camera(context.new_page(), sys.argv[1].rstrip("/"), GUIDE, shape))
        browser.close()
