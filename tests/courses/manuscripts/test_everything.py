"""Every word of a .docx that is handed out as it is, also what no page would show."""

import pytest

from courses.manuscripts import reading
from courses.manuscripts.everything import every_word
from portal.spreadsheets.tables import FileRefused
from tests.courses.manuscripts.papers import NAMES, docx, link, note, p, picture, png, run, table

W_DEL = '<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
COMMENTS = f"<w:comments {NAMES}><w:comment w:id='1'>{p('问张某')}</w:comment></w:comments>"
HEADER = f"<w:hdr {NAMES}>{p('内部')}</w:hdr>"
CORE = "<core><creator>刘志远</creator><title> </title></core>"


def test_every_part_is_read_and_says_where_its_words_stand() -> None:
    paper = docx(
        p("一、事实", note(2)),
        table(("项目", "金额"), ("水费", "10")),
        p(picture("rId8", "两家院墙")),
        p(link("网站", "rId9")),
        relations=[
            ("rId8", "image", "media/a.png"),
            ("rId9", "hyperlink", "https://example.cn/138"),
        ],
        footnotes={2: "化名。"},
        more={
            "word/media/a.png": png(),
            "word/comments.xml": COMMENTS,
            "word/header1.xml": HEADER,
            "docProps/core.xml": CORE,
            "docProps/app.xml": "<app><Pages>12</Pages></app>",
        },
    )
    assert every_word(paper).splitlines() == [
        "一、事实",
        "项目",
        "金额",
        "水费",
        "10",
        "（看不见的字）两家院墙",
        "网站",
        "（文件属性）刘志远",
        "（链接）https://example.cn/138",
        "（批注）问张某",
        "（脚注）化名。",
        "（页眉）内部",
    ]


def test_what_was_deleted_or_hidden_does_not_break_a_number_apart() -> None:
    paper = docx(p(run("138"), W_DEL, run("暗", marks="<w:vanish/>"), run("00138000")))
    assert every_word(paper).splitlines() == ["13800138000", "（看不见的字）旧暗"]


@pytest.mark.parametrize("name", ["word/embeddings/a.xlsx", "word/chunk.mht", "word/activeX/a.bin"])
def test_what_is_neither_text_nor_picture_is_for_a_person_to_look_at(name: str) -> None:
    with pytest.raises(FileRefused) as caught:
        every_word(docx(p("正文"), more={name: b"x"}))
    assert caught.value.code == "embedded"


def test_fonts_and_printers_say_nothing() -> None:
    more: dict[str, str | bytes] = {
        "word/fonts/a.xml": "<a>字</a>",
        "word/printerSettings/a.bin": b"x",
    }
    assert every_word(docx(p("正文"), more=more)) == "正文"


def test_the_child_is_asked_for_everything() -> None:
    paper = docx(p("正文", run("暗", marks="<w:vanish/>")))
    assert reading.read_everything(paper, "docx") == "正文\n（看不见的字）暗"
    with pytest.raises(FileRefused) as caught:
        reading.read_everything(docx(p("正文"), more={"word/chunk.mht": b"x"}), "docx")
    assert caught.value.code == "embedded"
