"""Serving a lesson to a person opens it in their progress."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from courses import studying
from courses.models import LessonPage
from portal.accounts.scoping import request_scope


@hooks.register("before_serve_page")
def remember_lesson(page: Page, request: HttpRequest, _args: Any, _kwargs: Any) -> None:
    """A closed lesson may be read ahead, but nothing is remembered of it."""
    if request.method != "GET" or not isinstance(page, LessonPage):
        return
    person_id = request_scope(request).person_id
    if person_id is None:
        return
    try:
        studying.open_lesson(person_id, page.pk)
    except (studying.LessonClosed, LessonPage.DoesNotExist):
        return
