"""Editors, reviewers and drafts for the tests of the three reviews."""

from typing import Any

from django.test import Client
from wagtail.models import Page, TaskState

from courses.models import LessonPage
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.people.models import Organisation
from tests.courses import rows

ID = "11010519491231002X"
PASSWORD = "a-long-test-password"


def place() -> Organisation:
    return Organisation.objects.filter(name="中心").first() or rows.committee("中心")


def login(name: str, role: str = Role.INSTRUCTOR) -> User:
    user = granting.create_login(name, PASSWORD, name, actor_id=None)
    granting.grant(user, role, place(), actor_id=None)
    return User.objects.get(pk=user.pk)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def draft(author: User, slug: str = "water", words: str = "水照老路走。") -> LessonPage:
    """A lesson nobody has published, saved by its author."""
    module = Page.objects.filter(slug="property").first()
    page = rows.lesson(module.specific if module else rows.module(), slug, live=False, owner=author)
    return edited(page, words, author)


def edited(page: LessonPage, words: str, user: User | None) -> LessonPage:
    """A new draft of the page, with these words in its third block."""
    fresh = page.get_latest_revision_as_object()
    body = fresh.body.raw_data
    fresh.body = [*list(body)[:2], rows.block("text", f"<p>{words}</p>", "new"), *list(body)[2:]]
    fresh.save_revision(user=user)
    if not page.live:
        LessonPage.objects.filter(pk=page.pk).update(draft_title=fresh.title)
    found: LessonPage = LessonPage.objects.get(pk=page.pk)
    return found


def state_of(page: Page) -> TaskState:
    state: Any = Page.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    return state
