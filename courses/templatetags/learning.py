"""Bridges from Wagtail's page templates to what reader and request make of a page."""

from typing import Any

from django import template
from django.http import HttpRequest

from courses import finding, handout, progress, reading
from courses.models import CommentaryPage, LessonPage, ModulePage
from courses.statutes.articles import articles_named
from courses.statutes.models import Article
from courses.statutes.reviewing import PageLaw, law_of_page
from portal.accounts.scoping import request_scope

register = template.Library()

VISITOR_CHECKS = "checks"
"""Session key of a visitor's answers to self-checks: {lesson id: {check id: letter}}."""


def _person_id(context: dict[str, Any]) -> int | None:
    request: HttpRequest | None = context.get("request")
    return request_scope(request).person_id if request is not None else None


@register.simple_tag(takes_context=True)
def lesson_reading(context: dict[str, Any], lesson: LessonPage) -> reading.Reading:
    request: HttpRequest = context["request"]
    session = getattr(request, "session", {})
    kept: dict[str, str] = session.get(VISITOR_CHECKS, {}).get(str(lesson.pk), {})
    return reading.read_lesson(lesson, _person_id(context), kept, request.GET.get("again", ""))


@register.simple_tag(takes_context=True)
def module_reading(context: dict[str, Any], module: ModulePage) -> reading.ModuleReading:
    return reading.read_modules([module], _person_id(context))[0]


@register.simple_tag(takes_context=True)
def module_readings(context: dict[str, Any]) -> list[reading.ModuleReading]:
    return reading.read_modules(progress.live_modules(), _person_id(context))


@register.simple_tag(takes_context=True)
def commentaries_found(context: dict[str, Any]) -> finding.Found:
    return finding.find(context["request"].GET)


@register.simple_tag
def page_law(page: CommentaryPage) -> PageLaw:
    """The day whose law a page quotes, and what of it waits for a judge."""
    return law_of_page(page)


@register.simple_tag
def articles_of(page: CommentaryPage, law: PageLaw) -> list[Article]:
    """The articles a commentary cites, in its order, those the library holds, as they stood on the
    page's day."""
    keys = [(row.statute.slug, row.number, row.sub) for row in page.citations.all()]
    found = articles_named(keys, on=law.day)
    return [found[key] for key in keys if key in found]


@register.simple_tag
def more_of_lesson(page: LessonPage, read: reading.Reading) -> list[Article]:
    """The articles that the text of a lesson cites beside those it shows, in full."""
    return handout.more_of_lesson(page, read)


@register.simple_tag
def more_of_commentary(page: CommentaryPage, law: PageLaw, shown: list[Article]) -> list[Article]:
    """The same of a commentary."""
    return handout.more(page.pk, law.day, shown)


@register.simple_tag
def lessons_related(page: CommentaryPage) -> list[LessonPage]:
    """The lessons a commentary leads to, in its order, those that anybody may read."""
    ids = [row.lesson_id for row in page.related_lessons.all()]
    found = LessonPage.objects.live().public().defer("body").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
