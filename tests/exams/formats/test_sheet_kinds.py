"""Kinds of question in tables: fill-in, true or false, cases, matching; text only."""

from decimal import Decimal

from exams.formats.entries import Note, Place
from exams.wording import MarkingPoint, Wording
from tests.exams.formats.files import HEAD, entry, refusal, table

ASKED = "人民调解收费吗？"


def test_text_only() -> None:
    found = entry(
        HEAD,
        [
            "单选题",
            "<p>=cmd|' /C calc'!A0</p><img src=\"http://x.test/a.png\">",
            "a < b",
            "甲\u200b乙",
            "",
            "A",
        ],
    )
    assert found.wording.stem == "=cmd|' /C calc'!A0"
    assert found.wording.options == ("a < b", "甲乙")
    assert {note.code for note in found.notes} == {"html", "remote_picture", "invisible"}
    assert {note.place.column for note in found.notes} == {"B", "D"}


def test_true_or_false_with_options_of_its_own() -> None:
    assert entry(HEAD, ["判断题", ASKED, "错误", "正确", "", "A"]).wording.key == "B"
    assert entry(HEAD, ["判断题", ASKED, "正确", "错误", "", "A"]).wording.key == "A"
    assert entry(HEAD, ["判断题", ASKED, "正确", "错误", "", "错误"]).wording.key == "B"
    assert entry(HEAD, ["判断题", ASKED, "", "", "", "TURE"]).wording == Wording(
        "true_false", ASKED, key="A"
    )


def test_fill_in_with_several_blanks_and_accepted_answers() -> None:
    found = entry(
        HEAD,
        ["填空题", "任期___年，可以（  ）。".replace("（  ）", "____"), "", "", "", "三|3；连任"],
    )
    assert found.wording.stem == "任期____年，可以____。"
    assert found.wording.accepted == (("三", "3"), ("连任",))
    columns = entry(
        ["题干", "答案1", "答案2"], ["任期____年，可以____。", "三|3", "连任"], part="填空题"
    )
    assert columns.wording.accepted == (("三", "3"), ("连任",))


def test_numbered_options_make_numbers_keys() -> None:
    head = ["题干", "选项1", "选项2", "选项3", "答案"]
    assert entry(head, [ASKED, "收", "不收", "看情况", "1,3"]).wording.key == "AC"
    assert refusal(["题干", "A", "B", "答案"], [ASKED, "收", "不收", "1"]).code == "key"


def test_numbers_for_lettered_options_are_read_by_what_the_whole_column_shows() -> None:
    def keys(*answers: str) -> list[str]:
        rows = [[ASKED, "收", "不收", "看情况", answer] for answer in answers]
        return [one.wording.key for one in table(["题干", "A", "B", "C", "答案"], *rows).entries]

    assert keys("1", "3", "1,2") == ["A", "C", "AB"]
    assert keys("0", "2") == ["A", "C"]
    assert keys("1", "2") == []
    assert keys("0", "3") == []


def test_flags_beside_the_options_are_a_key() -> None:
    head = ["content", "type", "option1", "option2", "isCorrect1", "isCorrect2"]
    assert entry(head, [ASKED, "single", "收", "不收", "False", "True"]).wording.key == "B"


def test_open_questions_need_no_key_and_marking_points_are_read() -> None:
    found = entry(
        ["题型", "题干", "答案", "采分点"],
        ["简答题", "原则有哪些？", "自愿、平等。", "写出自愿（3分）\n写出平等（2分）"],
    )
    assert found.wording.marking == (
        MarkingPoint("写出自愿", Decimal(3)),
        MarkingPoint("写出平等", Decimal(2)),
    )
    assert entry(HEAD, ["论述题", "谈谈调解。", "", "", "", ""]).wording == Wording(
        "open", "谈谈调解。"
    )


def test_a_case_with_its_questions_in_further_rows() -> None:
    head = ["编号", "题型", "题干", "A", "B", "答案", "所属大题"]
    contents = table(
        head,
        ["9", "案例分析题", "甲乙两家因排水起争执。", "", "", "", ""],
        ["9.1", "单选题", "先做什么？", "听双方说", "下结论", "A", "9"],
        ["9.2", "简答题", "怎样拟协议？", "", "", "写明事项。", "9"],
        ["10", "判断题", "调解收费。", "", "", "错", ""],
    )
    case, other = contents.entries
    assert case.wording.kind == "case_analysis"
    assert [part.kind for part in case.wording.parts] == ["single", "open"]
    assert other.wording.kind == "true_false"


def test_a_case_with_a_broken_part_is_refused_as_a_whole() -> None:
    head = ["编号", "题型", "题干", "A", "B", "答案", "所属大题"]
    note = refusal(
        head,
        ["9", "案例分析题", "甲乙两家因排水起争执。", "", "", "", ""],
        ["9.1", "单选题", "先做什么？", "听双方说", "下结论", "", "9"],
    )
    assert (note.code, note.place.line) == ("part", 2)
    assert note.facts == {"detail": "no_key", "line": "3"}


def test_a_case_in_one_row_is_parted_by_its_numbers() -> None:
    found = entry(
        ["题型", "题干", "答案"],
        [
            "案例分析题",
            "甲乙争执。\n问题：\n（1）谁受理？\n（2）几人参加？",
            "（1）调委会。（2分）\n（2）一至三人。（3分）",
        ],
    )
    assert [(part.stem, part.answer) for part in found.wording.parts] == [
        ("谁受理？", "调委会。（2分）"),
        ("几人参加？", "一至三人。（3分）"),
    ]
    assert found.wording.parts[1].marking == (MarkingPoint("一至三人。", Decimal(3)),)


def test_ordering_and_matching() -> None:
    found = entry(HEAD, ["排序题", "按先后排。", "签字", "受理", "调解", "BCA"])
    assert (found.wording.kind, found.wording.key) == ("ordering", "BCA")
    matched = entry(
        ["题型", "题干", "A", "B", "匹配项", "答案"],
        ["匹配题", "连起来。", "自愿", "平等", "A. 不分高低\nB. 不强迫", "A-B；B-A"],
    )
    assert matched.wording.targets == ("不分高低", "不强迫")
    assert matched.wording.key == "BA"


def test_options_that_speak_of_the_others_keep_their_place() -> None:
    assert entry(HEAD, ["单选题", ASKED, "收", "不收", "以上都不对", "B"]).wording.pinned == (2,)
    assert entry(HEAD, ["单选题", ASKED, "收", "不收", "A和B都对", "B"]).wording.pinned == (0, 1, 2)


def test_a_table_without_a_header_is_read_when_every_row_has_the_form() -> None:
    contents = table(
        ["What is free?", "Mediation", "Coal", "A"], ["What costs?", "Air", "Coal", "B"]
    )
    assert [one.wording.key for one in contents.entries] == ["A", "B"]
    assert contents.entries[0].place.line == 1
    assert [note.code for note in contents.notes] == ["headless"]


def test_unknown_columns_are_told_of() -> None:
    contents = table(["题干", "A", "B", "答案", "录入人"], [ASKED, "收", "不收", "B", "某"])
    assert contents.notes == [Note("unknown_column", Place("", 1, "E"), {"text": "录入人"})]


def test_templates_of_quiz_sites() -> None:
    kahoot = entry(
        [
            "#",
            "Question - max 120 characters",
            "Answer 1 - max 75 characters",
            "Answer 2",
            "Correct answer(s)",
        ],
        ["1", "Who?", "me", "you", "2"],
    )
    assert (kahoot.wording.options, kahoot.wording.key) == (("me", "you"), "B")
    wrong = entry(
        ["question", "correct_answer", "incorrect_answer_1", "distractor2"],
        ["Who?", "me", "you", "they"],
    )
    assert (wrong.wording.options, wrong.wording.key) == (("me", "you", "they"), "A")
    loose = entry(
        ["单选题题目", "opa", "opb", "本题正确答案", "考生答案"], ["谁？", "甲", "乙", "B", "A"]
    )
    assert loose.wording.key == "B"
