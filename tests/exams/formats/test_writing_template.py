"""The template for authors: what is written below its examples is read, they themselves are not."""

import io
from collections.abc import Iterable, Mapping

import pytest
from openpyxl import Workbook, load_workbook

from courses.choices import Subject
from exams.bank import Label
from exams.checking import check
from exams.choices import ItemPool, Kind
from exams.formats import opening, sheets, words, writing_sheet
from exams.formats.entries import Contents, Entry, Note, Place, Unreadable
from exams.formats.examples import EXAMPLES, GUIDE, SUBJECT
from exams.formats.writing_template import CHOICES, CREDITS, titles, write
from exams.importing.labels import label_of
from exams.importing.wording import told
from exams.wording import Wording
from portal.people.choices import Tier

Row = Mapping[str, str]
SINGLE = {
    "题型": "单选题",
    "题干": "人民调解委员会由几名委员组成？",
    "选项A": "一至二人",
    "选项B": "三至九人",
    "答案": "B",
}
TRUE = {"题型": "判断题", "题干": "人民调解委员会应当有妇女成员。", "答案": "对"}


def book() -> Workbook:
    return load_workbook(io.BytesIO(write()))


def read(workbook: Workbook) -> Contents:
    content = io.BytesIO()
    workbook.save(content)
    return opening.read(content.getvalue(), "题目.xlsx")


def filled_in(*rows: Row, over: int = 0) -> Contents:
    """The template with rows of an author's below the examples, or one `over` a row of them."""
    workbook = book()
    sheet = workbook["题目"]
    for row in rows:
        if over:
            for title, text in row.items():
                sheet.cell(over, titles().index(title) + 1, text)
        else:
            sheet.append([row.get(title) for title in titles()])
    return read(workbook)


def codes(contents: Contents) -> list[str]:
    return [note.code for note in (*contents.refused, *contents.notes)]


def test_as_it_is_it_brings_no_question_and_says_why() -> None:
    with pytest.raises(Unreadable) as refused:
        opening.read(write(), "题目.xlsx")
    assert refused.value.code == "only_examples"


def test_below_the_examples_only_the_rows_of_the_author_are_read_at_their_lines() -> None:
    contents = filled_in(SINGLE, TRUE)
    assert [(one.wording.stem, one.wording.key) for one in contents.entries] == [
        (SINGLE["题干"], "B"),
        (TRUE["题干"], "A"),
    ]
    examples = sum(1 + len(one.wording.parts) for one in EXAMPLES)
    assert [one.place.line for one in contents.entries] == [examples + 2, examples + 3]
    assert codes(contents) == ["examples"]
    assert contents.notes[0].facts == {"count": str(examples)}


def test_answers_in_figures_are_counted_though_the_examples_have_letters() -> None:
    contents = filled_in({**SINGLE, "答案": "2"}, {**SINGLE, "题干": "它由几人组成？", "答案": "1"})
    assert [one.wording.key for one in contents.entries] == ["B", "A"]


def test_a_question_written_over_an_example_is_its_authors() -> None:
    contents = filled_in({**SINGLE, "选项C": "", "选项D": ""}, over=2)
    assert [one.wording.stem for one in contents.entries] == [SINGLE["题干"]]
    assert contents.entries[0].wording.options == ("一至二人", "三至九人")


def test_a_question_of_the_author_with_the_words_of_an_example_is_read() -> None:
    own = EXAMPLES[0].wording
    contents = filled_in(
        {**SINGLE, "编号": "7", "题干": own.stem, "选项A": "收十元", "选项B": "不收"}
    )
    assert [one.wording.stem for one in contents.entries] == [own.stem]


def test_the_examples_hold_each_kind_once_and_the_bank_would_take_them() -> None:
    assert [one.wording.kind for one in EXAMPLES] == list(Kind.values)
    for one in EXAMPLES:
        check(one.wording)


def test_the_examples_show_what_a_row_of_their_kind_is_read_as(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "set_aside", lambda rows, _start, _columns: (rows, 0))
    contents = read(book())
    assert codes(contents) == []
    assert [one.wording for one in contents.entries] == [one.wording for one in EXAMPLES]
    label = Label("mediation", "village", "practice", "模板示例")
    assert {label_of(one, Label(pool="exam")) for one in contents.entries} == {label}


def test_the_columns_are_those_of_our_own_sheets() -> None:
    content, _notes = writing_sheet.write([Entry(Place(), one.wording) for one in EXAMPLES])
    head = [cell.value for cell in load_workbook(io.BytesIO(content))["题目"][1]]
    assert set(head) - set(titles()) == {"附加数据"}


def test_every_column_is_explained() -> None:
    sheet = book()[GUIDE]
    told = " ".join(str(cell.value) for cell in sheet["A"])
    assert [title for title in titles() if title[:2] not in told] == []


def test_the_guide_of_somebody_else_is_told_of() -> None:
    workbook = book()
    workbook[GUIDE]["A1"] = "本表怎么填"
    workbook["题目"].append([TRUE.get(title) for title in titles()])
    assert codes(read(workbook)) == ["examples", "no_heading"]


def offered(title: str) -> set[str]:
    """The words that a column offers in the written file."""
    sheet = book()["题目"]
    letter = sheet.cell(1, titles().index(title) + 1).column_letter
    (one,) = (
        found
        for found in sheet.data_validations.dataValidation
        if str(found.sqref).startswith(f"{letter}2:")
    )
    return set(str(one.formula1).strip('"').split(","))


def test_every_word_that_is_offered_is_understood() -> None:
    assert {words.kind_of(word) for word in offered("题型")} == set(Kind.values)
    assert {words.difficulty_of(word) for word in offered("难度")} == {"easy", "medium", "hard"}
    assert subjects(offered("科目")) == set(Subject.values)
    assert {label_of(entry(tier=word), Label()).tier for word in offered("层级")} == set(
        Tier.values
    )
    assert {label_of(entry(used_for=word), Label()).pool for word in offered("用于")} == set(
        ItemPool.values
    )
    row = {**SINGLE, "题型": "多选题", "答案": "AB"}
    for credit, word in CREDITS.items():
        assert word in offered("漏选得分")
        (one,) = filled_in({**row, "漏选得分": word}).entries
        assert one.wording.credit == credit
    assert all(len(",".join(choice)) < LONGEST_LIST for choice in CHOICES.values())


LONGEST_LIST = 255  # Excel refuses a file with a longer one


def subjects(offer: Iterable[str]) -> set[str]:
    return {label_of(entry(subject=word), Label()).subject for word in offer}


def entry(subject: str = SUBJECT, tier: str = "", used_for: str = "") -> Entry:
    return Entry(Place(), Wording("open", "问"), subject=subject, tier=tier, used_for=used_for)


def test_answers_stay_texts_and_the_head_stays_in_sight() -> None:
    sheet = book()["题目"]
    assert sheet.freeze_panes == "D2"
    assert sheet.column_dimensions["J"].number_format == "@"


def test_a_case_copied_from_the_example_and_written_over_is_read_with_its_questions() -> None:
    case = {"编号": "示例8", "题型": "案例分析题", "题干": "两家争一块晒谷场，请村里调解。"}
    part = {"编号": "示例8.1", "所属大题": "示例8", **TRUE}
    (one,) = filled_in(case, part).entries
    assert [inner.stem for inner in one.wording.parts] == [TRUE["题干"]]


STORY = 9  # the row of the case among the examples
NO_CASE = "示例8"


def changed(title: str, at: int, text: str) -> Contents:
    """The template with one cell of its examples written over."""
    workbook = book()
    workbook["题目"].cell(at, titles().index(title) + 1, text)
    return read(workbook)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_case_of_which_one_row_was_written_over_is_its_authors_as_a_whole(at: int) -> None:
    contents = changed("题干", STORY + at, "两家共用的水井封了，谁来修？")
    (one,) = contents.entries
    assert one.wording.kind == Kind.CASE
    stems = [one.wording.stem, *(part.stem for part in one.wording.parts)]
    assert len(stems) == 3
    assert stems[at] == "两家共用的水井封了，谁来修？"
    assert codes(contents) == ["examples"]
    assert contents.notes[0].facts == {"count": str(STORY - 2)}


def test_an_example_with_another_answer_is_its_authors() -> None:
    (one,) = changed("答案", 2, "C").entries
    assert (one.wording.stem, one.wording.key) == (EXAMPLES[0].wording.stem, "C")


def test_a_question_put_under_the_case_of_the_examples_is_refused_with_words() -> None:
    contents = filled_in({**TRUE, "所属大题": NO_CASE}, SINGLE)
    assert codes(contents) == ["no_case", "examples"]
    (refused,) = contents.refused
    assert (refused.place.line, refused.facts) == (12, {"text": NO_CASE})
    assert NO_CASE in told(refused)
    assert [one.wording.stem for one in contents.entries] == [SINGLE["题干"]]


def test_a_case_without_questions_is_refused_with_words() -> None:
    contents = filled_in({"编号": "1", "题型": "案例分析题", "题干": "两家争一口井。"}, SINGLE)
    assert codes(contents) == ["no_parts", "examples"]
    assert told(contents.refused[0]) != told(Note("unheard"))
    assert len(contents.entries) == 1


@pytest.mark.parametrize("title", titles())
def test_any_column_but_the_question_may_be_deleted_and_no_example_comes_in(title: str) -> None:
    if title == "题干":
        return
    workbook = book()
    sheet = workbook["题目"]
    sheet.delete_cols(titles().index(title) + 1)
    head = [cell.value for cell in sheet[1]]
    own = {**SINGLE, "选项C": "三至九人", "选项D": "十人", "答案": "C"}
    sheet.append([own.get(str(name)) for name in head])
    contents = read(workbook)
    stems = [one.wording.stem for one in contents.entries]
    assert set(stems) <= {own["题干"]}
    assert "examples" in codes(contents)
