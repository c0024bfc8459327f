"""How a question of the bank is shown."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from exams import texts
from exams.choices import Difficulty, ItemState
from exams.texts import Block

register = template.Library()

ITEM_SIGNS = {
    ItemState.DRAFT: ("soft", "pencil"),
    ItemState.LIVE: ("ok", "check"),
    ItemState.SUSPENDED: ("warn", "pause"),
    ItemState.RETIRED: ("rest", "dash"),
}


@register.filter
def item_sign(state: str) -> tuple[str, str]:
    """Tone and icon of a question's state."""
    return ITEM_SIGNS[ItemState(state)]


@register.filter
def difficulty(value: str) -> str:
    """A difficulty in words."""
    return str(Difficulty(value).label)


@register.filter
def blocks(text: str) -> list[Block]:
    """A text of a question as paragraphs and tables."""
    return texts.blocks(text)


@register.filter
def one_line(text: str) -> str:
    """A text of a question in one line, for lists."""
    return texts.bare(text)


@register.simple_tag(takes_context=True)
def item_inline(context: dict[str, Any], text: str) -> SafeString:
    """A text of a question inside a line; its pictures lie below the context's `pictures`.

    A tag and not an include: a paper has hundreds, and nearly all are bare words.
    """
    if texts.is_bare(text):
        return escape(text.strip())
    told = {"text": text, "pictures": context.get("pictures", "")}
    return SafeString(render_to_string("exams/parts/inline.html", told))


@register.simple_tag(takes_context=True)
def item_text(context: dict[str, Any], text: str) -> SafeString:
    """A text of a question in paragraphs and tables, as `item_inline`."""
    if texts.is_bare(text):
        return format_html("<p>{}</p>", text.strip()) if text.strip() else SafeString("")
    told = {"text": text, "pictures": context.get("pictures", "")}
    return SafeString(render_to_string("exams/parts/text.html", told))
