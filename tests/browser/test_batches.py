"""Issuing certificates in batches on the screen: the list, the second person's word, the bar."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import faults, faults_here, sign_in_as
from tests.stack import Stack

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
PICTURES = os.environ.get("PICTURES", "")
PAGES = "/desk/certificates/batches/"
# Everybody who holds a certificate in the demo city, proposed anew: all are overtaken.
PROPOSE = """
from certificates.batching.models import Batch, BatchMember
from certificates.models import Certificate
from portal import clock
from portal.accounts.models import User
from portal.people.models import Organisation
import uuid
held = Certificate.objects.unscoped("test").filter(kind="post").exclude(
    state="voided").order_by("person_id", "pk")
some = {row.person_id: row for row in held}.values()
top = Organisation.objects.order_by("path")[0]
batch = Batch.objects.create(key=uuid.uuid4().hex, organisation=top, state="proposed",
    reason="二〇二六年秋季上岗培训（示例）", total=len(some), two_people=True,
    proposed_by=User.objects.get(username="admin"), proposed_at=clock.now())
for row in some:
    BatchMember.objects.create(batch=batch, person_id=row.person_id, attempt_id=row.attempt_id)
print("batch", batch.pk)
"""


def take(page: Page, name: str) -> None:
    if PICTURES:
        shape = f"{page.viewport_size['width']}" if page.viewport_size else ""
        lang = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(PICTURES) / f"batch-{name}-{lang}-{shape}.png", full_page=True)


def test_a_batch_is_looked_at_agreed_to_and_followed_to_its_end(
    shaped: Page, real_stack: Stack, sign_in: SignIn, axe: Axe
) -> None:
    said = real_stack.manage("shell", "--no-imports", "-c", PROPOSE)
    number = re.search(r"batch (\d+)", said)
    assert number
    sign_in_as(shaped, sign_in, "hr1")
    assert faults(shaped, axe, PAGES) == []
    take(shaped, "list")
    assert faults(shaped, axe, f"{PAGES}new/") == []
    take(shaped, "new")
    assert faults(shaped, axe, f"{PAGES}new/?tab=others") == []
    take(shaped, "others")
    assert faults(shaped, axe, f"{PAGES}{number[1]}/") == []
    take(shaped, "proposed")
    assert faults(shaped, axe, f"{PAGES}{number[1]}/decline/") == []
    take(shaped, "decline")
    shaped.goto(f"{PAGES}{number[1]}/")
    shaped.locator("form[action$='/approve/'] button").click()
    expect(shaped.locator("progress")).to_be_visible()
    assert faults_here(shaped, axe, "a batch at work") == []
    expect(shaped.locator("#held")).to_be_visible(timeout=60_000)
    take(shaped, "held")
    assert faults_here(shaped, axe, "a batch that held somebody") == []
