"""Word papers: numbers that Word writes, breaks, tables, pictures, answers at the end."""

import hashlib

import pytest

from exams.formats.entries import Contents, Place, Unreadable
from exams.formats.opening import read
from exams.wording import Wording
from tests.exams.formats.files import packed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PICTURE = b"\x89PNG\r\n\x1a\n-a picture-"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>
<w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""
BREAK = "<w:br/>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*texts: str, number: str = "", level: int = 0) -> str:
    """A paragraph; texts that begin with < are runs or parts of them."""
    marks = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    inner = "".join(
        text if text.startswith("<w:r>") else f"<w:r>{text}</w:r>" if text[:1] == "<" else run(text)
        for text in texts
    )
    return f"<w:p><w:pPr>{marks if number else ''}</w:pPr>{inner}</w:p>"


def tbl(*rows: list[str]) -> str:
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


def relations(inner: str) -> bytes:
    return f"<Relationships {RELATIONS}>{inner}</Relationships>".encode()


def docx(*body: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
    )
    start = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    parts = (
        f'<Relationship Id="n" Type="{OFFICE}/numbering" Target="numbering.xml"/>'
        f'<Relationship Id="i" Type="{OFFICE}/image" Target="media/1.png"/>'
        f'<Relationship Id="o" Type="{OFFICE}/image" Target="http://x.test/1.png" '
        'TargetMode="External"/>'
    )
    document = f"<w:document {W} {R} {A}><w:body>{''.join(body)}</w:body></w:document>"
    return packed(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations(start),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": relations(parts),
            "word/numbering.xml": NUMBERING.encode(),
            "word/media/1.png": PICTURE,
        }
    )


def drawing(reference: str) -> str:
    return f'<w:drawing><a:blip r:embed="{reference}"/></w:drawing>'


def contents(*body: str) -> Contents:
    return read(docx(*body), "试卷.docx")


def wordings(*body: str) -> list[Wording]:
    found = contents(*body)
    assert found.refused == []
    return [entry.wording for entry in found.entries]


def test_numbers_and_letters_that_word_writes_itself() -> None:
    found = wordings(
        p("单项选择题", number="2"),
        p("调解收费吗？", number="1"),
        p("收费", number="1", level=1),
        p("不收费", number="1", level=1),
        p("答案：B"),
        p("几人调解？", number="1"),
        p("一人", number="1", level=1),
        p("都可以", number="1", level=1),
        p("答案：B"),
        p("判断题", number="2"),
        p("调解收费。", number="3"),
        p("答案：错"),
    )
    assert found == [
        Wording("single", "调解收费吗？", ("收费", "不收费"), "B"),
        Wording("single", "几人调解？", ("一人", "都可以"), "B"),
        Wording("true_false", "调解收费。", key="B"),
    ]


def test_breaks_and_tabs_instead_of_paragraphs() -> None:
    found = wordings(
        p("1. 调解收费吗？", BREAK, "A. 收费", "<w:tab/>", "B. 不收费", BREAK, "答案：B"),
        p("2. 几人？", BREAK, "A. 一人", BREAK, "B. 都可以", BREAK, "答案：B"),
    )
    assert [(one.options, one.key) for one in found] == [
        (("收费", "不收费"), "B"),
        (("一人", "都可以"), "B"),
    ]


def test_options_in_a_table_and_answers_in_a_table_at_the_end() -> None:
    found = wordings(
        p("一、单选题"),
        p("1. 调解收费吗？"),
        tbl(["A. 收费", "B. 不收费"], ["C. 看情况", "D. 看人"]),
        p("2. 几人？"),
        p("A. 一人 B. 都可以"),
        p("参考答案"),
        tbl(["题号", "1", "2"], ["答案", "B", "A"]),
    )
    assert [(len(one.options), one.key) for one in found] == [(4, "B"), (2, "A")]


def test_a_table_of_questions_is_read_as_a_sheet() -> None:
    found = contents(
        p("题库"),
        tbl(["题型", "题干", "A", "B", "答案"], ["单选题", "调解收费吗？", "收费", "不收费", "B"]),
    )
    (entry,) = found.entries
    assert entry.place == Place("表格 1", 2)
    assert entry.wording.key == "B"


def test_a_table_in_a_stem_stays_a_table() -> None:
    (found,) = wordings(
        p("1. 看表，谁先到？"), tbl(["人", "时"], ["甲", "早"]), p("A. 甲 B. 乙"), p("答案：A")
    )
    assert found.stem == "看表，谁先到？\n| 人 | 时 |\n| 甲 | 早 |"


def test_pictures_come_along_and_those_from_elsewhere_are_told_of() -> None:
    found = contents(
        p("1. 看图", drawing("i"), "，这是什么？", drawing("o")), p("A. 章 B. 图"), p("答案：A")
    )
    (entry,) = found.entries
    assert entry.wording.stem == f"看图![](sha256:{DIGEST})，这是什么？"
    assert entry.pictures == {DIGEST: PICTURE}
    assert [(note.code, note.place.line) for note in found.notes] == [("remote_picture", 1)]


def test_deleted_words_are_gone_and_signs_of_symbol_fonts_are_read() -> None:
    deleted = "<w:r><w:t>收</w:t></w:r>"
    (found,) = wordings(
        p("1. 调解", "<w:r><w:t>不收费</w:t></w:r>", "。").replace(
            "</w:p>", f"<w:del>{deleted}</w:del></w:p>"
        ),
        p("答案：", '<w:sym w:font="Wingdings" w:char="F0FC"/>'),
    )
    assert found == Wording("true_false", "调解不收费。", key="A")


def test_a_word_file_without_questions_is_unknown() -> None:
    with pytest.raises(Unreadable, match="unknown"):
        contents(p("会议纪要"), p("今天开会。"))


def test_wide_cells_and_tables_inside_tables() -> None:
    inner = tbl(["A. 甲", "B. 乙"])
    outer = (
        f"<w:tbl><w:tr><w:tc>{p('1. 谁？')}</w:tc></w:tr><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    )
    (found,) = wordings(outer, p("答案：B"))
    assert (found.stem, found.options, found.key) == ("谁？", ("甲", "乙"), "B")
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc>"
    head = tbl(["题干", "备注", "题型", "A", "B", "答案"])
    row = f"<w:tr><w:tc>{p('谁？')}</w:tc>{wide}" + "".join(
        f"<w:tc>{p(cell)}</w:tc>" for cell in ("甲", "乙", "B")
    )
    (one,) = contents(head.replace("</w:tbl>", f"{row}</w:tr></w:tbl>")).entries
    assert (one.wording.options, one.wording.key) == (("甲", "乙"), "B")


def test_reading_aids_are_left_out() -> None:
    ruby = (
        "<w:ruby><w:rt><w:r><w:t>diao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>调</w:t></w:r>"
        "</w:rubyBase></w:ruby>"
    )
    assert wordings(p("1. ", ruby, "解收费。"), p("答案：错"))[0].stem == "调解收费。"


def test_a_table_of_statements_without_a_header() -> None:
    found = contents(p("判断题"), tbl(["1", "调解收费。", "×"], ["2", "调解自愿。", "√"]))
    assert [(one.label, one.wording.key) for one in found.entries] == [("1", "B"), ("2", "A")]


def test_a_text_box_is_read_behind_its_paragraph() -> None:
    box = f"<w:pict><w:txbxContent>{p('A. 甲 B. 乙')}</w:txbxContent></w:pict>"
    found = contents(p("1. 谁？", box), p("答案：B"))
    assert found.entries[0].wording.options == ("甲", "乙")
    assert [note.code for note in found.notes] == ["text_box"]
