"""Every page type of the walk: no accessibility fault, no sideways scrolling, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.walking import next_step
from tests.stack import Stack

pytestmark = pytest.mark.browser

Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]

PUBLIC = [
    "/",
    "/notices/",
    "/learn/",
    "/learn/property/",
    "/learn/property/neighbour-water/",
    "/learn/craft/step-by-step/",
    "/cases/",
    "/search/",
    "/search/?q=民法典 290",
    "/search/?q=排水",
    "/search/?q=院墙 没这个词",
    "/law/",
    "/law/civil-code/",
    "/law/civil-code/290/",
    "/law/civil-code/290/?on=2020-01-01",
    "/v/",
    "/v/0000-0000-0000-0000/",
    "/accounts/login/",
    "/accounts/login/passkey/",
    "/accounts/forgotten/",
    "/accounts/invitation/",
    "/accounts/invitation/0000000000000000/",
    "/nowhere/",
    "/offline/",
    "/learn/property/neighbour-water/?print=1",
    "/cases/dog-bite-child/?print=1",
    "/law/civil-code/290/?print=1",
    "/law/mediation-law/?print=1",
]
FIRST_LINKS = {
    "/cases/": "main a[href^='/cases/']:not([href*='?'])",
    "/notices/": "main a[href^='/notices/']",
    "/learn/property/neighbour-water/": "main a[href*='/attachments/']",
}
TRAINEE = [
    "/desk/",
    "/desk/notices/",
    "/desk/my-data/",
    "/desk/my-data/ask/",
    "/accounts/second-factor/passkeys/add/",
    "/desk/my-data/portrait/",
    "/exams/",
    "/learn/practice/",
    "/learn/practice/articles/",
    "/learn/practice/mistakes/",
    "/learn/practice/progress/",
    "/learn/property/neighbour-water/",
    "/desk/certificates/mine/",
]
STAFF = {
    "admin": [
        "/desk/law-reviews/",
        "/desk/logins/",
        "/desk/logins/2/",
        "/desk/logins/invitations/",
        "/desk/logins/invite/",
        "/desk/logins/invite/staff/",
        "/accounts/second-factor/begin/",
        "/accounts/second-factor/",
        "/accounts/second-factor/app/",
        "/accounts/password/",
        "/desk/audit/",
        "/desk/audit/1/",
        "/desk/audit/?kind=none&since=2026-02-30",
        "/desk/audit/days/2026-11-23/",
        "/desk/",
        "/desk/system/",
        "/desk/policy/",
        "/desk/policy/exam.pass_mark/",
        "/desk/policy/cert.title.post/",
        "/desk/policy/post.four_haves/",
        "/desk/policy/accounts.second_factor_exempt/",
        "/desk/policy/sets/qinghai/",
    ],
    "hr1": [
        "/desk/",
        "/desk/notices/",
        "/desk/privacy/",
        "/desk/privacy/1/",
        "/desk/people/import/",
        "/desk/people/portraits/",
        "/desk/people/",
        "/desk/people/new/",
        "/desk/candidacies/",
        "/desk/organisations/",
        "/roster/",
        "/roster/appoint/",
        "/desk/certificates/",
        "/desk/certificates/waiting/",
    ],
    "judge1": ["/desk/", "/desk/drafts/", "/cms/manuscripts/"],
    "officer1": ["/exams/results/", "/desk/papers/"],
}


def faults(page: Page, axe: Axe, path: str) -> list[str]:
    """What is wrong with one page, each line with its address."""
    page.goto(path)
    return faults_here(page, axe, path)


def follow(link: Locator) -> None:
    """Click what leads to another page, and wait for it: what is looked at next is that one."""
    with link.page.expect_navigation():
        link.click()


def faults_here(page: Page, axe: Axe, path: str) -> list[str]:
    """What is wrong with the page as it stands; `path` is how the lines call it."""
    assert page.viewport_size
    page.wait_for_load_state()
    shape = page.viewport_size.copy()
    # As tall as the page: a bar that sticks to the bottom covers nothing for good, people scroll.
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": shape["width"], "height": max(tall, shape["height"])})
    found = [f"{path}: {line}" for line in axe(page)]
    page.set_viewport_size(shape)
    if page.evaluate("document.documentElement.scrollWidth") > shape["width"]:
        found.append(f"{path}: wider than {shape['width']} px")
    return found


def sign_in_as(page: Page, sign_in: SignIn, username: str) -> None:
    """Sign in and keep the language chosen before."""
    kept = [c for c in page.context.cookies() if c.get("name") == "django_language"]
    sign_in(username)
    page.context.add_cookies(
        [{"name": c["name"], "value": c["value"], "url": page.url} for c in kept]
    )


def first_link(page: Page, path: str, selector: str) -> str:
    page.goto(path)
    return str(page.locator(selector).first.get_attribute("href"))


def test_public_pages(shaped: Page, axe: Axe) -> None:
    deeper = [first_link(shaped, path, selector) for path, selector in FIRST_LINKS.items()]
    assert [line for path in [*PUBLIC, *deeper] for line in faults(shaped, axe, path)] == []


def test_a_trainees_pages(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee2")
    assert [line for path in TRAINEE for line in faults(shaped, axe, path)] == []


def test_the_pages_of_an_exam(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee2")
    quiz = first_link(shaped, "/exams/", "main a[href^='/exams/']:not([href*=attempts])")
    found = faults(shaped, axe, quiz)
    shaped.locator("form[action$='/start/'] button").click()
    shaped.wait_for_url("**/attempts/**")
    paper = shaped.url
    shaped.locator("[data-flag]").click()
    shaped.locator(".exam-question .option").first.click()
    shaped.locator("[data-save-line]:has(svg)").wait_for()
    found += faults(shaped, axe, paper)
    shaped.locator("[data-review]").click()
    shaped.wait_for_url("**/review/**")
    found += faults(shaped, axe, shaped.url)
    shaped.locator("form[action$='/submit/'] button").click()
    shaped.wait_for_url("**/receipt/")
    found += faults(shaped, axe, shaped.url)
    attempt = shaped.url.removesuffix("receipt/")
    found += faults(shaped, axe, f"{attempt}result/")
    found += faults(shaped, axe, f"{attempt}record/")
    assert found == []


def test_a_certificate_and_its_verdict(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee4")
    found = faults(shaped, axe, "/desk/certificates/mine/")
    code = shaped.locator(".own__code .tabular").first.inner_text()
    found += faults(shaped, axe, f"/v/{code}/")
    assert next_step(shaped) is not None
    assert found == []


@pytest.mark.parametrize("username", STAFF)
def test_staff_pages(shaped: Page, sign_in: SignIn, axe: Axe, username: str) -> None:
    sign_in_as(shaped, sign_in, username)
    paths = list(STAFF[username])
    if username == "hr1":
        paths.append(first_link(shaped, "/roster/", "main a[href^='/roster/people/']"))
        paths.append(first_link(shaped, "/roster/", "main a[href^='/roster/posts/']"))
        paths.append(first_link(shaped, "/desk/certificates/", "main table a[href]"))
        paths.append(first_link(shaped, "/desk/people/", "main table a[href]"))
        paths.append(f"{paths[-1]}nominate/")
        paths.append(f"{paths[-2]}portrait/")
        paths.append(paths[-3].replace("/people/", "/hours/"))
        paths.append(first_link(shaped, "/desk/organisations/", ".branches a[href]"))
        paths.append(first_link(shaped, "/desk/candidacies/", "main table a[href]"))
        paths.append(f"{paths[-1]}form/")
    if username == "judge1":
        paths.append(first_link(shaped, "/desk/drafts/", "main tbody th a[href]"))
    assert [line for path in paths for line in faults(shaped, axe, path)] == []


A_PAIR = """
from portal.people.demo import person
from portal.people.doubling import suspect
from portal.people.models import SuspectedDouble
suspect(person('p38'), person('p39'), 'same_name', actor_id=None)
print(SuspectedDouble.every.get().pk)
"""


def test_a_pair_of_possible_doubles(
    shaped: Page, real_stack: Stack, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    pair = real_stack.manage("shell", "--no-imports", "-c", A_PAIR).split()[-1]
    paths = ["/desk/people/doubles/", f"/desk/people/doubles/{pair}/", "/desk/"]
    assert [line for path in paths for line in faults(shaped, axe, path)] == []


def test_a_lesson_with_everything_unfolded(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee2")
    shaped.goto("/learn/property/neighbour-water/")
    shaped.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert faults_here(shaped, axe, "the lesson unfolded") == []


def test_a_verdict_by_number(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee4")
    shaped.goto("/desk/certificates/mine/")
    number = shaped.locator(".own__certificate dd").first.inner_text()
    found = []
    for name in ("周桂芳", "某某"):
        shaped.goto("/v/")
        shaped.fill("input[name=number]", number)
        shaped.fill("input[name=name]", name)
        shaped.locator("form:has(input[name=number]) [type=submit]").click()
        shaped.wait_for_load_state()
        found += faults_here(shaped, axe, f"the verdict on {name}")
    assert found == []


def test_the_pages_of_an_appointment(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    ready = first_link(shaped, "/roster/appoint/", "main a[href*='person=']")
    found = faults(shaped, axe, ready)
    post = shaped.locator("select[name=post] option").nth(1).get_attribute("value")
    starts = shaped.input_value("input[name=starts]")
    gate = f"{ready}&mode=hired&post={post}&starts={starts}&basis="
    found += faults(shaped, axe, gate)
    for state, acts in (("on_duty", ("/end/", "/suspend/")), ("suspended", ("/lift/",))):
        listed = f"/roster/?state={state}"
        shaped.goto(listed)
        people = shaped.locator("main table a[href^='/roster/people/']").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        for act in acts:
            address = first_act(shaped, people, act)
            found += faults(shaped, axe, address)
    assert found == []


def first_act(page: Page, people: list[str], act: str) -> str:
    """The first address that ends so among the pages of people."""
    for person in people:
        page.goto(person)
        links = page.locator(f"main a[href$='{act}']")
        if links.count():
            return str(links.first.get_attribute("href"))
    raise AssertionError(f"nobody's page leads to {act}")


def test_the_page_that_changes_a_certificate(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    certificate = first_link(shaped, "/desk/certificates/", "main table a[href]")
    change = first_link(shaped, certificate, "main a[href$='/suspend/'], main a[href$='/lift/']")
    assert faults(shaped, axe, change) == []


def test_the_papers_of_the_exam_office(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "officer1")
    blueprint = first_link(shaped, "/desk/papers/", "main table a[href]")
    assert faults(shaped, axe, blueprint) == []
    assert faults(shaped, axe, f"{blueprint}forms/") == []
