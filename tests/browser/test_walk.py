"""The whole walk in a browser with a real worker: study, quizzes, exam, certificate, verification,
roster. And the worker killed between passing and issuing."""

import os
import re
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.browser.walking import modules, next_step, right_answers, sit, study
from tests.stack import Stack

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
SignIn = Callable[[str], None]
# The counter of post certificates.
LAST = "SELECT last FROM certificates_numbercounter WHERE first = 1 ORDER BY year DESC"


def wait_for_certificate(page: Page) -> str:
    """Look again on one's own page until the PDF is there; the public code."""
    page.goto("/desk/certificates/mine/")
    title = ".own__title:text-is('人民调解员上岗证')"
    post = page.locator(f"article.own__certificate:has({title})")
    for _ in range(240):
        if post.locator("a[href$='download=1']").count():
            return post.locator(".own__code .tabular").inner_text()
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())


def test_a_trainee_goes_all_the_way_from_the_first_lesson_to_being_on_duty(
    page: Page, sign_in: SignIn, no_hurry: None
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    answers = right_answers()
    sign_in("trainee1")
    lessons = receipts = 0
    while path := next_step(page):
        if path.startswith("/learn/"):
            study(page)
            lessons += 1
        elif path.startswith("/exams/"):
            assert re.fullmatch(r"\d{8}-[0-9A-Z]{8}", sit(page, answers))
            receipts += 1
        else:
            break
    assert lessons == sum(len(module["lessons"]) for module in modules())
    assert receipts == len(modules()) + 1  # a quiz for each and the qualifying exam
    code = wait_for_certificate(page)

    number = page.locator(".own__certificate dd").first.inner_text()
    scanned = scan(page)

    page.context.clear_cookies()
    verdict = page.locator("main")
    for address in (f"/v/{code}/", scanned, ""):
        if address:
            page.goto(address)
        else:
            ask_by_number(page, number, "周桂芳")
        expect(verdict).to_contain_text("有效")
        expect(verdict).to_contain_text("周桂芳")
    ask_by_number(page, number, "周桂英")
    expect(verdict).to_contain_text("未查到")

    sign_in("hr1")
    page.goto("/roster/?q=周桂芳")
    expect(page.locator("main")).to_contain_text("在岗")


def scan(page: Page) -> str:
    """Download the certificate, print it as a picture and read the pattern that holds an address;
    the other one is for checking without a network."""
    with page.expect_download() as waiting:
        page.locator("a[href$='download=1']").click()
    with tempfile.TemporaryDirectory() as folder:
        pdf, picture = Path(folder) / "certificate.pdf", Path(folder) / "page"
        waiting.value.save_as(pdf)
        subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", pdf, picture], check=True)
        read = ["zbarimg", "--quiet", "--raw", f"{picture}.png"]
        found = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    return next(text for text in found.splitlines() if text.startswith("http"))


def ask_by_number(page: Page, number: str, name: str) -> None:
    page.goto("/v/")
    page.fill("input[name=number]", number)
    page.fill("input[name=name]", name)
    page.locator("form:has(input[name=number]) [type=submit]").click()
    page.wait_for_load_state()


def test_hr_mends_what_is_missing_and_appoints_a_qualified_person(
    page: Page, sign_in: SignIn
) -> None:
    sign_in("hr1")
    page.goto("/roster/?q=何建国")
    expect(page.locator("main table")).to_contain_text("合格待聘")
    page.locator("main a[href^='/roster/people/']", has_text="何建国").click()
    person = page.url
    page.locator("main a[href*='/roster/appoint/']").first.click()
    seat = page.locator("select[name=post] option", has_text="青石镇").filter(has_text="专职")
    seat = seat.filter(has_text="空缺")
    page.locator("select[name=post]").select_option(seat.last.get_attribute("value"))
    page.check("input[name=mode][value=hired]")
    page.fill("input[name=starts]", clock.today().isoformat())
    page.fill("[name=basis]", "青石聘〔2026〕9号")
    page.get_by_role("button", name="核对条件").click()
    missing = page.locator(".gate__line--missing")
    expect(missing).to_have_count(1)
    missing.locator("a").click()

    budget = page.locator("form:has(input[value=budget])")
    budget.locator("[name=detail]").fill("镇财政2026年第12号")
    budget.locator("[name=since]").fill(clock.today().isoformat())
    budget.locator("[type=submit]").click()
    expect(page.locator(".gate")).to_contain_text("镇财政2026年第12号")
    expect(missing).to_have_count(0)
    page.locator("form[method=post] button[type=submit]", has_text="确认").click()
    page.wait_for_load_state()

    for day, label in ((0, "在岗"), (-1, "合格待聘")):
        then = clock.today() + timedelta(days=day)
        page.goto(f"{person}?on={then.isoformat()}")
        expect(page.locator(".asked__answer")).to_contain_text(label)


def asked(stack: Stack, question: str) -> int:
    """A number out of the running platform's database."""
    with sqlite3.connect(f"file:{stack.data}/hezhong.sqlite3?mode=ro", uri=True) as database:
        return int(database.execute(question).fetchone()[0])


def wait_until(happened: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "never happened"
        time.sleep(0.01)


def test_a_worker_killed_between_passing_and_issuing_leaves_exactly_one_certificate(
    page: Page, sign_in: SignIn, real_stack: Stack
) -> None:
    before = asked(real_stack, "SELECT count(*) FROM certificates_certificate")
    last = asked(real_stack, LAST)
    sign_in("trainee3")
    worker = real_stack.pid("worker")
    os.kill(worker, signal.SIGSTOP)  # the pass is committed while nobody can issue
    next_step(page)
    sit(page, right_answers())
    assert asked(real_stack, "SELECT count(*) FROM certificates_certificate") == before
    real_stack.kill("worker")
    again = real_stack.restarted("worker", before=worker)

    running = (
        "SELECT count(*) FROM jobs_job WHERE kind = 'certificate.render' AND state = 'running'"
    )
    wait_until(lambda: asked(real_stack, running) == 1)
    real_stack.kill("worker")  # in the middle of printing
    real_stack.restarted("worker", before=again)

    code = wait_for_certificate(page)
    page.goto(f"/v/{code}/")
    expect(page.locator("main")).to_contain_text("林秋月")
    assert asked(real_stack, "SELECT count(*) FROM certificates_certificate") == before + 1
    assert asked(real_stack, LAST) == last + 1
