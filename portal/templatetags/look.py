"""Words, icons and tones of the states that badges show: never by colour alone."""

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()


class Sign(NamedTuple):
    """How one state is shown: tone (a class of components.css), icon (of icons.svg), word."""

    tone: str
    icon: str
    word: str | Promise


SIGNS: dict[str, Sign] = {
    "valid": Sign("ok", "check", pgettext_lazy("certificate", "Valid")),
    "suspended": Sign("warn", "pause", pgettext_lazy("certificate", "Suspended")),
    "revoked": Sign("stop", "cross", pgettext_lazy("certificate", "Revoked")),
    "expired": Sign("rest", "clock", pgettext_lazy("certificate", "Expired")),
    "superseded": Sign("link2", "swap", pgettext_lazy("certificate", "Superseded")),
    "ending": Sign("warn", "clock", pgettext_lazy("certificate", "Ends soon")),
    "renamed": Sign("warn", "swap", _("Other name in the record")),
    "not_found": Sign("outline", "question", pgettext_lazy("certificate", "Not found")),
    "on_duty": Sign("ok", "check", _("On duty")),
    "off_duty": Sign("warn", "pause", _("Suspended from duty")),
    "pending": Sign("soft", "circle", _("Certificate pending")),
    "qualified": Sign("soft", "check", _("Qualified, not appointed")),
    "lapsed": Sign("rest", "clock", _("Certificate lapsed")),
    "left": Sign("rest", "arrow-right", pgettext_lazy("standing", "Left")),
    "replaced": Sign("rest", "swap", pgettext_lazy("standing", "Replaced")),
    "trainee": Sign("rest", "book", _("Trainee")),
    "vacant": Sign("dashed", "dash", pgettext_lazy("post", "Vacant")),
    "assessor": Sign("outline", "scales", _("Also a people's assessor")),
    "passed": Sign("ok", "check", pgettext_lazy("exam", "Passed")),
    "failed": Sign("warn", "retry", pgettext_lazy("exam", "Not passed yet")),
    "done": Sign("soft", "check", pgettext_lazy("task", "Done")),
    "open": Sign("soft", "circle", pgettext_lazy("task", "Open")),
    "locked": Sign("dashed", "lock", pgettext_lazy("task", "Not open yet")),
    "warning": Sign("warn", "warn", _("Needs attention")),
    "due": Sign("warn", "clock", _("Due soon")),
    "plain": Sign("rest", "dot", ""),
}
NOTE_ICONS = {"info": "info", "ok": "check", "warn": "warn", "stop": "cross", "quiet": "info"}
NOT_READ_OUT = mark_safe('aria-hidden="true"')
LETTERS = "ABCDEFGHIJ"


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """A symbol of icons.svg. `size` is "small" or "large"; without `label` it is decoration.

    A tag and not a template: pages have dozens, and each would take 0.1 ms of its own.
    """
    return _drawn(str(name), str(size), str(label))


@lru_cache(maxsize=1024)
def _drawn(name: str, size: str, label: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" width="20" height="20" {} focusable="false">'
        '<use href="{}#{}"></use></svg>',
        f" icon--{size}" if size else "",
        format_html('role="img" aria-label="{}"', label) if label else NOT_READ_OUT,
        static("portal/icons.svg"),
        name,
    )


@register.filter
def sign(state: str) -> Sign:
    """The sign of a state; a state that nobody drew is shown in the neutral one."""
    return SIGNS.get(str(state), SIGNS["plain"])


@register.filter
def note_icon(kind: str) -> str:
    return NOTE_ICONS.get(kind, "info")


@register.filter
def letter(position: int) -> str:
    """1 -> A, as options are lettered."""
    return LETTERS[position - 1] if 0 < position <= len(LETTERS) else ""


@register.filter
def grouped_number(number: str) -> str:
    """A certificate number as people read it: 990101 2026 000318 7."""
    text = str(number)
    parts = (text[:6], text[6:10], text[10:16], text[16:])
    return " ".join(part for part in parts if part)


@register.filter
def grouped_code(code: str) -> str:
    """A verification code in fours: 7K3M-Q2XD-9HTB-4WNE."""
    text = str(code)
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def page_numbers(paginator: Paginator[Any], current: int) -> list[int | str]:
    """The page numbers to offer: the ends, the neighbours, "…" for what is left out."""
    return list(paginator.get_elided_page_range(current, on_each_side=1, on_ends=1))


@register.filter
def message_kind(level: str) -> str:
    """The kind of note for a level of Django's messages; red is never about the user."""
    return {"success": "ok", "warning": "warn", "error": "warn"}.get(level, "info")
