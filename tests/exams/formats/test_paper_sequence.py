"""Where one question of a paper ends and the next begins; answers that only an explanation says."""

import pytest

from exams.formats.opening import read
from exams.formats.papertext import read_text


def told(text: str) -> list[tuple[str, str]]:
    found = read_text(text)
    assert found.refused == []
    return [(one.wording.stem, one.wording.key) for one in found.entries]


ONE = "1. 甲？\nA. 一\nB. 二\n答案：A\n"


def test_questions_that_are_called_so_begin_without_options_and_behind_a_gap() -> None:
    text = (
        "第1题（单选题）\n甲？\nA. 一\nB. 二\n> 答案：A\n\n"
        "第4题（简答题）\n为何回访？\n> 评分标准：\n> - 记录（2分）\n"
    )
    assert [stem for stem, _key in told(text)] == ["甲？", "为何回访？"]


def test_an_open_question_behind_a_gap_is_not_swallowed_by_an_explanation() -> None:
    text = f"{ONE}解析：见前。\n\n4. 简述回访。\n"
    found = read_text(text)
    places = [one.place.line for one in found.entries] + [one.place.line for one in found.refused]
    assert places == [1, 7]
    assert found.entries[0].wording.explanation == "见前。"


def test_numbers_that_begin_anew_below_options_are_questions() -> None:
    text = (
        "1. 甲（A）\nA. 一\nB. 二\n2. 乙（B）\nA. 一\nB. 二\n\n1、编写调解书。\n2、编写协议书。\n"
    )
    found = read_text(text)
    assert [one.wording.options for one in found.entries[:2]] == [("一", "二"), ("一", "二")]
    assert len(found.entries) + len(found.refused) == 4


def test_instructions_to_candidates_are_no_questions() -> None:
    text = f"考生须知：\n1. 写上姓名。\n2. 用黑色笔。\n3. 交回试卷。\n一、单选题\n{ONE}"
    found = read_text(text)
    assert [one.wording.stem for one in found.entries] == ["甲？"]
    assert [one.place.line for one in found.notes if one.code == "row_skipped"] == [1, 2, 3, 4]


def test_instructions_end_where_the_numbers_begin_anew() -> None:
    text = (
        "注意事项\n1. 写上姓名。\n2. 交卷。\n1. 简述调解。\n答：自愿。\n2. 简述回访。\n答：记录。"
    )
    assert [stem for stem, _key in told(text)] == ["简述调解。", "简述回访。"]


def test_a_title_of_markdown_ends_the_answer_before_it() -> None:
    text = "1. 为何回访？\n\n参考答案：了解履行。\n\n## 小结\n\n本节讲了回访。\n"
    (entry,) = read_text(text).entries
    assert entry.wording.answer == "了解履行。"


def test_options_explained_one_by_one_are_no_second_question() -> None:
    assert told("1. 甲（ ）\nA. 一\nB. 二\n答案：B\n知识点：总则\nA：错。\nB：对。\n") == [
        ("甲（ ）", "B")
    ]


def test_a_kind_in_brackets_before_an_answer_is_the_kind_of_its_question() -> None:
    found = read_text(
        "1.甲\nA 一\nB 二\n【多选题】 正确答案：AB 你的答案：A\n2.乙\nA 一\nB 二\n答案：B\n"
    )
    assert [(one.wording.kind, one.wording.key) for one in found.entries] == [
        ("multiple", "AB"),
        ("single", "B"),
    ]


@pytest.mark.parametrize(
    "words", ["本题正确选项为 B 选项，因为如此。", "甲不对。故本题选B。", "所以正确答案是B。"]
)
def test_an_answer_that_only_an_explanation_says_is_taken_and_told_of(words: str) -> None:
    (entry,) = read_text(f"1. 甲？\nA. 一\nB. 二\n【解析】{words}\n").entries
    assert entry.wording.key == "B"
    assert "key_in_words" in [note.code for note in entry.notes]


@pytest.mark.parametrize(
    "words", ["错误选项为 B。", "不正确的答案是B。", "故选B。故选A。", "B 项可选。"]
)
def test_an_explanation_that_does_not_say_one_answer_says_none(words: str) -> None:
    found = read_text(f"1. 甲？\nA. 一\nB. 二\n【解析】{words}\n")
    assert [note.code for note in found.refused] == ["no_key"]


@pytest.mark.parametrize("key", ["B — 二者如此规定", "B. 因为法律如此规定", "(B)，因为法律如此"])
def test_words_behind_the_letter_explain_it(key: str) -> None:
    (entry,) = read_text(f"1. 甲？\nA. 一\nB. 二\n答案：{key}\n").entries
    assert entry.wording.key == "B"
    assert entry.wording.explanation


def test_words_behind_the_letter_that_are_another_option_refuse_it() -> None:
    found = read_text("1. 甲？\nA. 自愿原则\nB. 合法原则\n答案：B. 自愿原则\n")
    assert [note.code for note in found.refused] == ["key"]


def test_true_and_false_by_more_letters() -> None:
    text = "判断题\n1. 调解收费 （ X ）\n2. 调解自愿 （ Y ）\n3. 变量（X）大于零。（ N ）\n"
    assert [key for _stem, key in told(text)] == ["B", "A", "B"]


def test_formulas_and_colons_make_no_gift() -> None:
    text = (
        b"1. max\xef\xbc\x9f\nA. $(55)_{10}$\nB. $2^{10}$\n\xe7\xad\x94\xe6\xa1\x88\xef\xbc\x9aA\n"
    )
    assert [one.wording.key for one in read(text, "a.md").entries] == ["A"]
    page = "::: info 1. 甲（B）\n\nA. 一\n\nB. 二\n\n:::\n"
    assert [one.wording.key for one in read(page.encode(), "a.md").entries] == ["B"]


def test_brackets_of_a_call_are_no_blank() -> None:
    (entry,) = read_text("1. 为何先调用 check()？\n答案：权限会变。\n").entries
    assert (entry.wording.kind, entry.wording.answer) == ("open", "权限会变。")


def test_letters_in_brackets_alone_below_the_options_answer() -> None:
    text = "1. 甲\nA. 一\nB. 二\n（B）\n2. 乙\nA. 一\nB. 二\n【 A 】\n"
    assert told(text) == [("甲", "B"), ("乙", "A")]


def test_brackets_that_are_filled_in_a_section_of_blanks_are_answers() -> None:
    found = read_text(
        "填空题\n1. 坚持（自愿）、（平等）原则。\n2. 任期（三）年，可以____。\n答案：连任\n"
    )
    first, second = found.entries
    assert (first.wording.stem, first.wording.accepted) == (
        "坚持____、____原则。",
        (("自愿",), ("平等",)),
    )
    assert [note.code for note in first.notes] == ["key_in_brackets"]
    assert second.wording.stem == "任期（三）年，可以____。"


def test_titles_in_english_say_the_kind() -> None:
    text = "True or False\n1. It is free. (T)\n2. It is forced. (F)\n"
    assert told(text) == [("It is free. （  ）", "A"), ("It is forced. （  ）", "B")]


def test_an_order_with_arrows_is_read() -> None:
    (entry,) = read_text("排序题\n1. 排列：\nA. 一\nB. 二\nC. 三\n答案：C→A→B\n").entries
    assert (entry.wording.kind, entry.wording.key) == ("ordering", "CAB")


def test_an_explanation_that_concludes_another_answer_refuses_it() -> None:
    found = read_text("1. 甲？\nA. 一\nB. 二\n答案：A\n解析：因为如此，故选B。\n")
    assert [note.code for note in found.refused] == ["explained_otherwise"]


@pytest.mark.parametrize("words", ["故本题选A。", "所以选择B的考生忽略了前提。", "B 项错误。"])
def test_an_explanation_that_does_not_contradict_lets_the_answer_stand(words: str) -> None:
    assert told(f"1. 甲？\nA. 一\nB. 二\n答案：A\n解析：{words}\n") == [("甲？", "A")]


def test_what_a_paper_demands_is_no_instruction_to_candidates() -> None:
    text = "要求：\n1. 简述调解。\n答：自愿。\n2. 简述回访。\n答：记录。\n"
    assert [stem for stem, _key in told(text)] == ["简述调解。", "简述回访。"]
