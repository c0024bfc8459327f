"""What programs may ask of content: there is no public interface to it, and that of the CMS is for
reading, by those who may read the pages there, without the keys of self-checks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.api.v2.views import BaseAPIViewSet

from courses.models import LessonPage
from portal.accounts.choices import Role
from portal.accounts.models import User
from tests.courses import rows
from tests.courses.editing import desks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
PAGES = "/cms/api/main/pages/"
ACTIONS = ("publish", "unpublish", "copy", "move", "delete", "revert_to_page_revision")


@pytest.fixture
def author() -> User:
    return desks.login("author")


@pytest.fixture
def public() -> LessonPage:
    return rows.lesson(rows.module(), "public")


def patterns(held: Any, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in held:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, path)
        else:
            yield path, one


def test_the_cms_alone_has_an_interface_to_pages() -> None:
    kinds = {
        path: getattr(one.callback, "cls", None)
        for path, one in patterns(get_resolver().url_patterns)
    }
    served = [
        path
        for path, kind in kinds.items()
        if isinstance(kind, type) and issubclass(kind, BaseAPIViewSet)
    ]
    assert served
    assert [path for path in served if not path.startswith("cms/api/main/")] == []


@pytest.mark.parametrize(
    "path", ["/api/v2/", "/api/v2/pages/", "/api/v1/pages/", "/api/v2/images/"]
)
def test_there_is_no_public_content_api(public: LessonPage, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_who_has_no_business_in_the_cms_learns_nothing(public: LessonPage) -> None:
    person = rows.login_of(rows.learner(rows.committee("石桥村调委会")))
    for client in (
        Client(),
        desks.client_of(person),
        desks.client_of(desks.login("c", Role.CLERK)),
    ):
        for path in (PAGES, f"{PAGES}{public.pk}/"):
            answer = client.get(path)
            assert answer.status_code in {302, 401, 403}
            assert public.title not in answer.content.decode()


def test_a_judge_reads_public_pages_and_own_drafts_only(author: User, public: LessonPage) -> None:
    own = desks.draft(author, "own")
    other = desks.draft(desks.login("other"), "other")
    client = desks.client_of(author)
    listed = {row["id"] for row in client.get(PAGES).json()["items"]}
    assert {public.pk, own.pk} <= listed
    assert other.pk not in listed
    assert client.get(f"{PAGES}{other.pk}/").status_code == 404


def test_keys_and_explanations_are_in_no_answer(author: User, public: LessonPage) -> None:
    assert public.checks[0].explanation == rows.SECRET
    client = desks.client_of(author)
    for path in (PAGES, f"{PAGES}{public.pk}/"):
        for asked in (
            {},
            {"fields": "*"},
            {"fields": "body"},
            {"type": "courses.LessonPage", "fields": "body"},
        ):
            answer = client.get(path, asked)
            assert answer.status_code == 200
            words = json.dumps(answer.json(), ensure_ascii=False)
            assert rows.SECRET not in words
            assert "留过水洞" not in words


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_through_it(public: LessonPage, method: str) -> None:
    client = desks.client_of(desks.login("boss", Role.ADMIN))
    for path in (PAGES, f"{PAGES}{public.pk}/"):
        assert getattr(client, method)(path).status_code == 405
    for action in ACTIONS:
        path = f"{PAGES}{public.pk}/action/{action}/"
        assert getattr(client, method)(path).status_code in {404, 405}
    assert LessonPage.objects.get().live
