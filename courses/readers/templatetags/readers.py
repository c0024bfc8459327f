"""What the reader of a page left on it."""

from typing import Any

from django import template

from courses.models import CommentaryPage, LessonPage
from courses.readers import showing
from portal.accounts.scoping import request_scope

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_marks(context: dict[str, Any], lesson: LessonPage) -> showing.LessonMarks:
    return showing.lesson_marks(lesson, request_scope(context["request"]).person_id)


@register.simple_tag(takes_context=True)
def commentary_marks(context: dict[str, Any], page: CommentaryPage) -> showing.CommentaryMarks:
    return showing.commentary_marks(page, request_scope(context["request"]).person_id)
