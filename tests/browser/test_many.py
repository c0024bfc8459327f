"""Many certificates at once: a list is pasted, answered, and taken away signed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_verifying import SHAPES, look
from tests.certificates.rows import never_given_out
from tests.stack import Stack

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
ALL = [("en", 360, "light"), ("zh-hans", 1280, "dark"), *SHAPES]
SOME = """
from certificates.models import CertificateVersion
rows = CertificateVersion.every.filter(superseded_at=None).order_by("certificate__state", "pk")
for row in rows[:6]:
    print(row.certificate.code, row.certificate.number, row.plan["name"], sep=",")
"""


def pasted(stack: Stack) -> str:
    """Codes and numbers of the demo city, and what goes wrong in lists."""
    told = stack.manage("shell", "--no-imports", "-c", SOME).strip().splitlines()
    known = [line.split(",") for line in told if line.count(",") == 2]
    lines = [f"{code}\t\t" for code, _number, _name in known[:3]]
    lines += [f"\t{number}\t{name}" for _code, number, name in known[3:]]
    lines += ["", f"{known[0][0]}\t\t某某某", f"\t9.90101E+16\t{known[1][2]}"]
    lines += [f"\t{never_given_out()}\t李明", lines[0]]
    return "\n".join(["核验码\t证书编号\t姓名", *lines])


def test_a_list_is_answered_and_its_signed_sheet_taken_away(
    page: Page, base_url: str, axe: Axe, real_stack: Stack, tmp_path: Path
) -> None:
    text = pasted(real_stack)

    def form() -> None:
        page.goto(f"{base_url}/v/")
        page.locator("a[href='/v/many/']").click()

    def answer() -> None:
        form()
        page.locator("textarea[name=text]").fill(text)
        page.locator("main form button[type=submit]").click()

    look(page, base_url, "many", axe, form, shapes=ALL)
    look(page, base_url, "many-answer", axe, answer, shapes=ALL)
    expect(page.locator("h1")).to_have_text("The list is verified")
    page.get_by_role("button", name="Make the signed result sheet (PDF)").click()
    link = page.get_by_role("link", name="Signed result sheet (PDF)")
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as loading:
        link.click()
    path = tmp_path / "sheet.pdf"
    loading.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")
    assert axe(page) == []


def test_a_list_that_is_refused_comes_back_with_what_was_pasted(
    page: Page, base_url: str, axe: Axe
) -> None:
    rows = "\n".join(f"row {n}" for n in range(301))

    def send() -> None:
        page.goto(f"{base_url}/v/many/")
        page.locator("textarea[name=text]").fill(rows)
        page.locator("main form button[type=submit]").click()

    look(page, base_url, "many-refused", axe, send)
    expect(page.locator("textarea[name=text]")).to_have_value(rows)
