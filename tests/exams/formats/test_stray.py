"""Quotation marks in text tables that nobody closed, and the lines of cells with line ends."""

import pytest

from exams.formats.entries import Contents
from exams.formats.opening import read
from tests.exams.formats.files import csv_file

HEAD = "题干,选项A,选项B,答案"


def rows(number: int, separator: str = ",") -> list[str]:
    return [separator.join((f"第{n}问先做什么？", "听", "说", "AB"[n % 2])) for n in range(number)]


def told(lines: list[str], ends: str = "\n", name: str = "题.csv") -> Contents:
    return read(ends.join(lines).encode(), name)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_rows_between_two_stray_quotes_are_refused_as_such(ends: str, separator: str) -> None:
    lines = [HEAD.replace(",", separator), *rows(20, separator)]
    lines[5] = f'"{lines[5]}'
    lines[12] = lines[12].replace("？", '"？')
    found = told(lines, ends)
    assert len(found.entries) == 12
    (note,) = found.refused
    assert (note.code, note.place.line, note.facts) == ("stray_quote", 6, {"last": "13"})
    assert [entry.place.line for entry in found.entries[4:6]] == [14, 15]


def test_a_quote_that_is_never_closed_swallows_the_rest() -> None:
    lines = [HEAD, *rows(6)]
    lines[3] = f'"{lines[3]}'
    found = told([*lines, ""])
    assert (len(found.entries), [note.facts["last"] for note in found.refused]) == (2, ["7"])


@pytest.mark.parametrize("last", [4, 5])
def test_a_quote_that_swallows_one_row_is_seen_too(last: int) -> None:
    lines = [HEAD, *rows(6)]
    lines[3] = f'"{lines[3]}'
    lines[last] = lines[last].replace("？", '"？')
    found = told(lines)
    assert [(note.code, note.place.line) for note in found.refused] == [("stray_quote", 4)]
    assert len(found.entries) == 6 - (last - 2)


def test_a_quote_before_an_option_is_seen() -> None:
    lines = [HEAD, *rows(6)]
    lines[2] = lines[2].replace("听", '"听')
    lines[4] = lines[4].replace("听", '听"')
    found = told(lines)
    assert (len(found.entries), [note.code for note in found.refused]) == (3, ["stray_quote"])


def test_cells_with_line_ends_keep_the_lines_of_the_file() -> None:
    first, second = "甲、乙争水，\n乙找来调解员，\n问谁先说？", "谁记录？"
    content = csv_file([HEAD.split(","), [first, "甲", "乙", "A"], [second, "甲", "乙", "B"]])
    found = read(content.encode(), "题.csv")
    assert [entry.wording.stem for entry in found.entries][:1] == [first]
    assert [entry.place.line for entry in found.entries] == [2, 5]


def test_words_with_commas_on_several_lines_are_no_rows() -> None:
    stem = "分三步：\n一,听\n二,说,问\n三,记\n共几步？"
    content = csv_file([HEAD.split(","), [stem, "三", "四", "A"]])
    found = read(content.encode(), "题.csv")
    assert found.entries[0].wording.stem == stem
