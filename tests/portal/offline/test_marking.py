"""Which pages say that they may be kept, and for whom: reading, and nothing else."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from courses.models import LessonPage
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.offline.marking import KEEP, READER, VISITOR
from tests.courses import rows
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> LessonPage:
    rows.library()
    return rows.lesson(rows.module(), "water")


@pytest.fixture
def trainee(city: City) -> User:
    return rows.login_of(person("周桂芳", city["town"]))


def kept(client: Client, path: str) -> bool:
    return KEEP in client.get(path).headers


def whose(client: Client, path: str = "/") -> str:
    return client.get(path).headers[READER]


def test_lessons_modules_commentaries_and_the_law_may_be_kept(
    client: Client, lesson: LessonPage
) -> None:
    case = rows.commentary("ditch")
    pages = [str(lesson.url), "/learn/property/", str(case.url), "/law/civil-code/"]
    pages.append("/law/civil-code/290/")
    assert [kept(client, path) for path in pages] == [True] * len(pages)


def test_nothing_else_is_kept(client: Client, lesson: LessonPage, trainee: User) -> None:
    client.force_login(trainee)
    others = ["/", "/learn/", "/cases/", "/search/", "/desk/", "/learn/mine/", "/exams/", "/v/"]
    others += ["/accounts/login/", "/law/", "/law/civil-code/9/", "/nowhere/", "/offline/"]
    assert [path for path in others if kept(client, path)] == []


def test_an_address_with_a_question_is_a_moment_and_not_kept(
    client: Client, lesson: LessonPage
) -> None:
    asked = [f"{lesson.url}?again=1", f"{lesson.url}?print=1", "/law/civil-code/290/?on=2022-01-01"]
    assert [path for path in asked if kept(client, path)] == []


def test_a_refused_answer_is_not_kept(client: Client, lesson: LessonPage) -> None:
    answer = client.post(f"/learn/progress/{lesson.pk}/check/", {"check": lesson.checks[0].id})
    assert answer.status_code == 422
    assert KEEP not in answer.headers


def test_a_private_page_is_not_kept_by_whoever_may_open_it(
    client: Client, lesson: LessonPage, trainee: User
) -> None:
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    client.force_login(trainee)
    answer = client.get(str(lesson.url))
    assert answer.status_code == 200
    assert KEEP not in answer.headers


def test_every_page_says_whose_it_is_without_saying_who(
    client: Client, trainee: User, lesson: LessonPage
) -> None:
    assert whose(client) == VISITOR
    client.force_login(trainee)
    own = whose(client, "/desk/")
    assert own == whose(client, str(lesson.url)) != VISITOR
    assert whose(client, "/nowhere/") == own
    other = granting.create_login("other", "a-long-password", "另一人", actor_id=None)
    client.force_login(other)
    assert whose(client) not in (own, VISITOR)


def test_while_somebody_is_helped_nothing_is_kept_and_the_reader_is_another(
    city: City, lesson: LessonPage
) -> None:
    clerk, helped = login("clerk", Role.ASSISTANT, city["town"]), person("吴阿婆", city["town"])
    browser = Client()
    browser.force_login(clerk)
    own = whose(browser)
    browser.post(f"/desk/logins/assist/{helped.pk}/")
    assert whose(browser) not in (own, VISITOR)
    assert not kept(browser, str(lesson.url))


def test_files_that_are_no_pages_say_nothing(client: Client) -> None:
    assert READER not in client.get("/sw.js").headers
