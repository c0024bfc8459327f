"""A sheet of paper is entered by two people and settled by a third; an oral exam is written down by
one examiner and confirmed by the other."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.stack import Stack

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
SITTING = """
from datetime import timedelta
from exams.models import Exam, PaperForm, Seat, Sitting, SittingRoom
from exams.papers import sealing
from exams.sittings import arranging, places, seating
from portal import clock
from portal.accounts.models import User
from portal.people.models import Person
exam = Exam.objects.filter(kind="qualifying").earliest("pk")
place = User.objects.get(username="officer1").grants.get(ended_at=None).organisation
now = clock.now()
if not PaperForm.objects.filter(exam=exam).exists():
    sealing.seal_forms(exam, overlap=100, actor_id=None)
mode = "%s"
wanted = arranging.Plan("纸笔场" if mode == "paper" else "口试场", mode,
                        now + timedelta(hours=2), now + timedelta(hours=3), 60)
held = arranging.plan(exam, place, wanted, actor_id=None)
site = places.found_site(place, "石里区委党校" + mode, "石里区和平路1号", actor_id=None)
arranging.use_rooms(held, [places.add_room(site, "一楼教室", 30, actor_id=None)], actor_id=None)
people = Person.every.filter(user__isnull=True, merged_into__isnull=True)[:8]
Seat.every.bulk_create(
    Seat(sitting=held, person=one, ticket="2026112701%%03d%%05d" %% (held.pk, n), recorded_at=now)
    for n, one in enumerate(people, 1))
seating.arrange(held, actor_id=None)
number = PaperForm.objects.filter(exam=exam).latest("number").number
arranging.choose_forms(held, number, actor_id=None)
arranging.publish(held, actor_id=None)
named = User.objects.filter(username__in=["judge1", "judge2"])
arranging.appoint(held.rooms.get(), [one.pk for one in named], actor_id=None)
Sitting.every.filter(pk=held.pk).update(opens_at=now - timedelta(minutes=5))
print(held.pk)
"""

# On a phone a cell is a grid: words after a picture would stand below the name of their column.
TORN = """[...document.querySelectorAll(".table td[data-label]")].filter((cell) =>
  [...cell.childNodes].some((node) => node.nodeType === 3 && node.data.trim()
    && node.previousElementSibling)).map((cell) => cell.outerHTML)"""


def begun(stack: Stack, mode: str) -> str:
    """A sitting that has opened, with judge1 and judge2 in its room; the address of its list."""
    told = stack.manage("shell", "--no-imports", "-c", SITTING % mode)
    return f"/desk/sittings/{told.split()[-1]}/entry/"


def type_sheet(page: Page, letter: str) -> None:
    """The same letter for every question, a dash for what is answered in words or orders."""
    for line in page.locator(".entry-line").all():
        numbers = line.locator("label").inner_text().split("–")
        many = int(numbers[-1]) - int(numbers[0]) + 1 if numbers[0].isdigit() else 1
        hint = line.locator("xpath=ancestor::section[1]/h2").inner_text()
        several, row = "多" in hint or "multiple" in hint.lower(), many > 1 or "√" in hint
        text = " ".join([letter] * many) if several else letter * many if row else "-"
        line.locator("input").fill(text)


def keep(page: Page, name: str, axe: Callable[[Page], list[str]]) -> None:
    """No violation, nothing wider than a phone, and a picture where one is wanted."""
    assert axe(page) == []
    for width, scheme in ((360, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(TORN) == []
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=width > 400)
    page.emulate_media(color_scheme="light")


def test_a_sheet_is_entered_twice_and_settled_by_a_third(
    page: Page,
    sign_in: Callable[[str], None],
    axe: Callable[[Page], list[str]],
    real_stack: Stack,
) -> None:
    address = begun(real_stack, "paper")
    sign_in("judge1")
    page.goto(address)
    keep(page, "list", axe)
    page.locator("tbody a").first.click()
    expect(page.locator("form button.button--filled")).to_be_visible()
    sheet = page.url
    type_sheet(page, "A")
    first = page.locator(".entry-line input").first
    first.fill("Z")
    with page.expect_navigation():  # `.all()` waits for nothing
        page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".entry-line input").nth(1)).not_to_have_value("")
    keep(page, "sheet", axe)
    type_sheet(page, "A")
    page.locator("form button.button--filled").first.click()
    expect(page.get_by_text("已录入一次")).to_be_visible()

    sign_in("judge2")
    page.goto(sheet)
    type_sheet(page, "B")
    page.locator("form button.button--filled").first.click()
    expect(page.get_by_text("不一致")).to_be_visible()

    sign_in("officer1")
    page.goto(sheet)
    keep(page, "settle", axe)
    for one in page.locator("input[value=second]").all():
        one.check()
    page.locator("form button.button--filled").first.click()
    expect(page.get_by_text("已交卷并评分")).to_be_visible()
    page.goto(f"{address}?show=handed_in")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_an_oral_exam_is_written_down_by_one_and_confirmed_by_the_other(
    page: Page,
    sign_in: Callable[[str], None],
    axe: Callable[[Page], list[str]],
    real_stack: Stack,
) -> None:
    address = begun(real_stack, "oral")
    sign_in("judge1")
    page.goto(address)
    page.locator("tbody a").first.click()
    expect(page.get_by_role("button", name="记录下来")).to_be_visible()
    for question in page.locator(".entry-question").all()[:5]:
        question.locator("input").first.check()
    keep(page, "oral", axe)
    page.get_by_role("button", name="记录下来").click()
    expect(page.get_by_text("请另一位考官")).to_have_count(2)
    oral = page.url

    sign_in("judge2")
    page.goto(oral)
    expect(page.locator("input:checked")).to_have_count(5)
    page.get_by_role("button", name="确认并交卷").click()
    expect(page.get_by_text("已交卷并评分")).to_be_visible()
    keep(page, "heard", axe)
    page.get_by_role("button", name="打印口试笔录").click()
    take = page.get_by_role("button", name="下载 PDF")
    expect(take).to_be_visible()
    with page.expect_download() as made:
        take.click()
    assert Path(made.value.path()).read_bytes().startswith(b"%PDF")
