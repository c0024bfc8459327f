"""Tables of questions with free column names, kinds and keys; each awkward fact once."""

from decimal import Decimal

import pytest

from exams.formats.entries import Note, Place
from exams.wording import Wording
from tests.exams.formats.files import HEAD, entry, refusal, table

ASKED = "人民调解收费吗？"


def test_names_and_order_of_columns_are_free() -> None:
    head = "序号 正确答案 选项B 选项A 试题内容 难易程度 试题类型 答案解析 章节 出处 分值"
    row = f"7 Ａ 收费 不收费 {ASKED} 较难 单项选择题 法律有规定。 总则 自编 2分"
    found = entry(head.split(), row.split())
    assert found.wording == Wording(
        "single",
        ASKED,
        ("不收费", "收费"),
        "A",
        "法律有规定。",
        difficulty="hard",
        marks=Decimal(2),
    )
    assert (found.label, found.subject, found.source) == ("7", "总则", "自编")
    assert found.columns["stem"] == "E"
    assert found.columns["key"] == "B"
    assert found.columns["options.B"] == "C"
    assert found.place == Place("", 2)


@pytest.mark.parametrize(
    "head",
    [
        ["question", "A", "B", "C", "answer"],
        ["题目（必填）", "选项A（必填）", "选项B（必填）", "选项C", "正确选项（必填）"],
        ["questionText", "optionA", "optionB", "optionC", "correctAnswer"],
        ["试题题干", "A选项", "B选项", "C选项", "标准答案"],
        ["*题目", "选项1", "选项2", "选项3", "参考答案"],
        ["input", "option_a", "option_b", "option_c", "output"],
        ["题干", "答案A", "答案B", "答案C", "正确答案"],
        ["问题", "选项", "", "", "答案"],
        ["问题", "选项", "选项", "选项", "答案"],
    ],
)
def test_headings_of_many_sites(head: list[str]) -> None:
    found = entry(head, [ASKED, "收", "不收", "看情况", "B"])
    assert found.wording.options == ("收", "不收", "看情况")
    assert found.wording.key == "B"
    assert found.wording.stem == ASKED
    assert [note.code for note in found.notes] == ["guessed_kind"]


def test_the_header_may_stand_below_titles_and_instructions() -> None:
    contents = table(
        ["试题导入模板"],
        ["说明：答案填字母，多选题的字母之间不加符号。"],
        [],
        list(HEAD),
        ["单选题", ASKED, "收", "不收", "", "B"],
    )
    (found,) = contents.entries
    assert found.place.line == 5
    assert found.wording.key == "B"


def test_letters_of_options_in_a_second_line_of_the_header() -> None:
    found = entry(
        ["题干", "选项", "选项", "选项", "答案"],
        ["题干", "A", "B", "C", "答案"],
        [ASKED, "收", "不收", "看情况", "B"],
    )
    assert found.wording.options == ("收", "不收", "看情况")


@pytest.mark.parametrize(
    ("part", "row", "kind"),
    [
        ("单选题", [ASKED, "收", "不收", "B"], "single"),
        ("多选题", [ASKED, "收", "不收", "B"], "multiple"),
        ("判断题", [ASKED, "", "", "错"], "true_false"),
        ("简答题", [ASKED, "", "", "不收费。"], "open"),
        ("填空题", ["调解____费。", "", "", "不收"], "fill_blank"),
    ],
)
def test_the_name_of_the_sheet_says_the_kind(part: str, row: list[str], kind: str) -> None:
    found = entry(["题目", "A", "B", "答案"], row, part=part)
    assert found.wording.kind == kind
    assert found.notes == ()


def test_the_name_of_the_file_says_the_kind_too() -> None:
    found = entry(["题目", "答案"], [ASKED, "1"], name="判断题.xlsx")
    assert (found.wording.kind, found.wording.key) == ("true_false", "A")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ([ASKED, "收", "不收", "B"], "single"),
        ([ASKED, "收", "不收", "AB"], "multiple"),
        ([ASKED, "", "", "×"], "true_false"),
        ([ASKED, "对", "错", "B"], "true_false"),
        (["调解____费。", "", "", "不收"], "fill_blank"),
        ([ASKED, "", "", "不收费，法律有规定。"], "open"),
    ],
)
def test_without_a_kind_options_and_key_say_it_and_a_note_says_so(
    row: list[str], kind: str
) -> None:
    found = entry(["题目", "A", "B", "答案"], row)
    assert found.wording.kind == kind
    all_right = ["all_right"] if kind == "multiple" else []
    assert [note.code for note in found.notes] == ["guessed_kind", *all_right]
    assert found.notes[0].facts["kind"] == kind


def test_kinds_as_digits_that_the_header_explains() -> None:
    head = [
        "问题",
        "题型（0单选，1判断，2多选）",
        "选项A",
        "选项B",
        "答案（多选用逗号分隔，如：A,B）",
    ]
    contents = table(
        head,
        [ASKED, "0", "收", "不收", "B"],
        [ASKED, "1", "", "", "错"],
        [ASKED, "2", "收", "不收", "A,B"],
    )
    assert [one.wording.kind for one in contents.entries] == ["single", "true_false", "multiple"]
    assert contents.refused == []


def test_a_section_inside_the_table_changes_the_kind_and_the_marks() -> None:
    contents = table(
        ["题目", "A", "B", "答案"],
        ["一、单选题（每题2分）"],
        [ASKED, "收", "不收", "B"],
        ["二、判断题（每题1分）"],
        ["调解要收费。", "", "", "×"],
    )
    assert [(one.wording.kind, one.wording.marks) for one in contents.entries] == [
        ("single", Decimal(2)),
        ("true_false", Decimal(1)),
    ]


def test_sheets_without_questions_are_left_out_with_a_note() -> None:
    contents = table(["说明", "请按模板填写"], ["第一步", "下载模板"], part="填写说明")
    assert contents.entries == []
    assert contents.notes == [Note("no_heading", Place("填写说明"))]
    assert table([""], part="Sheet2").notes == [Note("empty_sheet", Place("Sheet2"))]


def test_options_far_beyond_d_and_fewer_than_the_neighbours() -> None:
    head = ["题型", "题干", *"ABCDEFGHIJK", "答案"]
    wide = ["多选题", ASKED, *(f"选择{n}" for n in range(11)), "AK"]
    narrow = ["单选题", "只有两个？", "是的呀", "不是呀", *[""] * 9, "B"]
    found = table(head, wide, narrow).entries
    assert [len(one.wording.options) for one in found] == [11, 2]
    assert found[0].wording.key == "AK"


def test_options_in_one_cell_or_inside_the_stem() -> None:
    one = entry(["题干", "选项", "答案"], [ASKED, "A.收|B.不收", "B"])
    assert one.wording.options == ("收", "不收")
    two = entry(["题干", "答案"], [f"{ASKED}\nA．收\nB．不收", "Ｂ"])
    assert (two.wording.stem, two.wording.options) == (ASKED, ("收", "不收"))


def test_a_letter_beyond_the_options_and_one_letter_of_a_multiple_are_given_as_written() -> None:
    assert entry(HEAD, ["单选题", ASKED, "收", "不收", "", "E"]).wording.key == "E"
    assert entry(HEAD, ["多选题", ASKED, "收", "不收", "", "A"]).wording.key == "A"
    assert entry(HEAD, ["单选题", ASKED, "收", "", "不收", "A"]).wording.options == (
        "收",
        "",
        "不收",
    )


def test_two_keys_that_disagree_hold_the_row() -> None:
    head = ["题干", "A", "B", "答案", "正确答案"]
    assert entry(head, [ASKED, "收", "不收", "B", "b"]).wording.key == "B"
    assert entry(head, [ASKED, "收", "不收", "", "b"]).wording.key == "B"
    note = refusal(head, [ASKED, "收", "不收", "A", "B"])
    assert (note.code, note.place.line) == ("keys_disagree", 2)
    assert note.facts == {"first": "A", "first_at": "D", "second": "B", "second_at": "E"}


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (["单选题", ASKED, "收", "不收", "", ""], "no_key", "F"),
        (["单选题", "", "收", "不收", "", "A"], "no_stem", "B"),
        (["单选题", ASKED, "", "", "", "A"], "no_options", "C"),
        (["单选题", ASKED, "收", "不收", "", "见书"], "key", "F"),
        (["判断题", ASKED, "", "", "", "也许"], "key", "F"),
        (["填空题", "____和____。", "", "", "", "自愿"], "blanks", "F"),
        (["完形填空", ASKED, "", "", "", "A"], "unsupported", "A"),
        (["判断题", ASKED, "甲", "乙", "丙", "A"], "judged_options", "A"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_where(
    row: list[str], code: str, column: str
) -> None:
    note = refusal(HEAD, row)
    assert (note.code, note.place) == (code, Place("", 2, column))


@pytest.mark.parametrize("marks", ["0", "-2", "1e999", "NaN", "0.333", "120"])
def test_marks_that_are_none_are_refused(marks: str) -> None:
    note = refusal(["题干", "A", "B", "答案", "分值"], [ASKED, "收", "不收", "B", marks])
    assert (note.code, note.place.column, note.facts) == ("marks", "E", {"marks": marks})


def test_tables_without_a_header_may_say_number_and_kind_first() -> None:
    contents = table(
        ["1", "单选", "谁可以申请调解？", "村民", "镇长", "A"],
        ["2", "多选", "哪些是调解的原则？", "自愿", "平等", "AB"],
        ["3", "判断", "调解收费。", "", "", "错"],
    )
    assert [(one.label, one.wording.kind, one.wording.key) for one in contents.entries] == [
        ("1", "single", "A"),
        ("2", "multiple", "AB"),
        ("3", "true_false", "B"),
    ]
    judged = table(["调解收费。", "错"], ["调解自愿。", "对"], name="判断.csv")
    assert [one.wording.key for one in judged.entries] == ["B", "A"]
    assert table(["甲", "很长的选项文字", "也很长的选项文字", "A"]).entries == []


@pytest.mark.parametrize("nothing", ["null", "None", "NaN", "-", "暂无"])
def test_words_for_nothing_are_no_key(nothing: str) -> None:
    assert refusal(HEAD, ["单选题", ASKED, "收", "不收", "", nothing]).code == "no_key"
    head = ["题干", "A", "B", "答案", "正确答案"]
    assert entry(head, [ASKED, "收", "不收", nothing, "b"]).wording.key == "B"


def test_a_row_of_nothing_but_a_question_lacks_its_key() -> None:
    contents = table(
        ["题目", "A", "B", "答案"], [ASKED, "收", "不收", "B"], ["调解的原则？", "", "", ""]
    )
    assert len(contents.entries) == 1
    assert [(note.code, note.place.line) for note in contents.refused] == [("no_key", 3)]
