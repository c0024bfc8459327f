"""Reading what is typed from an answer sheet."""

import pytest

from exams import transcribing
from exams.asking import Question
from exams.responses import AnswerRefused
from exams.transcribing import Group, Placed, groups, read
from tests.exams.test_responses import asked


def form(*kinds: tuple[str, int, int]) -> list[Group]:
    """The lines of a form: kind, lines and targets of each question."""
    return groups([Placed(n, asked(*kind)) for n, kind in enumerate(kinds, start=1)])


SINGLE, TRUE_FALSE, MULTIPLE = ("single", 4, 0), ("true_false", 2, 0), ("multiple", 5, 0)


@pytest.mark.parametrize(
    "typed",
    ["ABCD-", "abcd-", "ＡＢＣＤ－", " A B C D - ", "A,B,C，D、0", "a b c d .", "A　B　C　D　—"],
)
def test_letters_in_a_row_are_read_however_they_are_typed(typed: str) -> None:
    (line,) = form(*[SINGLE] * 5)
    found = read([line], {"q1": typed})
    assert (found.in_order(), found.errors) == ([["A"], ["B"], ["C"], ["D"], []], {})


@pytest.mark.parametrize(
    "typed", ["√×√×", "AbAb", "✓✗✓✗", "对错对错", "TFTF", "VxVX", "ＴＦＴＦ", "是否是否"]
)
def test_true_and_false_are_read_however_they_are_marked(typed: str) -> None:
    found = read(form(*[TRUE_FALSE] * 4), {"q1": typed})
    assert (found.in_order(), found.errors) == ([["A"], ["B"], ["A"], ["B"]], {})


@pytest.mark.parametrize(
    "typed", ["AC ABD - ca", "ac,abd,0,AC", "ＡＣ　ＡＢＤ　－　ＡＣ", "AC/abd/-/AC"]
)
def test_several_letters_are_one_answer_and_blanks_part_the_questions(typed: str) -> None:
    found = read(form(*[MULTIPLE] * 4), {"q1": typed})
    assert (found.in_order(), found.errors) == ([["A", "C"], ["A", "B", "D"], [], ["A", "C"]], {})


def test_a_multiple_choice_question_that_stands_alone_may_have_blanks_between_its_letters() -> None:
    assert read(form(MULTIPLE), {"q1": "a c e"}).in_order() == [["A", "C", "E"]]


def test_questions_stand_in_fives_of_one_kind_and_others_alone() -> None:
    lines = form(*[SINGLE] * 7, *[MULTIPLE] * 2, ("fill_blank", 2, 0), ("matching", 3, 4))
    assert [line.label for line in lines] == ["1–5", "6–7", "8–9", "10", "11"]
    assert [line.names for line in lines][-2:] == [("q10-A", "q10-B"), ("q11",)]


def test_a_row_that_is_typed_on_fills_the_next_lines_while_they_are_empty() -> None:
    lines = form(*[SINGLE] * 12)
    found = read(lines, {"q1": "ABCDA BDACB CD"})
    assert "".join(value[0] for value in found.in_order()) == "ABCDABDACBCD"
    assert not found.errors


def test_a_row_is_never_typed_over_what_stands_in_the_next_line() -> None:
    lines = form(*[SINGLE] * 7)
    found = read(lines, {"q1": "ABCDAB", "q6": "CD"})
    assert list(found.errors) == ["q1"]
    assert found.values[6] == ["C"]


@pytest.mark.parametrize(("typed", "number"), [("ABC", "3"), ("ABCDABC", "7"), ("", "")])
def test_too_few_and_too_many_are_told_with_both_numbers(typed: str, number: str) -> None:
    found = read(form(*[SINGLE] * 5), {"q1": typed})
    (why,) = found.errors["q1"]
    assert number in why
    assert len(found.values) == 5


def test_a_letter_that_is_no_option_is_told_with_its_question() -> None:
    found = read(form(*[SINGLE] * 3, *[TRUE_FALSE] * 2), {"q1": "AEB", "q4": "√Z"})
    assert "2" in found.errors["q1"][0]
    assert "A–D" in found.errors["q1"][0]
    assert "Z" in found.errors["q4"][0]
    assert found.in_order() == [["A"], [], ["B"], ["A"], []]


def test_blanks_keep_their_words_and_a_lone_dash_is_none() -> None:
    lines = form(("fill_blank", 2, 0), ("fill_blank", 2, 0))
    found = read(lines, {"q1-A": " 三十 日", "q1-B": "-", "q2-A": "0", "q2-B": ""})
    assert found.in_order() == [["三十 日", ""], ["0", ""]]


def test_an_order_and_a_matching_have_a_letter_for_each_place() -> None:
    lines = form(("ordering", 3, 3), ("matching", 2, 3))
    assert read(lines, {"q1": "b a c", "q2": "c-"}).in_order() == [["B", "A", "C"], ["C", ""]]
    assert read(lines, {"q1": "-", "q2": "-"}).in_order() == [[], []]
    wrong = read(lines, {"q1": "BA", "q2": "CZ"})
    assert sorted(wrong.errors) == ["q1", "q2"]
    assert sorted(read(lines, {"q1": "", "q2": " "}).errors) == ["q1", "q2"]


@pytest.mark.parametrize(
    ("kind", "typed", "value", "again"),
    [
        (SINGLE, "ｂ", ["B"], "B"),
        (SINGLE, "", [], "-"),
        (TRUE_FALSE, "×", ["B"], "×"),
        (MULTIPLE, "d a", ["A", "D"], "AD"),
        (("fill_blank", 2, 0), "三日；-", ["三日", ""], "三日；"),
        (("ordering", 3, 3), "cab", ["C", "A", "B"], "CAB"),
    ],
)
def test_one_answer_is_read_and_written_the_same_way(
    kind: tuple[str, int, int], typed: str, value: list[str], again: str
) -> None:
    one = Placed(1, asked(*kind))
    assert transcribing.read_one(one, typed) == value
    assert transcribing.written(one, value) == again


def test_one_answer_that_cannot_be_is_refused() -> None:
    for typed in ("E", "AB", "?"):
        with pytest.raises(AnswerRefused):
            transcribing.read_one(Placed(1, asked(*SINGLE)), typed)


def test_words_are_the_same_in_another_width_and_letters_are_not_guessed() -> None:
    blank, single = Placed(1, asked("fill_blank", 1)), Placed(2, asked(*SINGLE))
    assert transcribing.same(blank, ["30 日"], ["３０日"])
    assert not transcribing.same(blank, ["30日"], ["30天"])
    assert transcribing.same(blank, [], [""])
    assert not transcribing.same(single, ["A"], [])


def test_the_hint_names_what_can_be_typed() -> None:
    assert Placed(1, asked(*SINGLE)).letters == "A–D"
    assert Placed(1, asked(*TRUE_FALSE)).letters == "√×"
    assert Placed(1, Question(1, "fill_blank", "", "", "half", ())).letters == ""
