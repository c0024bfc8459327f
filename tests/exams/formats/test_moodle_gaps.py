import pytest

from exams.formats import moodle
from exams.wording import Wording
from tests.exams.formats.test_moodle import answer, only, question, quiz, refusals


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("{1:SHORTANSWER:a~b}", "no_key"),
        ("{1:SA:=a*}", "wildcard"),
        ("{1:NUMERICAL:=3:0.5}", "tolerance"),
        ("{1:NM:=x}", "broken"),
        ("{1:MC:a~b}", "no_key"),
        ("{1:MC:=a~=b}", "several_right"),
        ("{1:DRAWING:=a}", "unsupported"),
        ("no field", "broken"),
    ],
)
def test_gaps_that_cannot_be_held_are_refused(field: str, code: str) -> None:
    assert [one for one, _ in refusals(question("cloze", f"x {field}"))] == [code]


def test_numbers_and_several_choices_in_a_text() -> None:
    wording = only(question("cloze", "{1:NM:=3.50~%50%4}; {2:MR:=a#yes~b~%50%c}")).wording
    assert wording.stem == "(1)____; (2)____"
    assert wording.parts == (
        Wording("fill_blank", "(1)____", accepted=(("3.5",),)),
        Wording("multiple", "(2)", ("a", "b", "c"), "AC", "A. yes", credit="per_option"),
    )


def test_a_hole_without_its_word_is_refused() -> None:
    box = "<selectoption><text>a</text></selectoption>"
    assert refusals(question("gapselect", "x [[2]]", box))[0][0] == "unknown_key"
    assert refusals(question("gapselect", "x", box))[0][0] == "broken"


def test_all_or_nothing_choices() -> None:
    right = answer("a", "0").replace("</answer>", "<correctanswer>1</correctanswer></answer>")
    entry = only(question("multichoiceset", "x", right, answer("b", "0"), answer("c", "100")))
    assert (entry.wording.key, entry.wording.credit) == ("AC", "whole")
    assert (
        refusals(question("multichoiceset", "x", answer("a", "0"), answer("b", "0")))[0][0]
        == "no_key"
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (question("multichoice", "x"), "no_options"),
        (question("multichoice", "x", answer("a", "100")), "one_option"),
        (question("multichoice", "x", *[answer("a", "1")] * 27), "many_options"),
        (question("multichoice", "x", "<single>false</single>", *[answer("a", "0")] * 2), "no_key"),
        (question("truefalse", "x", answer("maybe", "100")), "broken"),
        (question("truefalse", "x", answer("true", "0")), "no_key"),
        (question("shortanswer", "x", answer("a", "50")), "no_key"),
        (question("shortanswer", "x", answer("a*", "100")), "wildcard"),
        (question("shortanswer", "__ and __", answer("a", "100")), "blanks"),
        (question("numerical", "x", answer("many", "100")), "broken"),
        (question("numerical", "x", answer("*", "100")), "no_key"),
        (question("matching", "x", "<subquestion><text>a</text></subquestion>"), "broken"),
        (question("essay", ""), "no_stem"),
        ('<question type="cloze"/>', "no_stem"),
    ],
)
def test_broken_questions_are_refused_with_their_reason(written: str, code: str) -> None:
    contents = moodle.read(quiz(written))
    assert [note.code for note in contents.refused] == [code]


def test_a_share_behind_a_right_answer_is_part_of_its_words() -> None:
    entry = only(question("cloze", "共有{1:SHORTANSWER:=%50%的人~=一半~%50%半数}。"))
    assert entry.wording.accepted == (("%50%的人", "一半"),)
