"""How a question of the bank is shown."""

from django import template

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
