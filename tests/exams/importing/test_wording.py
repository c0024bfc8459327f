"""Everything a reader may say has words, and the words need only facts that it gives."""

import re
from pathlib import Path

import pytest

from exams import formats
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
