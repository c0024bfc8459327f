"""Paragraphs, tables and pictures of a question's text."""

from exams.papers.typesetting import Paragraph, Picture, Table, blocks

DIGEST = "0123456789abcdef" * 4


def test_a_text_is_taken_apart_in_reading_order() -> None:
    text = (
        f"甲借乙钱。\n\n| 年 | 利息 |\n| 2024 | 300 |\n| 2025 |\n见图![借条](sha256:{DIGEST})所示"
    )
    assert blocks(text) == (
        Paragraph("甲借乙钱。"),
        Table(("年", "利息"), (("2024", "300"), ("2025", ""))),
        Paragraph("见图"),
        Picture(DIGEST, "借条"),
        Paragraph("所示"),
    )


def test_a_bar_inside_a_line_is_no_table() -> None:
    assert blocks("甲 | 乙") == (Paragraph("甲 | 乙"),)
    assert blocks("") == ()
