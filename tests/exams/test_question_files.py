"""Reading tables of questions: encodings, separators, answers as people write them, row numbers."""

import csv
import io

import pytest

from exams.question_files import QuestionRow, UnreadableFile, read, read_key, visible

HEADER = ["input", "output", "A", "B", "C", "D", "source", "multichoice"]
GOOD = ["张三该怎么办？", "B", "甲", "乙", "丙", "丁", "2018", "False"]


def table(*records: list[str], separator: str = ",", header: list[str] | None = None) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([header or HEADER, *records])
    return out.getvalue()


def row(*records: list[str]) -> QuestionRow:
    return read(table(*records).encode())[0]


def test_a_row_is_read_by_its_header() -> None:
    assert row(GOOD) == QuestionRow(
        row=2,
        stem="张三该怎么办？",
        options=("甲", "乙", "丙", "丁"),
        key="B",
        kind="single",
        kind_text="False",
        source="2018",
    )


def test_the_header_decides_not_the_order() -> None:
    header = ["题型", "答案", "D", "C", "B", "A", "题干", "解析"]
    content = table(["多选题", "d、a", "丁", "丙", "乙", "甲", "问？", "因为"], header=header)
    (found,) = read(content.encode())
    assert (found.kind, found.key, found.options) == ("multiple", "AD", ("甲", "乙", "丙", "丁"))
    assert (found.stem, found.explanation) == ("问？", "因为")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(codec: str, separator: str) -> None:
    content = table(GOOD, separator=separator).encode(codec)
    assert read(content)[0].options == ("甲", "乙", "丙", "丁")


def test_rows_count_as_a_spreadsheet_shows_them() -> None:
    with_break = ['第一行\n第二行，“引”"号"', *GOOD[1:]]
    content = table(with_break, ["", "", "", "", "", "", "", ""], GOOD).encode()
    assert [found.row for found in read(content)] == [2, 4]
    assert read(content)[0].stem == '第一行\n第二行，“引”"号"'


def test_line_ends_of_all_kinds() -> None:
    content = table(GOOD).replace("\r\n", "\n").encode()
    assert read(content) == read(table(GOOD).encode())


def test_a_short_row_has_empty_cells_and_empty_last_options_are_left_out() -> None:
    assert row(["问？", "B", "甲"]).options == ("甲",)
    assert row(["问？", "B", "甲", "乙", "", "", "", "False"]).options == ("甲", "乙")
    assert row(["问？", "B", "甲", "", "丙", "", "", "False"]).options == ("甲", "", "丙")


@pytest.mark.parametrize(
    ("written", "kind", "key"),
    [
        ("Ａ", "single", "A"),
        ("a", "single", "A"),
        (" b ", "single", "B"),
        ("A,B", "multiple", "AB"),
        ("A、C", "multiple", "AC"),
        ("DA", "multiple", "AD"),
        ("Ａ，Ｂ", "multiple", "AB"),
        ("对", "true_false", "A"),
        ("√", "true_false", "A"),
        ("T", "true_false", "A"),
        ("1", "true_false", "A"),
        ("正确", "true_false", "A"),
        ("×", "true_false", "B"),
        ("错误", "true_false", "B"),
        ("0", "true_false", "B"),
        ("也许", "true_false", "也许"),
        ("E", "single", "E"),
        ("", "single", ""),
    ],
)
def test_answers_as_people_write_them(written: str, kind: str, key: str) -> None:
    assert read_key(written, kind) == key


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xff\x00\x81", "encoding"),
        (b"a,b,c\n1,2,3\n", "header"),
        (table(GOOD, header=["input", "output", "A", "C", "D", "E", "s", "multichoice"]), "header"),
        (table(GOOD, header=["input", "output", "A", "B", "C", "D", "source", "x"]), "header"),
        (table(["x" * 100_001, *GOOD[1:]]), "table"),
        (table(*[["a"]] * 20_001), "long"),
    ],
)
def test_a_file_that_is_no_table_of_questions(content: bytes | str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(content.encode() if isinstance(content, str) else content)


def test_invisible_characters_are_taken_out_and_counted() -> None:
    found = row(["问\x1f题\u200b？\x00", *GOOD[1:]])
    assert (found.stem, found.removed) == ("问题？", 3)
    assert visible("a\tb\r\nc\rd") == "a b\nc\nd"


def test_identity_is_by_content_not_by_blanks_width_or_answer() -> None:
    same = ["张三该怎么办?", "C", "甲 ", "乙", "丙", "丁", "2019", "False"]
    assert row(GOOD).digest == row(same).digest
    assert row(GOOD).digest != row(["李四该怎么办？", *GOOD[1:]]).digest
    assert row(GOOD).digest != row([*GOOD[:7], "True"]).digest
