"""How times and points of an exam are written."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy

from exams.choices import FATES
from exams.delivering import Cell
from exams.models import PaperForm
from exams.responses import LONGEST_WRITTEN
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


@register.simple_tag
def longest_written() -> int:
    """How many characters a written answer has at most."""
    return LONGEST_WRITTEN


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


@register.simple_tag
def question_cells(cells: Iterable[Cell], paper: str = "") -> SafeString:
    """The cells of the question card: links to the questions of `paper`, or without an address
    buttons of the answer's form.

    A tag and not a template: each page of a paper has all of its questions.
    """
    language, address = get_language(), escape(paper)
    return SafeString(
        "".join(
            _cell(language, cell).replace(HERE, f"{address}?q={cell.position}", 1)
            if address
            else _cell(language, cell, form=True)
            for cell in cells
        )
    )


HERE = "{here}"


@lru_cache(maxsize=8192)
def _cell(_language: str | None, cell: Cell, *, form: bool = False) -> str:
    at = cell.position
    kind = "question-cell"
    kind += " question-cell--answered" if cell.answered else ""
    kind += " question-cell--flagged" if cell.flagged else ""
    answered = gettext(", answered") if cell.answered else gettext(", not answered")
    flagged = gettext(", flagged") if cell.flagged else ""
    question = pgettext("exam", "Question")
    words = (
        f'<span><span class="visually-hidden">{question} </span>{at}'
        f'<span class="visually-hidden" data-cell-word>{answered}</span>'
        f'<span class="visually-hidden" data-flag-word>{flagged}</span></span>'
    )
    if not form:
        return f'<li><a href="{HERE}" class="{kind}" data-cell="{at}">{words}</a></li>'
    current = ' aria-current="true"' if cell.current else ""
    return (
        f'<li><button type="submit" form="answer" name="go" value="{at}" class="{kind}"'
        f' data-cell="{at}"{current}>{words}</button></li>'
    )
