"""A form that is opened and saved changes nothing, whatever the question holds; what is touched
changes that alone."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.http import QueryDict

from exams.bank import Label
from exams.checking import check
from exams.item_forms.base import ItemForm
from exams.item_forms.kinds import form_for
from exams.wording import LETTERS, Wording
from tests.courses.statutes.test_marking import bring
from tests.courses.statutes.texts import ORCHARD
from tests.exams.rows import multiple, single, true_false
from tests.exams.test_checking import CASE, FILL, MATCH, OPEN, ORDER

pytestmark = pytest.mark.django_db
LABEL = Label("property")

PARTS = (
    replace(OPEN, explanation="为什么。", marks=Decimal(2)),
    replace(multiple(1), credit="whole", explanation="选ABD。", marks=Decimal(1)),
    replace(FILL, any_order=True, explanation="两空。", marks=Decimal(1)),
    replace(true_false(1), explanation="对。", marks=Decimal(1)),
)
WORDINGS = {
    "single": replace(single(1), cites=(("civil-code", "1165"),), marks=Decimal("1.5")),
    "twelve options": Wording(
        "multiple",
        "选哪些？",
        tuple(f"第{letter}项" for letter in LETTERS[:12]),
        "AL",
        credit="whole",
    ),
    "several lines": Wording("single", "第一行\n第二行", ("一\n行", "二"), "B", "第一\n\n第二"),
    "true or false": true_false(1, "B"),
    "slashes": replace(FILL, accepted=(("甲 / 乙", "和／或"), ("1/3",)), any_order=True),
    "matching": replace(MATCH, options=("地界\n两行", "欠薪")),
    "ordering": ORDER,
    "open": replace(OPEN, answer="先问。\n再说。"),
    "case": replace(CASE, parts=PARTS, marks=Decimal(5), explanation="案例。"),
}


def posted(wording: Wording, **changed: str) -> ItemForm:
    """The form as a browser sends it back, some fields typed over."""
    opened = form_for(wording.kind, wording=wording, label=LABEL)
    data = QueryDict(mutable=True)
    for form in (opened, *getattr(opened, "part_forms", ())):
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                text = "on" if value is True else str(value)
                data[field.html_name] = text.replace("\n", "\r\n")
    data["rows"] = str(len(getattr(opened, "part_forms", ())) or getattr(opened, "rows", 0))
    data.update(changed)
    return form_for(wording.kind, data, wording=wording, label=LABEL)


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=list(WORDINGS))
def test_an_untouched_form_reads_what_it_shows(wording: Wording) -> None:
    check(wording)
    form = posted(wording)
    assert form.is_valid(), form.errors
    assert form.wording == wording
    assert form.label == LABEL


def test_another_stem_leaves_all_that_the_form_does_not_show() -> None:
    wording = WORDINGS["case"]
    form = posted(wording, stem="另一个故事。", **{"part1-stem": "另一问？"})
    assert form.is_valid(), form.errors
    asked = replace(PARTS[1], stem="另一问？")
    parts = (PARTS[0], asked, *PARTS[2:])
    assert form.wording == replace(wording, stem="另一个故事。", parts=parts)


def test_a_part_of_another_kind_begins_anew() -> None:
    form = posted(
        WORDINGS["case"], **{"part1-kind": "true_false", "part1-options": "", "part1-key": "B"}
    )
    assert form.is_valid(), form.errors
    assert form.wording is not None
    part = Wording("true_false", PARTS[1].stem, key="B", marks=Decimal(1))
    assert form.wording.parts[1] == part


def test_citations_follow_the_words_and_keep_what_was_listed(tmp_path: Path) -> None:
    bring(tmp_path, ORCHARD)
    listed = replace(
        single(1),
        explanation="《果园管理条例》第三条。",
        cites=(("orchards", "4"), ("orchards", "3")),
    )
    assert posted(listed).is_valid()
    form = posted(listed, explanation="《果园管理条例》第一条。")
    assert form.is_valid(), form.errors
    assert form.wording is not None
    assert form.wording.cites == (("orchards", "4"), ("orchards", "1"))
