"""How a question of the bank is shown."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from exams import texts
from exams.asking import Line, Part, Question
from exams.choices import Difficulty, ItemState, Kind
from exams.telling import Told
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


@register.simple_tag(takes_context=True)
def choice_lines(context: dict[str, Any], question: Question) -> SafeString:
    """The options of a choice, to be chosen from.

    A tag and not a template: every page of a paper has some.
    """
    return _options(context, question.kind, question.lines, "value")


@register.simple_tag(takes_context=True)
def part_choices(context: dict[str, Any], part: Part) -> SafeString:
    """`choice_lines` of a question on a case; its line takes the letters chosen."""
    return _options(context, part.kind, part.options, f"line-{part.first}")


def _options(context: dict[str, Any], kind: str, lines: Iterable[Line], name: str) -> SafeString:
    box = "checkbox" if kind == Kind.MULTIPLE else "radio"
    spoken = "" if kind == Kind.TRUE_FALSE else ' lang="zh-Hans"'
    return SafeString(
        "".join(
            f'<label class="option"><input type="{box}" name="{name}" value="{line.letter}"'
            f'{" checked" if line.given else ""} autocomplete="off"><span class="option__box">'
            f'<span class="option__letter">{line.letter}</span>'
            f'<span class="option__text"{spoken}>{item_inline(context, line.text)}</span>'
            "</span></label>"
            for line in lines
        )
    )


@register.simple_tag(takes_context=True)
def told_choices(context: dict[str, Any], lines: Iterable[Told]) -> SafeString:
    """The options of a choice after its release: which was chosen, which is right.

    A tag and not a template: a result has those of forty questions.
    """
    words = {
        (True, True): gettext("your choice, right"),
        (True, False): pgettext("answer", "right"),
        (False, True): gettext("your choice"),
    }
    found = []
    for one in lines:
        fate = (one.right, bool(one.line.given))
        kind = " option--right" if one.right else " option--chosen" if one.line.given else ""
        word = f'<span class="option__word">{words[fate]}</span>' if fate in words else ""
        found.append(
            f'<li class="option option--static{kind}"><span class="option__box">'
            f'<span class="option__letter">{escape(one.line.letter)}</span>'
            f'<span class="option__text">{item_inline(context, one.line.text)}</span>'
            f"{word}</span></li>"
        )
    return SafeString(f'<ul class="exam-shown" lang="zh-Hans">{"".join(found)}</ul>')
