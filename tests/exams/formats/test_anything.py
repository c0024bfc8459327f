"""Whatever stands in a file: it is read or refused with a word, and nothing else happens."""

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from exams.formats.entries import Contents, Entry, Unreadable
from exams.formats.opening import read
from exams.formats.papertext import read_text
from exams.wording import CHOICES, LETTERS
from tests.exams.formats.files import table

PLAIN = """1. 2、 （1） 一、单选题 二、判断题（每题2分） A. B、 Ｃ． 答案： 【解析】 参考答案
    1-3_ABC 1.A_2.B A AB 对 × （_B_） ____ 甲 为什么？ | ; 题干 选项A 题型 { ] " null 0 <p> &nbsp;
    问题： 案例分析题 (正确答案)"""
SIGNS = [*PLAIN.split(), "\n", "\n\n", " ", "\t", "\u200b"]
NAMES = ["question", "options", "answer", "A", "B", "type", "title", "text", "questions", "passage"]
WORDS = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)
ROWS = st.lists(st.lists(WORDS, min_size=1, max_size=8), max_size=8)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers(0, 4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=20,
)


def is_sound(entry: Entry) -> bool:
    """A key names letters; a choice has options; blanks have an answer each."""
    wording = entry.wording
    if wording.kind in CHOICES:
        return len(wording.options) > 1 and bool(wording.key) and set(wording.key) <= set(LETTERS)
    return bool(wording.stem) and wording.stem.count("____") >= len(wording.accepted)


def check(found: Contents) -> None:
    assert all(map(is_sound, found.entries))
    assert all(note.code for note in found.refused)


@settings(max_examples=30, deadline=None)
@given(WORDS)
def test_any_text(text: str) -> None:
    with suppress(Unreadable):
        check(read_text(text))


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_any_table(rows: list[list[str]]) -> None:
    check(table(["编号", "题型", "题干", "选项A", "选项B", "答案", "解析"], *rows))


@settings(max_examples=30, deadline=None)
@given(VALUES)
def test_any_json(value: object) -> None:
    with suppress(Unreadable):
        check(read(json.dumps(value, ensure_ascii=False).encode(), "a.json"))
