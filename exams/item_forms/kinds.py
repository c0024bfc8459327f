"""Which form writes which kind of question."""

from typing import Any

from django.http import QueryDict

from exams.choices import Kind
from exams.item_forms.base import ItemForm
from exams.item_forms.cases import FIRST_PARTS, CaseForm
from exams.item_forms.choosing import ROWS, ChoiceForm, MultipleForm, SingleForm
from exams.item_forms.typed import (
    FillForm,
    MatchingForm,
    OpenForm,
    OrderingForm,
    TrueFalseForm,
)

FORMS: dict[str, type[ItemForm]] = {
    Kind.SINGLE: SingleForm,
    Kind.MULTIPLE: MultipleForm,
    Kind.TRUE_FALSE: TrueFalseForm,
    Kind.FILL_BLANK: FillForm,
    Kind.MATCHING: MatchingForm,
    Kind.ORDERING: OrderingForm,
    Kind.OPEN: OpenForm,
    Kind.CASE: CaseForm,
}
MORE = 2


def form_for(kind: str, data: QueryDict | None = None, **words: Any) -> ItemForm:
    """The form of a kind; `data` says how many rows of options or questions it had room for, and
    whether more are wanted."""
    form, data = FORMS[kind], _plain_lines(data)
    if issubclass(form, ChoiceForm):
        return form(data, rows=_room(data, ROWS), **words)
    if issubclass(form, CaseForm):
        return form(data, parts=_room(data, FIRST_PARTS), **words)
    return form(data, **words)


def _plain_lines(data: QueryDict | None) -> QueryDict | None:
    """Browsers end lines with two characters; what was not touched must be what it was."""
    if data is None:
        return None
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [str(value).replace("\r\n", "\n") for value in values])
    return plain


def _room(data: QueryDict | None, usual: int) -> int:
    """How many rows the page had, and two more when asked for."""
    if data is None:
        return usual
    written = data.get("rows", "")
    rows = int(written) if written.isascii() and written.isdigit() and len(written) < 3 else usual  # noqa: PLR2004
    return rows + (MORE if data.get("go") == "more" else 0)
