"""Bad input 56: days in all the ways offices write them."""

from datetime import date

import pytest

from portal.spreadsheets.dates import DayFar, DayUnclear, read_day
from portal.spreadsheets.tables import DAY, NUMBER, Cell

FEBRUARY = date(2026, 2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-05", "2026.2.5", "2026/2/5", "20260205", "2026年2月5日", "２０２６年２月５日",
        "二〇二六年二月五日", "二○二六年二月五号", "二零二六年二月五日", "2026-02-05 00:00:00",
    ],
)  # fmt: skip
def test_56_a_day_that_is_certain_is_read(text: str) -> None:
    assert read_day(Cell(text)) == FEBRUARY


@pytest.mark.parametrize(
    "text",
    [
        "2026/2/30", "2026-13-01", "2026.2", "05/02/2026", "26-2-5", "46058", "二月五日", "",
        "二〇二六年十十月五日", "二〇二六年一二月五日", "1899-12-31", "2101-01-01", "近日",
    ],
)  # fmt: skip
def test_56_a_day_that_is_not_certain_is_refused(text: str) -> None:
    with pytest.raises(DayUnclear):
        read_day(Cell(text))


@pytest.mark.parametrize("text", ["9999-12-31", "1899-12-31", "21010101", "二一〇一年一月一日"])
def test_a_day_of_a_far_year_is_a_day(text: str) -> None:
    with pytest.raises(DayFar):
        read_day(Cell(text))


def test_no_day_of_a_far_year_is_none() -> None:
    with pytest.raises(DayUnclear) as refused:
        read_day(Cell("9999-02-30"))
    assert not isinstance(refused.value, DayFar)


def test_56_chinese_numerals_reach_the_end_of_the_year() -> None:
    assert read_day(Cell("一九九九年十二月三十一日")) == date(1999, 12, 31)
    assert read_day(Cell("二〇〇〇年十月二十日")) == date(2000, 10, 20)


def test_56_a_bare_number_counts_by_the_calendar_of_the_workbook() -> None:
    serial = Cell("46058", NUMBER)
    assert read_day(serial, era_1904=False) == FEBRUARY
    assert read_day(Cell("44596", NUMBER), era_1904=True) == FEBRUARY
    assert read_day(Cell("59", NUMBER), era_1904=False) == date(1900, 2, 28)
    assert read_day(Cell("20260205", NUMBER), era_1904=False) == FEBRUARY


@pytest.mark.parametrize("text", ["60", "0", "-5", "2026.2", "100000"])
def test_56_a_number_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayUnclear):
        read_day(Cell(text, NUMBER), era_1904=False)


def test_56_a_number_without_a_calendar_is_refused() -> None:
    with pytest.raises(DayUnclear):
        read_day(Cell("46058", NUMBER))


def test_a_cell_of_the_kind_day_is_taken() -> None:
    assert read_day(Cell("2026-02-05", DAY)) == FEBRUARY
    with pytest.raises(DayUnclear):
        read_day(Cell("0:30:00", DAY))
