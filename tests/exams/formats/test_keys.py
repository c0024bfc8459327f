"""Answers as people write them: read for certain, or not at all."""

import pytest

from exams.formats import keys
from exams.formats.keys import Unread, judgement, letters

OPTIONS = ["镇政府", "调解委员会", "派出所", "村民小组"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("B", "B"),
        ("Ｂ", "B"),
        ("b", "B"),
        (" ａｂ ", "AB"),
        ("A、C", "AC"),
        ("A,C", "AC"),
        ("A，C。", "AC"),
        ("AC", "AC"),
        ("A|C", "AC"),
        ("A；C;", "AC"),
        ("A和C", "AC"),
        ("D A", "DA"),
        ('["A","C"]', "AC"),
        ("答案：B", "B"),
        ("【答案】BD", "BD"),
        ("正确答案是B", "B"),
        ("正确答案：AC。", "AC"),
        ("（B）", "B"),
        ("故选C", "C"),
        ("C项", "C"),
        ("选项B", "B"),
        ("B. 调解委员会", "B"),
        ("调解委员会", "B"),
        ("调解委员会；派出所", "BC"),
        ("镇政府不是调解组织，因此本题选B，不选A。", "B"),
        ("E", "E"),
    ],
)
def test_letters_are_read_in_every_usual_form(written: str, read: str) -> None:
    assert letters(written, OPTIONS) == read


@pytest.mark.parametrize(
    "written",
    [
        "见解析",
        "A到D",
        "A-C",
        "B. 派出所",
        "乡镇政府",
        "2",
        "不选A",
        "答案选A，有的书上答案选B",
        "AA",
        "bad luck",
    ],
)
def test_what_is_not_certain_is_not_read(written: str) -> None:
    with pytest.raises(Unread, match=r"^key$"):
        letters(written, OPTIONS)


def test_numbers_are_read_only_where_options_bear_numbers() -> None:
    assert letters("1,3", OPTIONS, numbered=1) == "AC"
    assert letters("0", OPTIONS, numbered=0) == "A"
    assert letters("2.0", OPTIONS, numbered=1) == "B"


def test_a_number_that_is_also_the_text_of_another_option_is_ambiguous() -> None:
    assert letters("3", ["5", "3", "7"]) == "B"
    with pytest.raises(Unread, match="ambiguous_key"):
        letters("3", ["5", "3", "7"], numbered=1)
    with pytest.raises(Unread, match="ambiguous_key"):
        letters("B", ["B", "A"])


def test_two_options_alike_cannot_be_meant_by_their_text() -> None:
    with pytest.raises(Unread, match="ambiguous_key"):
        letters("三日", ["三日", "五日", "三日"])


@pytest.mark.parametrize(
    "word",
    [
        "对",
        "正确",
        "√",
        "✓",
        "✔",
        "T",
        "t",
        "TRUE",
        "True",
        "TURE",
        "Y",
        "是",
        "1",
        "１",
        "答案：对",
        "正确。",
    ],
)
def test_true_in_every_usual_word(word: str) -> None:
    found = judgement(word)
    assert found is not None
    assert found.key == "A"


@pytest.mark.parametrize(
    "word",
    ["错", "错误", "×", "✗", "F", "false", "FLASE", "N", "否", "0", "X", "不对", "不正确", "（×）"],
)
def test_false_in_every_usual_word(word: str) -> None:
    found = judgement(word)
    assert found is not None
    assert found.key == "B"


def test_words_behind_a_judgement_are_kept() -> None:
    assert judgement("错误。应当由双方申请。") == keys.Judged("B", "应当由双方申请。")
    assert judgement("对方当事人") is None
    assert judgement("2") is None
