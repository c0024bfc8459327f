"""Titles over the header, two-line headers, remarks under the table."""

import pytest

from portal.spreadsheets.heading import Heading, find_heading, is_note, plain
from portal.spreadsheets.tables import BLANK, Cell, Row

KNOWN = {"姓名", "性别", "手机", "邮箱", "单位"}


def rows(*lines: tuple[str, ...]) -> list[Row]:
    return [[Cell(text) if text else BLANK for text in line] for line in lines]


def found(*lines: tuple[str, ...]) -> Heading:
    return find_heading(rows(*lines), KNOWN.__contains__)


def test_54_titles_above_the_header_are_passed_over() -> None:
    title = ("示例市人民调解员花名册",) * 3
    assert found(
        title, ("填报单位：青石镇", "", ""), ("序号", "姓名", "性别"), ("1", "周桂芳", "女")
    ) == Heading(3, 3, ("序号", "姓名", "性别"))


def test_54_a_header_of_two_lines_is_read_as_one() -> None:
    whole = ("姓名", "手机", "邮箱", "单位")
    merged = ("姓名", "联系方式", "联系方式", "单位")
    assert found(merged, ("姓名", "手机", "邮箱", "单位"), ("周桂芳", "1", "2", "3")) == Heading(
        1, 2, whole
    )
    assert found(("姓名", "联系方式", "", "单位"), ("", "手机", "邮箱", "")) == Heading(1, 2, whole)


def test_a_row_of_data_is_no_second_line() -> None:
    assert found(("姓名", "性别"), ("周桂芳", "女")).last == 1


def test_without_a_known_title_the_first_row_with_two_cells_counts() -> None:
    assert found(("花名册", ""), ("A", "B"), ("1", "2")) == Heading(2, 2, ("A", "B"))
    assert found(("花名册",), ("x",)) == Heading(0, 0, ())


def test_titles_are_compared_without_width_blanks_stars_and_brackets() -> None:
    assert plain(" ＊姓　名（必填）：") == plain("姓名必填")


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (("填表人：张三", "", "", "联系电话：0000"), True),
        (("备注：以上人员", "", "", ""), True),
        (("合计", "20人", "", ""), True),
        (("说明", "说明", "说明", "说明"), True),
        (("周桂芳", "女", "1380", "柳溪村"), False),
        (("注", "女", "1380", "柳溪村"), False),
        (("", "", "", ""), False),
    ],
)
def test_54_a_remark_under_the_table_is_no_data(row: tuple[str, ...], remark: bool) -> None:
    assert is_note(rows(row)[0]) is remark
