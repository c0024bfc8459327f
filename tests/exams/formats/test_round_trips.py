"""import(export(bank)) = bank: every kind of question, with awkward characters."""

import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from exams.formats import (
    gift,
    moodle,
    opening,
    qti,
    writing,
    writing_gift,
    writing_moodle,
    writing_qti,
    writing_sheet,
)
from exams.formats.entries import Contents, Entry, Note, Place
from exams.wording import MarkingPoint, Wording
from tests.exams.formats.making import PNG, entries, kept

Writer = Callable[[Iterable[Entry]], tuple[bytes, list[Note]]]
FORMATS: dict[str, tuple[Writer, Callable[[bytes], Contents]]] = {
    "gift": (writing_gift.write, gift.read),
    "moodle": (writing_moodle.write, moodle.read),
    "qti": (writing_qti.write, qti.read),
    "sheet": (writing_sheet.write, lambda content: opening.read(content, "题库")),
}


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(bank=st.lists(entries, min_size=1, max_size=3))
def test_what_is_written_is_read_again(form: str, bank: list[Entry]) -> None:
    write, read = FORMATS[form]
    content, _ = write(bank)
    contents = read(content)
    assert [note.code for note in contents.refused] == []
    assert [kept(entry) for entry in contents.entries] == [kept(entry) for entry in bank]


PICTURE = f"![图](sha256:{hashlib.sha256(PNG).hexdigest()})"
SHOWN = Entry(
    Place(),
    Wording("single", f"看图。\n{PICTURE}", ("甲", PICTURE), "A", f"见{PICTURE}"),
    pictures={hashlib.sha256(PNG).hexdigest(): PNG},
)
TABLE = Entry(Place(), Wording("open", "看表。\n| 年 | 件 |\n| 2024 |  |\n| 不是表格\n|也不是|"))
STORY = Entry(
    Place(),
    Wording(
        "case_analysis",
        "邻里纠纷。",
        parts=(
            Wording("true_false", "应当受理。", key="A", explanation="因为。"),
            Wording(
                "open", "怎么办？", answer="先听。", marking=(MarkingPoint("倾听", Decimal("2.5")),)
            ),
            Wording("multiple", "可以：", ("甲", "乙", "丙"), "AC", credit="whole", pinned=(2,)),
        ),
    ),
)


@pytest.mark.parametrize("form", ["moodle", "qti", "sheet"])
def test_pictures_come_back_with_their_bytes(form: str) -> None:
    write, read = FORMATS[form]
    content, notes = write([SHOWN])
    assert notes == []
    assert [(kept(one), one.pictures) for one in read(content).entries] == [
        (kept(SHOWN), SHOWN.pictures)
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_tables_and_cases_come_back(form: str) -> None:
    write, read = FORMATS[form]
    content, _ = write([TABLE, STORY])
    assert [kept(entry) for entry in read(content).entries] == [kept(TABLE), kept(STORY)]


def test_what_a_format_cannot_hold_is_told() -> None:
    without = replace(SHOWN, pictures={})
    told = {
        form: [note.code for note in write([without, STORY])[1]]
        for form, (write, _) in FORMATS.items()
    }
    assert told == {
        "gift": ["no_pictures", "as_open"],
        "moodle": ["lost_picture"] * 3 + ["as_open"],
        "qti": ["lost_picture", "no_marking"],
        "sheet": ["lost_picture"],
    }


@pytest.mark.parametrize(
    ("form", "entry", "ending"),
    [
        ("sheet", TABLE, ".xlsx"),
        ("sheet", SHOWN, ".zip"),
        ("moodle", SHOWN, ".xml"),
        ("gift", TABLE, ".txt"),
        ("qti", SHOWN, ".zip"),
    ],
)
def test_a_file_in_any_form_says_what_it_is(form: str, entry: Entry, ending: str) -> None:
    written = writing.write(form, [entry])
    assert (written.ending, written.notes) == (ending, ())
    (read,) = opening.read(written.content, f"题库{ending}").entries
    assert kept(read) == kept(entry)


@pytest.mark.parametrize("form", ["gift", "moodle", "qti"])
def test_the_same_questions_give_the_same_bytes(form: str) -> None:
    write, _ = FORMATS[form]
    assert write([SHOWN, STORY])[0] == write([SHOWN, STORY])[0]


def test_a_cell_that_somebody_changed_counts_more_than_what_stood_beside() -> None:
    odd = Entry(Place(), Wording("single", "选", ("B", "<b>A</b>"), "B"))
    content, _ = writing_sheet.write([odd])
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    titles = [cell.value for cell in sheet[1]]
    sheet.cell(2, titles.index("选项A") + 1).value = "甲"
    out = io.BytesIO()
    book.save(out)
    (entry,) = opening.read(out.getvalue(), "题库.xlsx").entries
    assert entry.wording == Wording("single", "选", ("甲", "A"), "B")
