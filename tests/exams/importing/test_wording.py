"""Everything a reader may say has words, and the words need only facts that it gives."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from exams import formats
from exams.formats import opening
from exams.formats.entries import Note, Place
from exams.importing.wording import ALL, DETAILS, told, where

SOURCE = Path(formats.__file__).parent
SAID = re.compile(
    r"""(?:Note|Refused|Refusal|Unreadable|\w*note\w*|\w*refuse\w*)\(\s*f?["']([a-z]+(?:_[a-z]+)*)["']"""
)


def codes() -> set[str]:
    """Every word with which a reader makes a note or refuses."""
    found: set[str] = set()
    for path in SOURCE.glob("*.py"):
        found.update(SAID.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_code_of_the_readers_has_words() -> None:
    assert len(codes()) > 50
    assert sorted(codes() - set(ALL)) == []


@pytest.mark.parametrize("code", sorted(ALL))
def test_words_are_whole_without_any_fact(code: str) -> None:
    assert "%(" not in told(Note(code))
    assert told(Note(code))


def test_an_unknown_code_is_named_instead_of_failing() -> None:
    assert "riddle" in told(Note("riddle"))


def test_a_place_is_told_as_its_owner_finds_it() -> None:
    assert where(Place("单选题", 4, "C")) == "单选题、第4行、C列"
    assert where(Place()) == ""


def test_what_is_broken_is_named_in_words() -> None:
    said = re.compile(r'detail="([a-z]+)"')
    found = {name for path in SOURCE.glob("*.py") for name in said.findall(path.read_text("utf-8"))}
    inside_a_file = {"deep", "entity"}  # of a file that is refused as a whole
    assert found - set(DETAILS) == inside_a_file
    assert told(Note("broken", facts={"detail": "braces"})).endswith("花括号")


OFFER = "A. 收费\nB. 不收费\n"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (
            f"1. 甲（ B ）？\n{OFFER}答案：A\n",
            "卷.txt",
            ("“A” as its answer", "“B” in the question", "delete the one"),
        ),
        (
            f"1. 甲？\n{OFFER}答案：A\n2. 乙？\n{OFFER}答案：B\n参考答案\n1.B 2.B\n",
            "卷.txt",
            ("“A” as its answer", "“B” as a second answer or in the list of answers"),
        ),
        ("题干,A,B,答案,正确答案\n甲？,收,不收,A,B\n", "表.csv", ("column D", "column E")),
        (
            '[{"question": "甲？", "options": ["收", "不收"], "answer": "A", "correct": "B"}]',
            "题.json",
            ("“A” in the field", "“B” in the field"),
        ),
    ],
)
def test_two_answers_are_named_with_the_place_of_each(
    content: str, name: str, words: tuple[str, ...]
) -> None:
    (refused,) = opening.read(content.encode(), name).refused
    assert refused.code == "keys_disagree"
    with translation.override("en"):
        said = told(refused)
    assert [each for each in words if each not in said] == []


def test_a_refusal_that_was_kept_without_the_two_answers_has_words_still() -> None:
    with translation.override("en"):
        said = told(Note("keys_disagree", facts={"keys": "A / B"}))
    assert said == "Two answers are given, and they differ: A / B"


def test_an_answer_that_its_explanation_contradicts_is_refused_with_what_to_delete() -> None:
    text = f"1. 甲？\n{OFFER}答案：A\n解析：法律写明不收费，故选B。\n"
    (refused,) = opening.read(text.encode(), "卷.txt").refused
    with translation.override("en"):
        said = told(refused)
    assert "The answer is “A”, but its explanation concludes “B”." in said
    assert "delete that sentence from the explanation" in said
