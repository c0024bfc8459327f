"""What people do in tables and JSON that no template asks for: read, or refused with a reason."""

import json

import pytest

from exams.formats.entries import Note, Place
from exams.formats.opening import read
from tests.exams.formats.files import entry, table, workbook

HEAD = ("题干", "选项A", "选项B", "选项C", "答案")


@pytest.mark.parametrize("pair", [("x", "y"), ("Y", "N"), ("1", "0"), ("V", "X"), ("w", "r")])
def test_two_bare_letters_stay_options_of_a_choice(pair: tuple[str, str]) -> None:
    found = entry(["题目", "A", "B", "答案"], ["方程里的未知数是哪个", *pair, "A"]).wording
    assert (found.kind, found.options, found.key) == ("single", pair, "A")


@pytest.mark.parametrize("pair", [("T", "F"), ("对", "错"), ("√", "×"), ("正确", "错误")])
def test_words_for_true_and_false_stay_a_statement(pair: tuple[str, str]) -> None:
    found = entry(["题目", "A", "B", "答案"], ["调解不收费。", *pair, "B"]).wording
    assert (found.kind, found.options, found.key) == ("true_false", (), "B")


@pytest.mark.parametrize("key", ["(A)(C)", "（A）（C）", "[A] [C]", "①③", "①、③", "A$;$C"])
def test_letters_that_stand_one_by_one_are_a_key(key: str) -> None:
    found = entry(HEAD, ["哪些是共同财产？", "工资", "嫁妆", "稿酬", key]).wording
    assert (found.kind, found.key) == ("multiple", "AC")


def test_circles_that_the_options_speak_of_are_no_letters() -> None:
    contents = table(HEAD, ["下列正确的是？", "①②", "①③", "②③", "①③"])
    (found,) = contents.entries
    assert found.wording.key == "B"


def test_a_circle_beyond_the_options_is_refused() -> None:
    contents = table(HEAD, ["哪些是共同财产？", "工资", "嫁妆", "稿酬", "①⑤"])
    assert [(note.code, note.place) for note in contents.refused] == [("key", Place("", 2, "E"))]


def test_an_answer_in_the_stem_counts_where_no_column_has_answers() -> None:
    head = ["题目", "选项A", "选项B", "选项C"]
    contents = table(head, ["村委会由谁选出（B）", "乡政府", "村民", "县里"],
                     ["哪些是调解员的纪律( AC )", "不偏袒", "多劝说", "不收礼"])  # fmt: skip
    found = [(one.wording.kind, one.wording.key, one.wording.stem) for one in contents.entries]
    assert found == [
        ("single", "B", "村委会由谁选出（  ）"),
        ("multiple", "AC", "哪些是调解员的纪律（  ）"),
    ]


def test_letters_inside_a_stem_are_no_answer_where_the_column_is_empty() -> None:
    contents = table(HEAD, ["甲村（A）与乙村争地，归谁管？", "乡", "县", "市", ""])
    assert [note.code for note in contents.refused] == ["no_key"]


def test_an_answer_may_be_a_line_of_the_cell() -> None:
    text = "村委会由谁选出？\nA.乡政府\nB.村民\n正确答案：B\n解析：由村民选举。"
    found = entry(["题目", "答案"], [text, ""]).wording
    assert (found.stem, found.options, found.key, found.explanation) == (
        "村委会由谁选出？", ("乡政府", "村民"), "B", "由村民选举。",
    )  # fmt: skip


def test_two_answers_in_a_cell_are_not_joined() -> None:
    text = "村委会由谁选出？\nA.乡政府\nB.村民\n答案：B\n答案：A"
    contents = table(["题目", "答案"], [text, ""])
    assert (contents.entries, [note.code for note in contents.refused]) == ([], ["no_key"])


def test_each_option_may_have_its_row() -> None:
    head = ["题号", "题干", "选项", "是否正确"]
    contents = table(head, ["1", "村委会由谁选出？", "乡政府", "否"], ["", "", "村民", "是"],
                     ["2", "哪些是纪律？", "不偏袒", "是"], ["", "", "多劝说", "否"],
                     ["", "", "不收礼", "是"])  # fmt: skip
    found = [(one.wording.kind, len(one.wording.options), one.wording.key, one.place.line)
             for one in contents.entries]  # fmt: skip
    assert (found, contents.refused) == ([("single", 2, "B", 2), ("multiple", 3, "AC", 4)], [])


def test_the_text_of_the_question_may_stand_beside_each_option() -> None:
    rows = [["村委会由谁选出？", "乡政府", "0"], ["村委会由谁选出？", "村民", "1"]]
    found = entry(["题干", "选项", "是否正确"], *rows).wording
    assert (found.options, found.key) == (("乡政府", "村民"), "B")


def test_options_below_each_other_with_the_key_beside_the_first() -> None:
    rows = [["村委会由谁选出？", "乡政府", "B"], ["", "村民", ""], ["", "县里", ""]]
    found = entry(["题干", "选项", "答案"], *rows).wording
    assert (found.options, found.key) == (("乡政府", "村民", "县里"), "B")


def test_a_paper_in_cells_has_its_key_beside_the_question() -> None:
    rows = [["1", "村委会由谁选出（ ）", "B"], ["", "A、乡政府"], ["", "B、村民"],
            ["2", "诉讼时效一般为几年（ ）", "C"], ["", "A、1年"], ["", "B、2年"],
            ["", "C、3年"]]  # fmt: skip
    contents = read(workbook({"Sheet1": rows}), "题.xlsx")
    found = [(one.wording.options, one.wording.key) for one in contents.entries]
    assert found == [(("乡政府", "村民"), "B"), (("1年", "2年", "3年"), "C")]
    assert contents.refused == []


@pytest.mark.parametrize("footer", ["制表人：张三", "审核人：李四", "联系电话：0571-1234567"])
def test_a_footer_is_no_question(footer: str) -> None:
    contents = table(HEAD, ["村委会由谁选出？", "乡政府", "村民", "县里", "B"], [footer])
    assert (len(contents.entries), contents.refused) == (1, [])
    assert contents.notes == [Note("row_skipped", Place("", 3), {"text": footer})]


@pytest.mark.parametrize("marks", ["NaN", "Infinity", "-Infinity"])
def test_marks_that_are_no_number_are_refused(marks: str) -> None:
    asked = '"question": "调解收费吗？", "options": ["收", "不收"], "answer": "B"'
    text = f'[{{{asked}, "score": {marks}}}]'
    found = read(text.encode(), "题库.json")
    assert found.entries == []
    assert [note.code for note in found.refused] == ["marks"]


def test_options_may_be_a_json_text_of_objects() -> None:
    options = json.dumps(
        [{"key": "A", "value": "收费"}, {"key": "B", "value": "不收费"}], ensure_ascii=False
    )
    text = json.dumps([{"title": "调解收费吗？", "options": options, "answer": "B"}])
    found = read(text.encode(), "题库.json").entries[0].wording
    assert (found.options, found.key) == (("收费", "不收费"), "B")


TRADITIONAL = """題目,選項A,選項B,選項C,正確答案,題型,難易度,解析
調解委員會由誰選出？,鄉政府,村民,縣裡,B,單選題,簡單,略
可以口頭達成協議。,,,,對,是非題,,
哪些是共同財產？,工資,嫁妝,稿酬,AC,複選題,,"""


@pytest.mark.parametrize("encoding", ["utf-8", "big5"])
def test_names_in_traditional_characters_are_known_and_texts_stay(encoding: str) -> None:
    contents = read(TRADITIONAL.encode(encoding), "題庫.csv")
    found = [(one.wording.kind, one.wording.key) for one in contents.entries]
    assert (found, contents.refused) == (
        [("single", "B"), ("true_false", "A"), ("multiple", "AC")],
        [],
    )
    assert contents.entries[0].wording.stem == "調解委員會由誰選出？"
    assert contents.entries[0].wording.difficulty == "easy"


@pytest.mark.parametrize("around", ["<html><body>{}</body></html>", "{}", "<!DOCTYPE html>{}"])
def test_a_page_of_paragraphs_is_read_as_a_paper(around: str) -> None:
    lines = ("1. 村委会由谁选出？", "A. 乡政府", "B. 村民", "答案：B")
    page = around.format("".join(f"<p>{line}</p>" for line in lines))
    (found,) = read(page.encode(), "题.html").entries
    assert (found.wording.options, found.wording.key) == (("乡政府", "村民"), "B")


def test_zero_and_one_of_statements_do_not_say_how_options_are_counted() -> None:
    head = ["题型", "题干", "A", "B", "C", "D", "答案"]
    statement = ["判断题", "调解收费。", "", "", "", "", "0"]
    choices = [["单选题", "谁主持调解？", "甲", "乙", "丙", "丁", key] for key in ("1", "3", "4")]
    unsure = table(head, statement, *choices[:2])
    assert [entry.wording.key for entry in unsure.entries] == ["B"]
    assert [note.code for note in unsure.refused] == ["key", "key"]
    sure = table(head, statement, *choices)
    assert [entry.wording.key for entry in sure.entries] == ["B", "A", "C", "D"]


def test_the_answer_of_an_open_question_may_stand_under_its_first_option() -> None:
    head = ["题型", "题干", "选项A", "选项B", "答案"]
    found = entry(head, ["简答题", "简述调解。", "自愿。", "", ""])
    assert (found.wording.stem, found.wording.answer) == ("简述调解。", "自愿。")


@pytest.mark.parametrize("key", ["选项二", "第二项", "第2个", "乙方。"])
def test_an_option_may_be_named_by_its_place_or_its_words(key: str) -> None:
    assert entry(HEAD, ["谁申请？", "甲方", "乙方", "丙方", key]).wording.key == "B"


def test_wide_blanks_set_options_apart() -> None:
    found = entry(["题干", "选项", "答案"], ["谁申请？", "甲方　乙方　丙方", "乙方"]).wording
    assert (found.options, found.key) == (("甲方", "乙方", "丙方"), "B")


def test_numbers_in_front_of_lines_leave_two_blanks() -> None:
    found = entry(["题型", "题干", "答案"], ["填空题", "（1）____（2）____", "(1)甲 (2)乙"]).wording
    assert (found.stem, found.accepted) == ("（1）____（2）____", (("甲",), ("乙",)))


def test_a_column_of_topics_is_the_subject_beside_a_column_of_questions() -> None:
    head = ["Topic", "题目", "题目名称", "A", "B", "答案"]
    found = table(head, ["合同", "谁？", "甲题", "我", "你", "A"])
    (one,) = found.entries
    assert (one.wording.stem, one.subject) == ("谁？", "合同")
    assert [note.facts for note in found.notes] == [{"text": "题目名称"}]


def test_flags_make_answers_options() -> None:
    head = ["question", "answer1", "is_correct1", "answer2", "is_correct2"]
    found = entry(head, ["谁调解？", "我们", "0", "他们", "1"]).wording
    assert (found.options, found.key) == (("我们", "他们"), "B")


def test_what_a_row_is_used_for_is_kept_in_its_words() -> None:
    head = ["题干", "A", "B", "答案", "用于"]
    found = table(head, ["谁？", "我", "你", "A", "练习和测验用"], ["何时？", "早", "晚", "A", ""])
    assert [one.used_for for one in found.entries] == ["练习和测验用", ""]
    assert found.notes == []


def test_zero_in_a_list_of_places_counts_from_zero_for_statements_too() -> None:
    head = ["题型", "题目", "选项", "答案"]
    rows = [
        ["单选题", "谁主持？", '["调解员","法官"]', "0"],
        ["多选题", "哪些自愿？", '["申请","协议","到场"]', "[0,2]"],
        ["判断题", "调解收费。", '["对","错"]', "1"],
    ]
    assert [one.wording.key for one in table(head, *rows).entries] == ["A", "AC", "B"]


@pytest.mark.parametrize(
    ("options", "key"), [("正确,错误", "错误"), ("对、错", "错"), ("A.是|B.否", "B")]
)
def test_true_and_false_may_stand_in_one_cell(options: str, key: str) -> None:
    found = entry(["题型", "题干", "选项", "答案"], ["判断题", "调解收费。", options, key])
    assert (found.wording.kind, found.wording.key) == ("true_false", "B")


@pytest.mark.parametrize("key", ["选项1,选项3", "甲方、丙方", "甲方，丙方", "A#C"])
def test_several_options_are_named_one_by_one(key: str) -> None:
    assert entry(HEAD, ["谁到场？", "甲方", "乙方", "丙方", key]).wording.key == "AC"


def test_hashes_set_three_options_apart_and_leave_a_name_whole() -> None:
    head = ["题干", "选项", "答案"]
    assert entry(head, ["谁？", "甲#乙#丙", "B"]).wording.options == ("甲", "乙", "丙")
    for names in ("C#", "C#、F#、J#", "C# F# J#", "$$x$$ $$y$$", r"$a \neq b$"):
        assert table(head, ["哪种语言？", names, "A"]).refused[0].code == "no_options"


def test_places_to_fill_may_bear_their_name() -> None:
    found = entry(["题型", "题干", "答案"], ["填空题", "[填空1]和【填空2】。", "自愿;平等"]).wording
    assert (found.stem, found.accepted) == ("____和____。", (("自愿",), ("平等",)))


def test_a_sum_in_two_cells_is_no_question() -> None:
    head = ["序号", "题干", "A", "B", "答案"]
    found = table(head, ["1", "谁？", "甲", "乙", "A"], ["合计", "1题", "", "", ""])
    assert (len(found.entries), found.refused) == (1, [])
    assert [note.code for note in found.notes] == ["row_skipped"]


def test_a_vote_is_refused_by_its_name() -> None:
    found = table(["题型", "题干", "A", "B", "答案"], ["投票题", "您喜欢？", "甲", "乙", ""])
    assert [note.code for note in found.refused] == ["unsupported"]


def test_zero_says_that_answers_do_not_take_the_numbers_of_the_header() -> None:
    head = ["题干", "选项1", "选项2", "选项3", "答案"]

    def found(*answers: str) -> list[str]:
        rows = [[f"谁{answer}？", "甲", "乙", "丙", answer] for answer in answers]
        return [one.wording.key for one in table(head, *rows).entries]

    assert found("1", "2") == ["A", "B"]
    assert found("0", "2") == ["A", "C"]
    assert found("0", "3") == []


def test_columns_called_by_numbers_alone_are_options() -> None:
    found = table(["题目", "1", "2", "3", "答案"], ["谁？", "甲", "乙", "丙", "选项2"])
    (one,) = found.entries
    assert (one.wording.options, one.wording.key, found.notes) == (("甲", "乙", "丙"), "B", [])


def test_options_may_be_named_with_the_word() -> None:
    assert entry(HEAD, ["谁？", "甲", "乙", "丙", "选项A、选项C"]).wording.key == "AC"


def test_numbers_and_kinds_alone_are_no_table_of_questions() -> None:
    found = table(["1", "单选题"], ["2", "填空题"])
    assert (found.entries, found.refused) == ([], [])
    assert [note.code for note in found.notes] == ["no_heading"]
