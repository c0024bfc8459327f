"""Serving a lesson to a person opens it in their progress; what is public may be kept on a device;
what people have learnt from is never deleted."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from courses import studying
from courses.models import CommentaryPage, LessonPage, ModulePage
from portal.accounts.scoping import request_scope
from portal.offline.keeping import may_be_kept


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


@hooks.register("before_serve_page")
def keep_for_reading(page: Page, request: HttpRequest, _args: Any, _kwargs: Any) -> None:
    """Public pages only: who may open a private one can change while a device has no network."""
    kinds = LessonPage | ModulePage | CommentaryPage
    if isinstance(page, kinds) and not page.get_view_restrictions().exists():
        may_be_kept(request)


@hooks.register("before_delete_page")
def keep_what_is_needed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Progress and exams hang on a page: say so instead of failing; it can be unpublished."""
    if request.method == "POST" and _is_needed([page]):
        return _refuse(request, page)
    return None


@hooks.register("before_bulk_action")
def keep_what_is_needed_of_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    pages = [page for page in objects if isinstance(page, Page)]
    if request.method == "POST" and action_type == "delete" and pages and _is_needed(pages):
        return _refuse(request, pages[0])
    return None


def _is_needed(pages: Iterable[Page]) -> bool:
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        for page in pages:
            collector.collect(Page.objects.descendant_of(page, inclusive=True))
    except ProtectedError:
        return True
    return False


def _refuse(request: HttpRequest, page: Page) -> HttpResponse:
    messages.error(
        request,
        _("People have learnt from this page, so it cannot be deleted. Unpublish it instead."),
    )
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
