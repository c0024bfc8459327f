"""Pictures of every page type of a running demo city, for people to look at:

    python -m tests.browser.looking http://localhost:8000 FOLDER [SHAPE…]

writes FOLDER/<shape>/<number>-<page>.png for each shape (phone-zh, desktop-en-large, narrow-en …;
all without a name) and says which pages scroll sideways. It takes quizzes, so give it a demo city
of its own.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from portal import clock
from portal.language import LARGE, TYPE_COOKIE
from tests.browser.camera import SHAPES, Camera, Shape, say
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.measured import statistics_pages
from tests.browser.practising import practice_pages
from tests.browser.vetting import bank_pages


def public_pages(camera: Camera) -> None:
    camera.take("home", "/")
    camera.take("notices", "/notices/")
    camera.take("modules", "/learn/")
    camera.take("module", "/learn/property/")
    camera.take("lesson", "/learn/property/neighbour-water/")
    for drawer in camera.page.locator("main details summary").all()[:2]:
        if drawer.is_visible():
            drawer.click()
    camera.take("lesson-open")
    camera.take("lesson-film", "/learn/craft/step-by-step/")
    camera.take("commentaries", "/cases/")
    camera.follow("main a[href^='/cases/']:not([href*='?'])")
    camera.take("commentary")
    camera.take("law", "/law/")
    camera.take("statute", "/law/civil-code/")
    camera.take("article", "/law/civil-code/290/")
    camera.take("article-on-a-day", "/law/civil-code/290/?on=2020-01-01")
    camera.take("search", "/search/")
    camera.take("search-found", "/search/?q=民法典 290")
    camera.take("search-nothing", "/search/?q=院墙 没这个词")
    camera.take("search-unfit", "/search/?unfit=1")
    camera.take("search-law", "/law/?q=相邻")
    camera.take("lesson-paper", "/learn/property/neighbour-water/?print=1")
    camera.take("law-paper", "/law/mediation-law/?print=1")
    camera.take("offline", "/offline/")
    camera.take("sign-in", "/accounts/login/")
    camera.page.fill("input[name=login]", "trainee1")
    camera.page.fill("input[name=password]", "wrong")
    camera.page.locator("form:has(input[name=password]) [type=submit]").click()
    camera.take("sign-in-refused")
    camera.take("sign-in-passkey", "/accounts/login/passkey/")
    camera.take("verify", "/v/")
    camera.page.locator("form:has(input[name=number]) [type=submit]").click()
    camera.take("verify-empty")
    camera.take("not-found-code", "/v/0000-0000-0000-0000/")
    camera.take("failure-404", "/nowhere/")


def trainee_pages(camera: Camera) -> None:
    for username in ("trainee1", "trainee2", "trainee3"):
        camera.sign_in(username)
        camera.take(f"desk-{username}", "/desk/")
    camera.take("certificates-none", "/desk/certificates/mine/")
    camera.take("my-data", "/desk/my-data/")
    camera.take("my-data-ask", "/desk/my-data/ask/")
    camera.take("second-factor", "/accounts/second-factor/")
    camera.take("passkey-add", "/accounts/second-factor/passkeys/add/")
    camera.take("my-portrait", "/desk/my-data/portrait/")
    camera.take("messages", "/desk/notices/")
    if camera.page.locator("main a.lines__link").count():
        camera.follow("main a.lines__link")
        camera.take("message")
    camera.take("exams", "/exams/")
    camera.follow("main a[href^='/exams/']:not([href*=attempts])")
    camera.take("exam-qualifying")
    camera.take("failure-403", "/roster/")


def exam_pages(camera: Camera) -> None:
    camera.sign_in("trainee2")
    camera.go("/exams/")
    camera.follow("main a[href^='/exams/']:not([href*=attempts])")
    camera.take("exam-quiz")
    camera.page.locator("form[action$='/start/'] button").click()
    camera.take("paper-single")
    camera.page.locator(".exam-question .option").first.click()
    camera.page.locator("[data-save-line]:has(svg)").wait_for()
    camera.take("paper-saved")
    paper = camera.page.url.split("?")[0]
    camera.go(paper)
    for place in range(2, 40):
        camera.go(f"{paper}?q={place}")
        if camera.page.locator("input[type=checkbox][name=value]").count():
            break
    camera.take("paper-multiple")
    camera.take("paper-review", f"{paper}review/")
    camera.page.locator("form[action$='/submit/'] button").click()
    camera.page.wait_for_url("**/receipt/")
    camera.take("receipt")
    camera.take("result", f"{paper}result/")
    camera.take("record", f"{paper}record/")
    camera.take("exams-after", "/exams/")


def certificate_pages(camera: Camera) -> None:
    camera.sign_in("trainee4")
    camera.take("desk-trainee4", "/desk/")
    camera.take("certificates-mine", "/desk/certificates/mine/")
    camera.sign_in("hr1")
    states = {}
    for state in ("valid", "suspended", "revoked", "expired"):
        camera.go(f"/desk/certificates/?state={state}")
        links = camera.page.locator("main table a[href^='/desk/certificates/']")
        if links.count():
            states[state] = camera.address("main table a[href^='/desk/certificates/']")
    camera.take("certificates", "/desk/certificates/")
    for state, address in states.items():
        camera.take(f"certificate-{state}", address)
        code = camera.page.locator("main a[href^='/v/'], main a[href*='/v/']")
        if code.count():
            camera.take(f"verdict-{state}", str(code.first.get_attribute("href")))


def roster_pages(camera: Camera) -> None:
    camera.sign_in("hr1")
    camera.take("desk-hr1", "/desk/")
    camera.take("roster", "/roster/")
    person = camera.address("main a[href^='/roster/people/']")
    post = camera.address("main a[href^='/roster/posts/']")
    camera.take("roster-person", person)
    ending = camera.page.locator("main a[href$='/end/']")
    held = ending.first.get_attribute("href") if ending.count() else ""
    camera.take("roster-post", post)
    if held:
        camera.take("roster-end", held)
        camera.take("roster-suspend", held.replace("/end/", "/suspend/"))
    camera.take("roster-none", "/roster/?q=无此人")
    camera.take("appoint", "/roster/appoint/")
    camera.go("/roster/?q=何建国")
    camera.follow("main a[href^='/roster/people/']")
    camera.take("person-qualified")
    camera.follow("main a[href*='/roster/appoint/']")
    camera.take("appoint-person")
    seat = camera.page.locator("select[name=post] option", has_text="青石镇")
    seat = seat.filter(has_text="专职").or_(seat.filter(has_text="ull-time"))
    camera.page.locator("select[name=post]").select_option(seat.last.get_attribute("value"))
    camera.page.check("input[name=mode][value=hired]")
    camera.page.fill("input[name=starts]", clock.today().isoformat())
    camera.page.fill("[name=basis]", "青石聘〔2026〕9号")
    camera.page.locator(
        "main form[method=post] [type=submit], main form [type=submit]"
    ).last.click()
    camera.take("appoint-gate")


def people_pages(camera: Camera) -> None:
    camera.sign_in("hr1")
    camera.take("people", "/desk/people/")
    camera.go("/desk/people/?q=何建国")
    camera.follow("main table a[href]")
    camera.take("person")
    camera.take("person-portrait", f"{camera.page.url}portrait/")
    camera.page.go_back()
    camera.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    camera.take("person-changes")
    camera.follow("main a[href$='/nominate/']")
    camera.take("nominate")
    camera.go("/desk/people/?q=何建国")
    camera.follow("main table a[href]")
    camera.follow("main a[href^='/desk/hours/']")
    camera.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    camera.take("hours")
    camera.take("portraits-import", "/desk/people/portraits/")
    camera.take("organisations", "/desk/organisations/")
    camera.follow(".branches ul a[href]")
    camera.take("organisation")
    camera.take("candidacies", "/desk/candidacies/")
    camera.follow("main table a[href]")
    camera.take("candidacy")
    camera.follow("main a[href$='/form/']")
    camera.take("candidacy-form")
    camera.take("requests", "/desk/privacy/")
    camera.follow("main table a[href]")
    camera.take("request")


def office_pages(camera: Camera) -> None:
    for username in ("clerk1", "officer1", "admin"):
        camera.sign_in(username)
        camera.take(f"desk-{username}", "/desk/")
    camera.sign_in("officer1")
    camera.take("results", "/exams/results/")
    camera.take("results-failed", "/exams/results/?passed=no")
    camera.take("papers", "/desk/papers/")
    camera.follow("main table a[href]")
    camera.take("blueprint")
    camera.follow("main .head a[href$='/forms/']")
    camera.take("forms-of-a-paper")
    camera.sign_in("admin")
    camera.go("/desk/policy/exam.pass_mark/")
    camera.page.fill("[name=value]", "70")
    camera.page.fill("[name=reason]", "更严")
    camera.page.locator("form:has([name=reason]) [type=submit]").last.click()
    camera.take("policy-consequence")
    camera.page.fill("[name=since]:visible", (clock.today() + timedelta(days=30)).isoformat())
    camera.page.locator("form:has([name=reason]) [type=submit]").last.click()
    camera.page.locator("[name=confirm]").click()
    camera.page.locator(".timeline details summary").first.click()
    camera.take("policy-withdraw")
    camera.page.locator(".timeline details [name=reason]").first.fill("暂缓执行")
    camera.page.locator(".timeline details [type=submit]").first.click()
    camera.take("policy-withdrawn")
    day = f"audit/days/{clock.today()}"
    for part in (
        "policy",
        "policy/staffing.village",
        "policy/sets/qinghai",
        "system",
        day,
        "audit",
    ):
        camera.take(part.replace("/", "-"), f"/desk/{part}/")
    camera.follow("main tbody th a")
    camera.take("audit-event")
    camera.sign_in("auditor1")
    camera.take("desk-auditor1", "/desk/")


def content_pages(camera: Camera) -> None:
    """What those who write and review see."""
    camera.sign_in("judge1")
    camera.take("desk-judge1", "/desk/")
    camera.sign_in("judge2")
    camera.take("desk-judge2", "/desk/")
    camera.take("drafts", "/desk/drafts/")
    camera.follow("main tbody th a")
    camera.take("draft-in-review")
    camera.sign_in("judge1")
    camera.take("law-reviews", "/desk/law-reviews/")
    camera.take("cms", "/cms/")
    camera.take("cms-from-word", "/cms/manuscripts/")
    camera.take("cms-guide", "/cms/guide/")


WALK: tuple[Callable[[Camera], None], ...] = (
    public_pages,
    trainee_pages,
    exam_pages,
    practice_pages,
    certificate_pages,
    roster_pages,
    people_pages,
    office_pages,
    statistics_pages,
    content_pages,
    bank_pages,
)


@contextmanager
def camera_for(browser: Browser, base: str, folder: Path, shape: Shape) -> Iterator[Camera]:
    context = browser.new_context(
        viewport={"width": shape.width, "height": 800 if shape.width > 600 else 740},
        color_scheme="dark" if shape.scheme == "dark" else "light",
        locale="zh-CN",
    )
    cookies = {"django_language": shape.language} | ({TYPE_COOKIE: LARGE} if shape.large else {})
    context.add_cookies([{"name": n, "value": v, "url": base} for n, v in cookies.items()])
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield Camera(context.new_page(), base, folder, shape)
    finally:
        context.close()


def look(base: str, folder: Path, names: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in names:
            with camera_for(browser, base, folder / name, SHAPES[name]) as camera:
                for part in WALK:
                    part(camera)
                say(f"{name}: {camera.taken} pictures")
        browser.close()


if __name__ == "__main__":
    look(sys.argv[1].rstrip("/"), Path(sys.argv[2]), sys.argv[3:] or list(SHAPES))
