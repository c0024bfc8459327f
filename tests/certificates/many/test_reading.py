"""Lists as people bring them: titles, columns without any, damaged numbers, rows in place."""

import io

import pytest
from django.test import override_settings
from openpyxl import Workbook

from certificates import numbering
from certificates.many import reading
from certificates.many.lines import Line
from portal.people.identity import check_digit
from portal.spreadsheets.writing import xlsx_file
from tests.certificates.many.rows import DOCUMENT, ENDING, pasted, table

BODY = "9901012026000318"
NUMBER = BODY + numbering.check_digit(BODY)
WRONG = BODY + str((int(NUMBER[-1]) + 1) % 10)
RIGHT_CODE = numbering.new_code()
OTHER_BODY = "9901012026000319"
OTHER = OTHER_BODY + numbering.check_digit(OTHER_BODY)


def hints(line: Line) -> list[tuple[str, str]]:
    return [(one.code, one.cell) for one in line.hints]


def only(text: str) -> Line:
    (line,) = pasted(text).lines
    return line


@pytest.mark.parametrize(
    "titles",
    [
        ("序号", "证书编号", "姓名", "单位"),
        ("No", "Certificate number", "Name", "Place"),
        ("", "编号：", "持证人", "单位"),
    ],
)
def test_columns_are_known_by_their_titles(titles: tuple[str, ...]) -> None:
    sheet = table(("1", NUMBER, "周桂芳", "柳溪村"), titles=titles)
    (line,) = sheet.lines
    assert line.question is not None
    assert (line.question.number, line.question.name, line.row) == (NUMBER, "周桂芳", 2)


def test_columns_without_titles_are_known_by_their_form() -> None:
    sheet = table(("1", "周桂芳", "青石镇柳溪村人民调解委员会", NUMBER))
    assert sheet.heading == 0
    (line,) = sheet.lines
    assert line.question is not None
    assert (line.question.number, line.question.name) == (NUMBER, "周桂芳")


def test_a_village_under_another_title_is_no_name() -> None:
    (line,) = table((NUMBER, "柳溪村"), titles=("证书编号", "单位")).lines
    assert line.question is None
    assert hints(line) == [("no_second", "")]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{NUMBER} 周桂芳", (NUMBER, "周桂芳", "")),
        (f"{numbering.spaced_number(NUMBER)}，周桂芳", (NUMBER, "周桂芳", "")),
        (f"{NUMBER} {ENDING}", (NUMBER, "", ENDING)),
        (f"{NUMBER}\t周桂芳", (NUMBER, "周桂芳", "")),
        (f"{NUMBER},阿依古丽·买买提", (NUMBER, "阿依古丽·买买提", "")),
    ],
)
def test_a_pasted_line_is_a_number_with_a_name_or_an_ending(
    text: str, asked: tuple[str, str, str]
) -> None:
    question = only(text).question
    assert question is not None
    assert (question.number, question.name, question.ending) == asked


@override_settings(PUBLIC_URL="https://rmtj.example.gov.cn")
def test_a_pasted_line_is_a_code_or_a_link_of_ours() -> None:
    code = RIGHT_CODE
    for text in (
        code,
        numbering.spaced_code(code),
        code.lower(),
        f"https://rmtj.example.gov.cn/v/{code}?from=x",
        f"rmtj.example.gov.cn/v/{code}",
    ):
        question = only(text).question
        assert question is not None, text
        assert question.code == code
    foreign = only(f"https://rmtj-example.cn/v/{code}")
    assert foreign.question is None
    assert hints(foreign) == [("foreign_link", "A1")]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("9.90101E+16", "lost_digits"),
        ("99010120260003100", "lost_digits"),
        (WRONG, "check_number"),
        (BODY, "bad_number"),
        (DOCUMENT, "id_number"),
        ("7K3M-Q2XD-9HTB-4WNX", "bad_code"),
        ("=1+1", "nothing"),
    ],
)
def test_a_damaged_cell_is_named_and_nothing_is_asked(cell: str, told: str) -> None:
    sheet = table((cell, "周桂芳"), titles=("证书编号", "姓名"))
    (line,) = sheet.lines
    assert line.question is None
    assert hints(line) == [(told, "A2")]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1.10101E+17", "damaged_id"),
        ("110101199003070000", "damaged_id"),
        (DOCUMENT[:-1] + ("1" if DOCUMENT[-1] != "1" else "2"), "id_check"),
        ("123", "lost_zeros"),
        ("110101900307001", "old_id"),
        ("12345*", "bad_ending"),
    ],
)
def test_a_damaged_id_number_is_named_by_its_cell_also_beside_a_name(cell: str, told: str) -> None:
    titles = ("证书编号", "姓名", "身份证号")
    (alone,) = table((NUMBER, "", cell), titles=titles).lines
    assert alone.question is None
    assert hints(alone) == [(told, "C2")]
    (named,) = table((NUMBER, "周桂芳", cell), titles=titles).lines
    assert named.question is not None
    assert hints(named) == [(told, "C2")]


def test_a_number_kept_as_a_figure_has_lost_its_digits() -> None:
    book, content = Workbook(), io.BytesIO()
    book.active.append(["证书编号", "姓名"])
    book.active.append([int(NUMBER), "周桂芳"])
    book.save(content)
    (line,) = reading.read(content.getvalue(), "名单.xlsx", 10).lines
    assert hints(line) == [("lost_digits", "A2")]


def test_a_formula_without_a_stored_value_is_named() -> None:
    book, content = Workbook(), io.BytesIO()
    book.active.append(["证书编号", "姓名"])
    book.active.append([NUMBER, "=A1"])
    book.save(content)
    (line,) = reading.read(content.getvalue(), "名单.xlsx", 10).lines
    assert line.question is None
    assert hints(line) == [("formula_blank", "B2")]


def test_it_is_told_which_column_was_read_as_what() -> None:
    sheet = table(("1", NUMBER, "周桂芳"), titles=("序号", "证书编号", "姓名"))
    assert sheet.read_as == (("number", "B"), ("name", "C"))


def test_the_whole_id_number_gives_its_ending_and_is_kept_masked() -> None:
    sheet = table((NUMBER, DOCUMENT, f"身份证{DOCUMENT}"), titles=("证书编号", "身份证号", "备注"))
    (line,) = sheet.lines
    assert line.question is not None
    assert line.question.ending == ENDING
    assert DOCUMENT not in "".join(line.cells)
    assert line.cells[0] == NUMBER


def test_rows_keep_their_places_and_blank_ones_are_blank() -> None:
    text = f"{RIGHT_CODE}\n\n{NUMBER} 周桂芳\n,,\n{RIGHT_CODE}\n"
    sheet = pasted(text)
    assert [line.row for line in sheet.lines] == [1, 2, 3, 4, 5]
    assert [line.is_blank for line in sheet.lines] == [False, True, False, True, False]
    assert [line.same_as for line in sheet.lines] == [0, 0, 0, 0, 1]


def test_a_note_under_the_table_is_no_row_to_verify() -> None:
    sheet = table((NUMBER, "周桂芳"), ("填表人：张三", ""), titles=("证书编号", "姓名"))
    assert [line.is_blank for line in sheet.lines] == [False, True]


def test_a_number_with_two_names_is_not_asked_at_all() -> None:
    sheet = pasted(f"{NUMBER} 周桂芳\n{OTHER} 李明\n{NUMBER} 周桂芬\n{NUMBER} 周 桂芳")
    assert [bool(line.question) for line in sheet.lines] == [False, True, False, False]
    assert sheet.lines[0].hints[0].fact == "3, 4"


def test_a_row_more_than_the_limit_is_refused_with_how_many_there_are() -> None:
    with pytest.raises(reading.TooLong) as refused:
        pasted(f"{RIGHT_CODE}\n" * 11, most=10)
    assert refused.value.args == (11,)
    assert len(pasted(f"{RIGHT_CODE}\n" * 10, most=10).lines) == 10


def test_no_more_than_two_lists_are_read_at_a_time() -> None:
    with reading._turns, reading._turns, pytest.raises(reading.Busy):
        pasted(RIGHT_CODE)
    assert pasted(RIGHT_CODE).asked


def test_gbk_and_utf16_are_read() -> None:
    text = f"证书编号,姓名\r\n{NUMBER},周桂芳\r\n"
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        (line,) = reading.read(text.encode(encoding), "名单.csv", 10).lines
        assert line.question is not None
        assert line.question.name == "周桂芳"


def test_a_title_over_the_table_stays_above() -> None:
    content = xlsx_file(
        [("名单", ("调解员名册", "", ""), [("编号", "姓名", ""), (NUMBER, "周桂芳", "")])]
    )
    sheet = reading.read(content, "名单.xlsx", 10)
    assert sheet.heading == 2
    assert [line.row for line in sheet.lines] == [3]
    assert len(sheet.above) == 2


def test_the_document_of_the_tests_is_a_right_one() -> None:
    assert check_digit(DOCUMENT[:17]) == DOCUMENT[17]
