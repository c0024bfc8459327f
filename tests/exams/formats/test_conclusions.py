"""What an explanation concludes is held against the answer, in every format."""

import json
from collections.abc import Callable
from time import process_time

import pytest

from exams.formats import writing_gift, writing_moodle, writing_qti, writing_sheet
from exams.formats.entries import Contents, Entry, Note, Place
from exams.formats.opening import read
from exams.wording import Wording
from tests.exams.formats.files import csv_file, table, workbook

NAMES = ["题型", "题干", "A", "B", "C", "D", "答案", "解析"]
PLAIN_CHOICES = [
    ("A", "正确答案为B。"),
    ("A", "故选B。"),
    ("A", "本题答案选C"),
    ("AB", "故选ABC。"),
    ("A", "答案：D"),
    ("B", "选A。因为甲。"),
    ("B", "B项不正确，应选D项。"),
    ("A", "调解自愿，因此本题应选 C、D。"),
    ("A", "The correct answer is B."),
]
AGREEING = [
    ("B", "A项错误，B项正确。故选B。"),
    ("AC", "第一问应选A；第二问应选C。"),
    ("AC", "应选A和C。"),
    ("B", "不应选A。"),
    ("B", "错误答案是A。"),
    ("B", "答案为A公司所提。"),
    ("B", "应当选择当地的调解员。"),
    ("B", "所以选择A的考生忽略了前提。"),
]
LOOSE = [
    ("A", "A项错误，B项正确。"),
    ("B", "2019年真题第3题的答案为A。"),
    ("B", "选项顺序打乱前，答案是C。"),
]
PLAIN_JUDGEMENTS = [
    ("对", "错误。调解员不得收礼。"),
    ("√", "本题错误"),
    ("×", "本题说法正确"),
    ("对", "答案：错误"),
    ("错", "正确，法律有规定。"),
    ("对（错）", ""),
]


def choice(key: str, explanation: str) -> list[str]:
    kind = "多选题" if len(key) > 1 else "单选题"
    return [kind, "先做什么？", "听", "说", "问", "记", key, explanation]


def judged(key: str, explanation: str, stem: str = "调解员可以收礼。") -> Contents:
    return table(["题型", "题干", "答案", "解析"], ["判断题", stem, key, explanation], part="试题")


def codes(notes: list[Note]) -> list[str]:
    return [note.code for note in notes]


@pytest.mark.parametrize(("key", "explanation"), PLAIN_CHOICES)
def test_a_conclusion_that_differs_from_the_key_refuses_the_question(
    key: str, explanation: str
) -> None:
    found = table(NAMES, choice(key, explanation))
    assert codes(found.refused) == ["explained_otherwise"]
    (note,) = found.refused
    assert (note.facts["key"], note.place.column) == (key, "H")


def test_the_note_names_the_answer_and_what_is_concluded() -> None:
    (note,) = table(NAMES, choice("AB", "故选A、C。")).refused
    assert note.facts == {"key": "AB", "said": "AC"}


@pytest.mark.parametrize(("key", "explanation"), AGREEING)
def test_a_conclusion_that_names_the_key_or_nothing_lets_it_stand(
    key: str, explanation: str
) -> None:
    found = table(NAMES, choice(key, explanation))
    assert found.refused == []
    assert found.entries[0].notes == ()


@pytest.mark.parametrize(("key", "explanation"), LOOSE)
def test_words_about_an_option_or_another_paper_are_told_of_only(
    key: str, explanation: str
) -> None:
    found = table(NAMES, choice(key, explanation))
    assert found.refused == []
    assert codes(list(found.entries[0].notes)) == ["explained_loosely"]


@pytest.mark.parametrize(("key", "explanation"), PLAIN_JUDGEMENTS)
def test_a_judgement_that_differs_from_the_key_refuses_the_statement(
    key: str, explanation: str
) -> None:
    found = judged(key, explanation)
    assert (found.entries, codes(found.refused)) == ([], ["explained_otherwise"])


@pytest.mark.parametrize(
    ("key", "explanation"),
    [("对", "题干说法正确。"), ("错", "错误，不得收礼。"), ("错", "正确说法：不得收礼。")],
)
def test_a_judgement_that_says_the_same_lets_the_statement_stand(
    key: str, explanation: str
) -> None:
    assert judged(key, explanation).refused == []


def test_a_statement_that_calls_something_wrong_is_told_of_only() -> None:
    found = judged("对", "错误。不得收礼。", "“调解员可以收礼”的说法是错误的。")
    assert found.refused == []
    assert codes(list(found.entries[0].notes)) == ["explained_loosely"]


def contradicted() -> Entry:
    return Entry(
        Place(), Wording("single", "先做什么？", ("听", "说", "问"), "A", explanation="故选B。")
    )


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "gift", "moodle", "qti", "txt"])
def test_every_format_refuses_it(form: str) -> None:
    rows = [NAMES, choice("A", "故选B。")]
    said = dict(zip(("type", "question", *"ABCD", "answer", "analysis"), rows[1], strict=True))
    contents: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: workbook({"试题": rows}),
        "csv": lambda: csv_file(rows).encode(),
        "json": lambda: json.dumps([said], ensure_ascii=False).encode(),
        "gift": lambda: writing_gift.write([contradicted()])[0],
        "moodle": lambda: writing_moodle.write([contradicted()])[0],
        "qti": lambda: writing_qti.write([contradicted()])[0],
        "txt": "1. 先做什么？\nA. 听\nB. 说\n答案：A\n解析：故选B。\n".encode,
    }
    found = read(contents[form](), f"题.{form}")
    assert (found.entries, codes(found.refused)) == ([], ["explained_otherwise"])


def test_a_sheet_that_we_wrote_brings_back_what_the_bank_holds() -> None:
    content, _ = writing_sheet.write([contradicted()])
    assert [one.wording for one in read(content, "题.xlsx").entries] == [contradicted().wording]


@pytest.mark.parametrize("run", ["故选A和B,", " ", "应", "第一"])
def test_a_long_explanation_is_weighed_in_little_time(run: str) -> None:
    began = process_time()
    table(NAMES, choice("A", f"故选A{run * (30_000 // len(run))}x"))
    assert process_time() - began < 1.5
