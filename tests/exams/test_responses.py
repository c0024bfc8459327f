"""What an answer can be, by kind; what it cannot be is refused with what to do."""

import pytest

from exams.asking import Line, Part, Question
from exams.responses import AnswerRefused, response


def asked(kind: str, lines: int, targets: int = 0) -> Question:
    letters = "ABCDEFG"
    return Question(
        version_id=1,
        kind=kind,
        subject="property",
        stem="",
        credit="half",
        lines=tuple(Line(letter, letter) for letter in letters[:lines]),
        targets=tuple(Line(letter, letter) for letter in letters[:targets]),
    )


def on_case() -> Question:
    """A case that asks to write, to choose one and several of three, and to fill two blanks."""
    kinds = [("open", 1), ("single", 1), ("multiple", 1), ("fill_blank", 2)]
    options = tuple(Line(letter, letter) for letter in "ABC")
    parts = tuple(
        Part(n, 0, kind, "", "half", None, (Line(str(n), ""),) * many, options * (many == 1))
        for n, (kind, many) in enumerate(kinds, start=1)
    )
    lines = tuple(line for part in parts for line in part.lines)
    return Question(1, "case_analysis", "property", "", "half", lines, parts=parts)


@pytest.mark.parametrize(
    ("question", "value", "kept"),
    [
        (asked("single", 4), ["B"], ["B"]),
        (asked("single", 4), [], []),
        (asked("multiple", 4), ["D", "A", "D"], ["A", "D"]),
        (asked("fill_blank", 2), [" 三十 ", ""], ["三十", ""]),
        (asked("fill_blank", 2), ["三十"], ["三十", ""]),
        (asked("fill_blank", 2), ["三\x00十\ud800", "\x07"], ["三十", ""]),
        (asked("fill_blank", 2), ["", " "], []),
        (asked("matching", 2, 3), ["C", ""], ["C", ""]),
        (asked("matching", 2, 3), ["C", "C"], ["C", "C"]),
        (asked("matching", 2, 3), ["", ""], []),
        (asked("ordering", 3, 3), ["C", "", "C"], ["C", "", "C"]),
        (asked("open", 1), [" 一、\r\n\t二、\x00\r三 \n"], ["一、\n\t二、\n三"]),
        (asked("open", 1), ["字" * 5000], ["字" * 5000]),
        (asked("open", 1), [" \n "], []),
        (on_case(), ["写\n了", "B", "CAC", " 1245 "], ["写\n了", "B", "AC", "1245", ""]),
        (on_case(), ["", "", "", "", ""], []),
    ],
)
def test_an_answer_is_kept_as_it_is_graded(
    question: Question, value: list[str], kept: list[str]
) -> None:
    assert response(question, value) == kept


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (asked("single", 4), ["E"], "没有这个选项"),
        (asked("single", 4), [""], "没有这个选项"),
        (asked("single", 4), ["A", "B"], "只有一个正确答案"),
        (asked("true_false", 2), ["A", "B"], "只有一个正确答案"),
        (asked("fill_blank", 1), ["长" * 201], "最多200字"),
        (asked("fill_blank", 1), ["一", "二"], "不相符"),
        (asked("matching", 2, 3), ["D", ""], "没有这个选项"),
        (asked("matching", 2, 3), ["A", "B", "C"], "不相符"),
        (asked("ordering", 2, 2), ["A", "AB"], "没有这个选项"),
        (asked("open", 1), ["长" * 5001], "最多5,000字，您写了5,001字"),
        (asked("open", 1), ["一", "二"], "不相符"),
        (on_case(), ["长" * 5001], "最多5,000字"),
        (on_case(), ["", "D"], "没有这个选项"),
        (on_case(), ["", "AB"], "只有一个正确答案"),
        (on_case(), ["", "", "AD"], "没有这个选项"),
        (on_case(), ["", "", "", "长" * 201], "最多200字"),
        (on_case(), [""] * 6, "不相符"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(
    question: Question, value: list[str], words: str
) -> None:
    with pytest.raises(AnswerRefused, match=words):
        response(question, value)
