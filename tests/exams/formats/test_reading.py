"""Files as people bring them, read in a confined child; what is no file of questions says why."""

import csv
import hashlib
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from exams.formats import wire, writing_gift, writing_moodle, writing_qti
from exams.formats.entries import Contents, Entry, Note, Place, Unreadable
from exams.formats.opening import read as read_here
from exams.formats.reading import read
from exams.wording import MarkingPoint, Wording
from tests.exams.formats.files import HEAD, csv_file, packed, workbook

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "questions"
ROW = ["单选题", "人民调解收费吗？", "收费", "不收费", "看情况", "B"]
WORDING = Wording("single", ROW[1], ("收费", "不收费", "看情况"), "B")


def code(content: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as raised:
        read_here(content, name)
    return raised.value.code


def test_a_workbook_is_read_in_a_child() -> None:
    rows = [list(HEAD), ROW]
    content = workbook(
        {"单选题": rows, "空": [], "判断题": [["题目", "答案"], ["调解收费。", "×"]]}
    )
    found = read(content, "题库.xlsx")
    assert found.form == "xlsx"
    assert [entry.wording for entry in found.entries] == [
        WORDING,
        Wording("true_false", "调解收费。", key="B"),
    ]
    assert [entry.place for entry in found.entries] == [Place("单选题", 2), Place("判断题", 2)]
    assert found.notes == [Note("empty_sheet", Place("空"))]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(codec: str, separator: str) -> None:
    content = csv_file([HEAD, ROW], separator).encode(codec)
    (found,) = read_here(content, "题库.csv").entries
    assert found.wording == WORDING


def test_line_ends_of_all_kinds_and_breaks_in_cells() -> None:
    text = csv_file([HEAD, ["单选题", "第一行\n第二行", *ROW[2:]], [], ROW])
    mixed = text.replace("\r\n", "\n", 1)
    found = read_here(mixed.encode(), "题库.csv").entries
    assert [entry.place.line for entry in found] == [2, 5]
    assert found[0].wording.stem == "第一行\n第二行"


def test_numbers_days_and_shares_are_read_as_shown() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["题型", "题干", "A", "B", "C", "D", "答案"])
    sheet.append(["单选题", 2024, 0.5, date(2011, 1, 1), 1.0, 2.5, "A"])
    sheet["C2"].number_format = "0%"
    sheet["D2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["F2"].number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    (found,) = read_here(out.getvalue(), "题库.xlsx").entries
    assert found.wording.stem == "2024"
    assert found.wording.options == ("50%", "2011年1月1日", "1", "2.50")


def test_a_page_of_html_under_the_name_of_a_workbook() -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in ROW)
    heads = "".join(f"<th>{cell}</th>" for cell in HEAD)
    page = f"<html><table><tr>{heads}</tr><tr>{cells}</tr></table></html>"
    (found,) = read_here(page.encode(), "题库.xls").entries
    assert found.wording == WORDING


def test_a_zip_of_files_and_of_pictures() -> None:
    picture = b"\x89PNG\r\n\x1a\n-not really-"
    inner = workbook({"题": [HEAD, ROW]})
    content = packed(
        {
            "一/题目.xlsx": inner,
            "二.txt": "1. 调解收费。\n答案：错".encode(),
            "pictures/a.png": picture,
            "读我.md": b"hello",
        }
    )
    found = read_here(content, "题库.zip")
    assert [entry.place.part for entry in found.entries] == ["一/题目.xlsx / 题", "二.txt"]
    assert [(note.code, note.place.part) for note in found.notes] == [
        ("file_skipped", "读我.md"),
        ("picture_unused", "pictures/a.png"),
    ]


def test_pictures_of_a_zip_go_to_the_texts_that_name_them() -> None:
    picture = b"\x89PNG\r\n\x1a\n-not really-"
    digest = hashlib.sha256(picture).hexdigest()
    row = ["单选题", f"看图。![图](sha256:{digest})", *ROW[2:]]
    content = packed(
        {"题目.xlsx": workbook({"题": [HEAD, row]}), f"pictures/{digest}.png": picture}
    )
    (found,) = read_here(content, "题库.zip").entries
    assert found.pictures == {digest: picture}


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.xlsx", "empty"),
        (b"x" * 20_000_001, "a.txt", "size"),
        (b"%PDF-1.7", "a.pdf", "pdf"),
        (b"{\\rtf1", "a.rtf", "old"),
        (b"\x89PNG\r\n", "a.png", "picture"),
        (b"Rar!\x1a", "a.rar", "archive"),
        (b"\xff\xff\x00\x81\x00", "a.csv", "encoding"),
        ("题目,说明\n甲,乙\n".encode(), "a.csv", "heading"),
        (b"nothing to ask here", "a.txt", "unknown"),
        (b"PK\x03\x04 broken", "a.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", "old"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "password",
        ),
    ],
)
def test_what_is_no_file_of_questions_says_why(content: bytes, name: str, why: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(content, name)
    assert raised.value.code == why


def test_hostile_zips_are_not_opened() -> None:
    bomb = packed({"题.csv": b"0" * 60_000_000})
    with pytest.raises(Unreadable, match="unpacked"):
        read(bomb, "a.zip")
    with pytest.raises(Unreadable, match="unsafe"):
        read(packed({"../题.csv": b"a,b"}), "a.zip")


def test_what_the_child_says_arrives_whole() -> None:
    part = Wording("single", "先做什么？", ("听", "说"), "A", pinned=(1,))
    wording = Wording(
        "case_analysis",
        "争执",
        difficulty="hard",
        cites=(("civil-code", "1165"),),
        parts=(
            part,
            Wording("open", "怎么办", answer="问", marking=(MarkingPoint("问", Decimal("2.5")),)),
        ),
    )
    fill = Wording(
        "fill_blank", "____", accepted=(("a", "b"),), any_order=True, marks=Decimal("2.5")
    )
    entry = Entry(
        Place("表", 3, "B"), wording, "7", "总则", "city", "自编", {"stem": "B"},
        {"ab": b"\x00\xff"}, (Note("html", Place("表", 3)),),
    )  # fmt: skip
    said = Contents(
        "xlsx", [entry, Entry(Place(), fill)], [Note("no_key", Place())], [Note("x", Place())]
    )
    assert wire.contents_of(line.encode() for line in wire.lines(said)) == said


@pytest.mark.parametrize("form", ["gift", "moodle", "qti"])
def test_what_we_write_in_formats_of_others_is_found_and_read(form: str) -> None:
    writers = {"gift": writing_gift, "moodle": writing_moodle, "qti": writing_qti}
    content, _ = writers[form].write([Entry(Place(), WORDING)])
    found = read(content, "题库")
    assert (found.form, [entry.wording for entry in found.entries]) == (form, [WORDING])


def test_aiken_is_found_and_read() -> None:
    found = read(f"{ROW[1]}\nA. 收费\nB. 不收费\nC. 看情况\nANSWER: B\n".encode(), "题库.txt")
    assert (found.form, [entry.wording for entry in found.entries]) == ("aiken", [WORDING])


@pytest.mark.real_data
@pytest.mark.skipif(not REAL.is_dir(), reason="the real questions lie beside the checkout")
@pytest.mark.parametrize(
    ("name", "kind", "number"),
    [("law_single_choice.csv", "single", 537), ("law_multiple_choice.csv", "multiple", 463)],
)
def test_the_shared_files_are_read_whole(name: str, kind: str, number: int) -> None:
    content = (REAL / name).read_bytes()
    found = read_here(content, name)
    with io.StringIO(content.decode("utf-8-sig"), newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) == number
    assert found.refused == []
    assert [entry.wording.key for entry in found.entries] == [
        "".join(sorted(row["output"].strip())) for row in rows
    ]
    assert [len(entry.wording.options) for entry in found.entries] == [
        sum(bool(row[letter].strip()) for letter in "ABCD") for row in rows
    ]
    assert {entry.wording.kind for entry in found.entries} == {kind}


def test_a_paper_written_into_the_cells_of_a_sheet() -> None:
    lines = ["一、单选题", "1. 调解收费吗？", "A. 收费", "B. 不收费", "答案：B"]
    (found,) = read_here(workbook({"Sheet1": [[line] for line in lines]}), "题.xlsx").entries
    assert (found.wording.options, found.wording.key) == (("收费", "不收费"), "B")
    assert found.place.line == 2


def test_a_workbook_in_one_xml() -> None:
    def row(cells: list[str]) -> str:
        shown = [f"<Cell><Data ss:Type='String'>{cell}</Data></Cell>" for cell in cells if cell]
        return f"<Row>{''.join(shown)}</Row>"

    last = row(["单选题", "收费吗？", "收", "不收"]).replace(
        "</Row>", "<Cell ss:Index='6'><Data>B</Data></Cell></Row>"
    )
    text = (
        "<?xml version='1.0'?><Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"
        f"<Worksheet ss:Name='题'><Table>{row(list(HEAD))}{last}</Table></Worksheet></Workbook>"
    )
    (found,) = read_here(text.encode(), "题库.xls").entries
    assert (found.wording.options, found.wording.key) == (("收", "不收"), "B")


def test_a_zip_inside_a_zip_is_told_of() -> None:
    paper = "1.甲？\nA.一\nB.二\n答案：A\n".encode()
    found = read_here(packed({"一.txt": paper, "二.zip": packed({"三.txt": paper})}), "题.zip")
    assert len(found.entries) == 1
    assert [(note.code, note.place.part, note.facts) for note in found.notes] == [
        ("file_skipped", "二.zip", {"reason": "archive"})
    ]
