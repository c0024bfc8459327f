"""How times and points of an exam are written."""

from decimal import Decimal

from django import template
from django.utils.translation import pgettext_lazy

from exams.choices import FATES
from exams.models import PaperForm
from portal import masking
from portal.counting import plain
from portal.desk.audit.showing import act_in_words

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    """Seconds left as people read a clock: 56:53, 90:00."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes:02d}:{rest:02d}"


@register.filter
def points(number: Decimal) -> str:
    """Points without needless zeros: 2.50 as 2.5, 100.0 as 100."""
    return plain(Decimal(number))


@register.filter
def given(value: list[str]) -> str:
    """An answer as letters or words: A、C; a line that was left open is a dash."""
    return "、".join(masking.within(text) or "—" for text in value) or "—"


@register.filter
def of_form(states: dict[int, str], form: PaperForm) -> str:
    """Whether the sheets of a form are there (`papers.shelving`)."""
    return states.get(form.pk, "")


COLUMNS = {
    "kind": pgettext_lazy("blueprint", "Kind"),
    "subject": pgettext_lazy("blueprint", "Subject"),
    "difficulty": pgettext_lazy("blueprint", "Difficulty"),
    "tier": pgettext_lazy("blueprint", "Tier"),
    "count": pgettext_lazy("blueprint", "Count"),
    "points": pgettext_lazy("blueprint", "Marks each"),
    "ref": pgettext_lazy("blueprint", "Reference"),
}


@register.filter
def column(name: str) -> str:
    """The head of a column of a blueprint."""
    return str(COLUMNS.get(name, name))


@register.filter
def act_words(kind: str) -> str:
    """An act of the audit trail in words."""
    return act_in_words(kind)


@register.simple_tag
def fates() -> list[tuple[str, str]]:
    """What may become of an answer, and what that means."""
    return [(str(fate.label), str(meaning)) for fate, meaning in FATES.items()]
