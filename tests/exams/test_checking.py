"""Each kind of question: what cannot be right is refused, with the field in which it stands."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from exams.checking import ItemRefused, check
from exams.wording import BLANK, MarkingPoint, Wording
from tests.exams.rows import multiple, single

FILL = Wording(
    "fill_blank",
    f"司法确认由双方自协议生效之日起{BLANK}日内向{BLANK}申请。",
    accepted=(("三十", "30"), ("人民法院", "法院")),
)
MATCH = Wording(
    "matching",
    "把纠纷和先找的人连起来。",
    options=("地界", "欠薪"),
    targets=("村调委会", "劳动监察", "派出所"),
    key="AB",
)
ORDER = Wording("ordering", "排出调解的步骤。", options=("签协议", "受理", "调查"), key="BCA")
POINT = MarkingPoint("先征询双方意见", Decimal(2))
OPEN = Wording("open", "老何能不能直接开始调解？", marking=(POINT,), marks=Decimal(2))
CASE = Wording(
    "case_analysis",
    "张家的狗咬伤了小明。",
    parts=(OPEN, replace(single(1), marks=Decimal(2))),
    marks=Decimal(4),
)


@pytest.mark.parametrize("good", [FILL, MATCH, ORDER, OPEN, CASE, single(1), multiple(1)])
def test_a_question_that_can_be_right_is_taken(good: Wording) -> None:
    check(good)


@pytest.mark.parametrize(
    ("wording", "field", "words"),
    [
        (replace(FILL, stem="没有空"), "stem", "no blank"),
        (replace(FILL, accepted=()), "accepted", "no answer"),
        (replace(FILL, accepted=(("三十",),)), "accepted", "2 blanks and 1 answers"),
        (replace(FILL, accepted=(("三十",), (" ",))), "accepted.2", "blank 2"),
        (replace(FILL, accepted=(("三十",), ("长" * 201,))), "accepted.2", "longer than 200"),
        (replace(MATCH, key=""), "key", "no answer"),
        (replace(MATCH, key="A"), "key", "exactly one"),
        (replace(MATCH, key="AD"), "key", "answer D"),
        (replace(MATCH, targets=("一",)), "targets", "2 to 26"),
        (replace(ORDER, key=""), "key", "no answer"),
        (replace(ORDER, key="BCB"), "key", "exactly once"),
        (replace(OPEN, options=("a", "b")), "options", "neither options"),
        (replace(OPEN, marks=Decimal(3)), "marking", "bring 2"),
        (replace(OPEN, marking=(replace(POINT, text=" "),)), "marking.1", "no text"),
        (replace(OPEN, marking=(replace(POINT, marks=Decimal("NaN")),)), "marking.1", "0.5 to"),
        (replace(OPEN, marking=(replace(POINT, marks=Decimal("0.25")),)), "marking.1", "0.5 to"),
        (replace(CASE, parts=()), "parts", "1 to 10"),
        (replace(CASE, parts=(OPEN, MATCH)), "parts.2.kind", "cannot ask"),
        (replace(CASE, parts=(OPEN, single(1, "E"))), "parts.2.key", "question 2 of the case"),
        (replace(CASE, marks=Decimal(5)), "marks", "bring 4, the case 5"),
        (replace(CASE, stem="长" * 6001), "stem", "6,000"),
        (replace(single(1), difficulty="fiendish"), "difficulty", "difficulty"),
        (replace(single(1), credit="some"), "credit", "partly right"),
        (replace(single(1), explanation="长" * 6001), "explanation", "6,000"),
        (replace(single(1), pinned=(4,)), "pinned", "does not exist"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_field(
    wording: Wording, field: str, words: str
) -> None:
    with translation.override("en"), pytest.raises(ItemRefused) as caught:
        check(wording)
    assert words in str(caught.value)
    assert caught.value.field == field


@pytest.mark.parametrize("marks", ["0", "-1", "1e999", "NaN", "0.333", "100.5", "2.25", "Infinity"])
def test_marks_are_one_to_a_hundred_with_one_decimal(marks: str) -> None:
    with pytest.raises(ItemRefused) as caught:
        check(replace(single(1), marks=Decimal(marks)))
    assert caught.value.field == "marks"


@pytest.mark.parametrize("marks", ["1", "100", "2.5", "10.0", "1E+1"])
def test_marks_within_the_bounds_are_taken(marks: str) -> None:
    check(replace(single(1), marks=Decimal(marks)))
