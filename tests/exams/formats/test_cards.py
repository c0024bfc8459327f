"""Cards of learning programs: a front, a tab, a back."""

import pytest

from exams.formats.entries import Unreadable
from exams.formats.papertext import read_text


def test_cards_are_questions_with_their_answers() -> None:
    text = (
        "#separator:tab\n#html:true\n#tags column:3\n任期？\t三年<br>可连任\t组织\n费？\t不收\t\n"
    )
    found = read_text(text)
    first, second = found.entries
    assert (first.wording.kind, first.wording.stem) == ("open", "任期？")
    assert (first.wording.answer, first.subject, first.place.line) == ("三年\n可连任", "组织", 4)
    assert (second.wording.answer, second.subject) == ("不收", "")
    assert [note.code for note in found.notes] == ["cards"]


def test_a_front_with_options_is_a_choice() -> None:
    found = read_text("谁调解？<br>A. 法官<br>B. 调解员\tB\n收费吗？<br>A. 收<br>B. 不收\tB\n")
    assert [(one.wording.options, one.wording.key) for one in found.entries] == [
        (("法官", "调解员"), "B"),
        (("收", "不收"), "B"),
    ]


@pytest.mark.parametrize(
    "text", ["甲\t乙\n", "甲\t乙\n丙\n", "甲\t\n丙\t丁\n", "甲\t乙\t丙\n丁\t戊\t己\n"]
)
def test_what_is_not_all_cards_is_unknown(text: str) -> None:
    with pytest.raises(Unreadable, match="unknown"):
        read_text(text)
