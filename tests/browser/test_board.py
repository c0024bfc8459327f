"""The live board, while a candidate in another browser arrives, answers, loses the line, comes
back, is paused, goes on and hands in."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import walking
from tests.browser.door import enter
from tests.browser.sitting import choose, hand_in
from tests.stack import Stack

pytestmark = pytest.mark.browser
Looks = Callable[[Page, str], None]
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
SITTING = """
from datetime import timedelta
from exams.models import Exam, Seat, Sitting, SittingRoom
from exams.sittings import arranging, enrolling, places, seating
from portal import clock
from portal.accounts.models import User
from portal.people.models import Person
exam = Exam.objects.get(pk=%d)
Exam.objects.filter(pk=exam.pk).update(by_sitting=True)
officer = User.objects.get(username="officer1")
place = officer.grants.get(ended_at=None).organisation
now = clock.now()
wanted = arranging.Plan("第一场", "online", now + timedelta(hours=2), now + timedelta(hours=3), 60,
                        needs_code=True)
held = arranging.plan(exam, place, wanted, actor_id=None)
site = places.found_site(place, "石里区委党校考点", "石里区和平路1号", actor_id=None)
rooms = [places.add_room(site, name, 30, actor_id=None) for name in ("一楼机房", "二楼机房")]
arranging.use_rooms(held, rooms, actor_id=None)
first = Person.every.get(user__username="trainee2")
more = Person.every.exclude(pk=first.pk).exclude(merged_into__isnull=False)[:34]
Seat.every.bulk_create(
    Seat(sitting=held, person=one, ticket="2026112700%%03d%%05d" %% (held.pk, n), recorded_at=now)
    for n, one in enumerate([first, *more], 1))
seating.arrange(held, actor_id=None)
used = list(SittingRoom.every.filter(sitting=held).order_by("number"))
mine = Seat.every.get(sitting=held, person=first)
Seat.every.filter(pk=mine.pk).update(room=None, number=None)
Seat.every.filter(sitting=held, room=used[0], number=1).update(
    room=mine.room_id, number=mine.number)
Seat.every.filter(pk=mine.pk).update(room=used[0], number=1)
arranging.publish(held, actor_id=None)
for room, name in zip(used, ("judge1", "hr1")):
    arranging.appoint(room, [User.objects.get(username=name).pk], actor_id=None)
Sitting.every.filter(pk=held.pk).update(opens_at=now - timedelta(minutes=5))
Seat.every.filter(sitting=held).update(starts_after=0)
print(held.pk)
"""
ASKED_BY_THEN = 25_000  # ms in which a paper asks by itself how its clock stands
AFTERWARDS = """
from exams.models import Exam, Sitting
Exam.objects.filter(pk=%d).update(by_sitting=False)
Sitting.every.filter(title="第一场").update(state="cancelled")  # no desk names it any more
"""


@pytest.fixture
def candidate(page: Page, sign_in: Callable[[str], None], base_url: str) -> Page:
    """On the cover page of a quiz."""
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in("trainee2")
    page.clock.install()
    assert walking.next_step(page).startswith("/exams/")
    return page


@pytest.fixture
def held(candidate: Page, real_stack: Stack) -> Iterator[str]:
    """A sitting of that quiz, which has opened; the address of its board."""
    exam = int(re.findall(r"/exams/(\d+)/", candidate.url)[0])
    told = real_stack.manage("shell", "--no-imports", "-c", SITTING % exam)
    yield f"/desk/sittings/{told.split()[-1]}/board/"
    real_stack.manage("shell", "--no-imports", "-c", AFTERWARDS % exam)


def staff(browser: Browser, base_url: str, name: str) -> Page:
    page = browser.new_context(base_url=base_url, locale="zh-CN").new_page()
    enter(page, name)
    return page


@pytest.fixture
def looks(base_url: str, axe: Callable[[Page], list[str]]) -> Looks:
    """No fault that axe knows and nothing too wide, on a phone and a desktop; pictures."""
    return lambda page, name: looked_at(page, name, base_url, axe)


def looked_at(page: Page, name: str, base_url: str, axe: Callable[[Page], list[str]]) -> None:
    for language, width, scheme in (("en", 1280, "dark"), ("zh-hans", 360, "light")):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.reload()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"board-{name}-{width}.png", full_page=True)


def refreshed(page: Page) -> None:
    """As after ten seconds."""
    with page.expect_response("**part=1"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def counts_as_work(page: Page) -> bool:
    """Whether the next refresh keeps the session alive."""
    with page.expect_request("**part=1*") as asked:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    return "x-by-itself" not in asked.value.headers


def says(page: Page, pattern: str) -> None:
    """The card of the candidate does, once it is refreshed: the answer is there before the page
    has put it in."""
    refreshed(page)
    card = page.locator(".board-seat", has_text="陈志明").locator("[data-live]")
    expect(card).to_contain_text(re.compile(pattern))


def arrives(watcher: Page, candidate: Page, looks: Looks) -> None:
    """The invigilator sees the card and tells the code, with which the candidate
    begins."""
    watcher.set_viewport_size({"width": 360, "height": 800})
    watcher.get_by_role("link", name=re.compile("^第一场")).click()
    watcher.wait_for_url("**/board/rooms/**")
    room = watcher.url
    looks(watcher, "room")
    says(watcher, "未到")
    watcher.get_by_role("link", name="陈志明").click()
    watcher.get_by_role("button", name="身份已核对").click()
    looks(watcher, "code")
    code = watcher.locator(".board-code__digits").inner_text()
    candidate.reload()
    candidate.get_by_label("座位码").fill(code)
    candidate.locator("form[action$='/start/'] button").click()
    candidate.wait_for_url("**/exams/attempts/**")
    watcher.goto(room)


def answers(candidate: Page, letter: str) -> None:
    choose(candidate, letter)
    expect(candidate.locator("[data-save-line]")).to_contain_text("已保存")


def notes(watcher: Page, looks: Looks) -> None:
    """Of the seat that is ticked; what was typed is kept when something is missing."""
    watcher.get_by_role("button", name="记录情况").click()
    watcher.wait_for_url("**/acts/note/**")
    looks(watcher, "note")
    watcher.get_by_role("button", name="记录情况").click()
    expect(watcher.locator(".field__error")).to_have_count(1)
    watcher.get_by_label("情况经过").fill("迟到8分钟")
    watcher.get_by_role("button", name="记录情况").click()
    expect(watcher.get_by_text("迟到8分钟")).to_be_visible()


def acts_on_the_room(office: Page, act: str, button: str, said: str, reason: str = "") -> None:
    office.locator("section").get_by_role("link", name=act).click()
    expect(office.get_by_text("作答中 1 份")).to_be_visible()
    if reason:
        office.get_by_label("原因").fill(reason)
    office.get_by_role("button", name=button).click()
    expect(office.get_by_text(said)).to_be_visible()


def test_officer_and_invigilator_see_what_a_candidate_does_and_act_on_it(
    candidate: Page, held: str, browser: Browser, base_url: str, looks: Looks
) -> None:
    watcher = staff(browser, base_url, "judge1")
    arrives(watcher, candidate, looks)
    answers(candidate, "A")
    box = watcher.get_by_label("选择陈志明")
    box.check()
    says(watcher, r"作答中\s*已答 1／5 · \d\d:\d\d:\d\d 已保存 · 剩余")
    expect(box).to_be_checked()  # what refreshes leaves a tick where it is
    notes(watcher, looks)

    office = staff(browser, base_url, "officer1")
    office.goto(held)
    looks(office, "rooms")
    office.get_by_role("link", name="一楼机房").focus()
    office.keyboard.press("Enter")
    office.wait_for_url("**/board/rooms/**")
    room = office.url
    looks(office, "office")
    acts_on_the_room(office, "暂停", "暂停考试", "已暂停 1 份答卷", "消防警报，请有序离场")
    candidate.clock.fast_forward(ASKED_BY_THEN)
    expect(candidate.get_by_text("消防警报，请有序离场")).to_be_visible()
    expect(candidate.locator("fieldset")).to_be_hidden()
    says(office, "起暂停")
    assert not counts_as_work(office)
    office.mouse.move(200, 200)
    assert counts_as_work(office)
    acts_on_the_room(office, "恢复", "恢复考试", "1 份答卷恢复作答")
    candidate.clock.fast_forward(ASKED_BY_THEN)
    expect(candidate.locator("fieldset")).to_be_visible()
    answers(candidate, "B")
    hand_in(candidate)
    office.goto(room)
    says(office, "交卷")
    office.get_by_role("link", name="陈志明").click()
    looks(office, "seat")
    office.goto(f"{held}notes/")
    looks(office, "notes")
