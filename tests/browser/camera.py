"""A browser that takes pictures of pages in a language, a width, a scheme and a type size."""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.door import PASSWORD


@dataclass(frozen=True)
class Shape:
    """How a page is looked at."""

    width: int
    language: str
    scheme: str = "light"
    large: bool = False


SHAPES = {
    "phone-zh": Shape(360, "zh-hans"),
    "desktop-zh": Shape(1280, "zh-hans"),
    "phone-en": Shape(360, "en"),
    "desktop-en": Shape(1280, "en"),
    "phone-zh-dark": Shape(360, "zh-hans", "dark"),
    "desktop-zh-dark": Shape(1280, "zh-hans", "dark"),
    "phone-zh-large": Shape(360, "zh-hans", large=True),
    "desktop-en-large": Shape(1280, "en", large=True),
    "narrow-en": Shape(320, "en"),
}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Camera:
    """Takes pictures of one browser's pages into one folder."""

    def __init__(self, page: Page, base: str, folder: Path, shape: Shape) -> None:
        self.page, self.base, self.folder, self.shape = page, base, folder, shape
        self.taken = 0

    def go(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.base + path)
        return self.page

    def take(self, name: str, path: str = "") -> None:
        """A picture of the whole page, or of the page at `path`."""
        if path:
            self.go(path)
        self.taken += 1
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > self.shape.width:
            say(f"{self.folder.name}: {name} is {wide} px wide")
        # As tall as the page, so that bars that stick to the bottom of the screen stand there.
        shape = self.page.viewport_size or {"width": self.shape.width, "height": 0}
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({**shape, "height": max(tall, shape["height"])})
        self.page.screenshot(path=self.folder / f"{self.taken:02}-{name}.png")
        self.page.set_viewport_size(shape)

    def follow(self, selector: str) -> None:
        """Open what the first link of this kind leads to."""
        self.go(self.address(selector))

    def address(self, selector: str) -> str:
        return self.base + str(self.page.locator(selector).first.get_attribute("href"))

    def sign_in(self, username: str) -> None:
        kept = [c for c in self.page.context.cookies() if c.get("name") != "sessionid"]
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{**c} for c in kept])  # type: ignore[typeddict-item]
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("form:has(input[name=password]) [type=submit]").click()
        self.page.wait_for_url("**/desk/**")
