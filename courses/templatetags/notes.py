"""`{{ html|noted:marks }}`: marks like [注1] lead to their notes."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from courses.footnotes import Marks, linked, linked_within

register = template.Library()


@register.filter
def noted(html: SafeString, marks: Marks | None) -> SafeString:
    """Of a lesson, whose notes stand in a block of their own."""
    return mark_safe(linked(str(html), marks)) if marks else html


@register.filter
def noted_within(html: SafeString, anchor: str) -> SafeString:
    """Of a text that holds its own notes."""
    return mark_safe(linked_within(str(html), anchor))
