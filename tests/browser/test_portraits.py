"""The pages of portraits in a browser: brought, refused and kept, one and many."""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page

from tests.browser.test_pages import Axe, SignIn, faults_here, follow, sign_in_as
from tests.portal.people.importing.photos import zipped
from tests.portal.people.pictures import photo

pytestmark = pytest.mark.browser
SUBMIT = "form[enctype] [type=submit]"


def bring(page: Page, name: str, kind: str, content: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
    page.set_input_files("input[type=file]", files=[file])
    with page.expect_navigation():
        page.locator(SUBMIT).click()


def test_ones_own_photo(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee2")
    shaped.goto("/desk/my-data/portrait/")
    bring(shaped, "small.png", "image/png", photo((100, 140), form="PNG"))
    found = faults_here(shaped, axe, "a photo that is refused")
    bring(shaped, "photo.jpg", "image/jpeg", photo())
    found += faults_here(shaped, axe, "a photo that is kept")
    shown: Any = shaped.locator("main img").evaluate("image => image.naturalWidth")
    assert shown == 600
    assert found == []


def test_a_zip_of_photos(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto("/desk/people/portraits/")
    bring(shaped, "photos.zip", "application/zip", zipped({"谁.jpg": photo(), "0017.png": b"none"}))
    found = faults_here(shaped, axe, "a ZIP being looked at")
    shaped.locator(".tiles").wait_for(timeout=60_000)
    found += faults_here(shaped, axe, "a line for each photo")
    follow(shaped.locator("form[action$='/discard/'] button"))
    assert found + faults_here(shaped, axe, "a ZIP discarded") == []
