"""The exam officer plans a sitting from the first form to the slip in a candidate's hand."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal import clock

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
CANDIDATE, LOGIN = "林秋月", "trainee3"
SHAPES = (("zh-hans", 360, "light"), ("en", 1280, "dark"))


def look(page: Page, name: str, axe: Callable[[Page], list[str]]) -> None:
    """No violation, nothing wider than the screen, in both shapes; a picture where wanted."""
    address = page.url
    for language, width, scheme in SHAPES:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.context.add_cookies([{"name": "django_language", "value": language, "url": address}])
        page.goto(address)
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if PICTURES:
            file = Path(PICTURES) / f"{name}-{language}-{width}.png"
            page.screenshot(path=file, full_page=True)
    page.context.add_cookies([{"name": "django_language", "value": "zh-hans", "url": address}])
    page.emulate_media(color_scheme="light")
    page.goto(address)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_sitting_from_the_plan_to_the_slip(
    page: Page, sign_in: Callable[[str], None], axe: Callable[[Page], list[str]]
) -> None:
    sign_in("officer1")
    _enter_site(page, axe)
    sitting = _plan(page, axe)
    _fill(page, axe, sitting)
    _publish(page, axe, sitting)
    page.goto(f"{sitting}sheets/")
    press(page, "生成签到表")
    expect(page.get_by_role("link", name="签到表（PDF）")).to_be_visible(timeout=120_000)
    look(page, "sheets", axe)
    _slip(page, sign_in, axe, sitting)
    sign_in("officer1")
    page.goto(sitting)
    page.get_by_text("取消本场次").first.click()
    page.get_by_label("原因").fill("演练结束")
    page.get_by_role("button", name="取消本场次").click()
    expect(page.get_by_text("已取消：演练结束")).to_be_visible()
    look(page, "cancelled", axe)


def _enter_site(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto("/desk/sittings/sites/")
    page.get_by_label("组织单位").select_option(index=1)
    page.get_by_label("考点名称").fill("市第一中学考点")
    page.get_by_label("地址").fill("和平路118号")
    press(page, "登记考点")
    page.get_by_label("考场名称").fill("第1考场")
    press(page, "登记考场")
    expect(page.get_by_text("考场已登记").first).to_be_visible()
    look(page, "site", axe)
    page.goto("/desk/sittings/sites/")
    look(page, "sites", axe)


def _plan(page: Page, axe: Callable[[Page], list[str]]) -> str:
    """An empty form comes back with what to do; then the sitting, whose address is answered."""
    page.goto("/desk/sittings/new/")
    look(page, "plan", axe)
    press(page, "安排场次")
    expect(page.locator(".field__error")).to_have_count(4)
    page.get_by_label("考试", exact=True).select_option(label="人民调解员上岗考试")
    page.get_by_label("组织单位").select_option(index=1)
    page.get_by_label("场次名称").fill("上午第一场")
    opens = clock.now().astimezone(clock.CITY_ZONE) + timedelta(hours=20)
    page.get_by_label("开考时间").fill(f"{opens:%Y-%m-%dT%H:%M}")
    page.get_by_label("入座核验身份").check()
    press(page, "安排场次")
    expect(page.get_by_text("尚未选定考场").first).to_be_visible()
    sitting = page.url
    look(page, "sitting-planned", axe)
    return sitting


def _fill(page: Page, axe: Callable[[Page], list[str]], sitting: str) -> None:
    """A candidate by name, the room, the seats, who watches; boxes are ticked by keyboard."""
    page.goto(f"{sitting}enrol/?q={CANDIDATE}#named")
    look(page, "enrol", axe)
    page.get_by_label(re.compile(f"^{CANDIDATE}")).check()
    press(page, "编入所选人员")
    expect(page.get_by_text("已编入 1 人").first).to_be_visible()
    page.goto(f"{sitting}rooms/")
    page.get_by_label(re.compile("^第1考场")).check()
    press(page, "使用所选考场")
    expect(page.get_by_text("考场已选定").first).to_be_visible()
    press(page, "编排座位")
    expect(page.get_by_text("已编排 1 个座位").first).to_be_visible()
    look(page, "rooms", axe)
    page.locator("tbody th a").first.click()
    page.get_by_label("姓名").fill("郑国平")
    press(page, "查找")
    page.get_by_label(re.compile("^郑国平")).focus()
    page.keyboard.press("Space")
    press(page, "确定人选")
    expect(page.get_by_text("监考人员已登记").first).to_be_visible()
    look(page, "room", axe)


def _publish(page: Page, axe: Callable[[Page], list[str]], sitting: str) -> None:
    page.goto(sitting)
    page.get_by_role("button", name="公布场次").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("名考生可看到各自座位")).to_be_visible()
    look(page, "sitting", axe)
    page.goto(f"{sitting}people/")
    look(page, "people", axe)
    page.locator("tbody th a").first.click()
    look(page, "seat", axe)
    page.goto("/desk/sittings/")
    look(page, "sittings", axe)
    page.goto("/desk/sittings/exams/")
    look(page, "exams", axe)


def _slip(
    page: Page,
    sign_in: Callable[[str], None],
    axe: Callable[[Page], list[str]],
    sitting: str,
) -> None:
    """The candidate's own slip, and nobody else's."""
    page.goto(f"{sitting}people/")
    seat = (page.locator("tbody th a").first.get_attribute("href") or "").rstrip("/").split("/")[-1]
    sign_in(LOGIN)
    page.goto(f"/exams/seats/{seat}/slip/")
    expect(page.get_by_text(CANDIDATE).first).to_be_visible()
    expect(page.get_by_text("第1考场").first).to_be_visible()
    look(page, "slip", axe)
    file = page.request.get(f"/exams/seats/{seat}/slip.pdf")
    assert file.body().startswith(b"%PDF")
    sign_in("trainee4")
    assert page.goto(f"/exams/seats/{seat}/slip/").status == 404  # type: ignore[union-attr]


def test_who_has_a_seat_finds_it_on_the_desk_in_a_message_and_on_the_slip(
    page: Page, sign_in: Callable[[str], None], axe: Callable[[Page], list[str]]
) -> None:
    """The sitting of the demo city; who watches there reads of the duty."""
    sign_in("trainee5")
    expect(page.get_by_text("市委党校考点")).to_be_visible()
    look(page, "desk-seat", axe)
    page.goto("/desk/notices/")
    page.get_by_role("link", name=re.compile("^考试安排：")).last.click()  # the oldest
    expect(page.get_by_text("准考证号：")).to_be_visible()
    look(page, "message-seat", axe)
    page.get_by_role("link", name="前往查看").click()
    expect(page.get_by_text("马兰").first).to_be_visible()
    look(page, "slip-seat", axe)
    sign_in("expert1")
    page.goto("/desk/notices/")
    page.get_by_role("link", name=re.compile("^监考员任务：")).click()
    look(page, "message-duty", axe)
    page.get_by_role("link", name="前往查看").click()
    expect(page.get_by_text("102教室").first).to_be_visible()
    look(page, "board-duty", axe)
