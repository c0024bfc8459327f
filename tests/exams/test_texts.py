"""The markup of questions: paragraphs, tables, pictures, blanks; nothing else is markup."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from exams.texts import Block, Piece, bare, blocks, is_bare

DIGEST = "0123456789abcdef" * 4
PICTURE = f"![院墙](sha256:{DIGEST})"


def plain(*texts: str) -> list[Block]:
    return [Block((Piece(text),)) for text in texts]


def cells(*texts: str) -> tuple[tuple[Piece, ...], ...]:
    return tuple((Piece(text),) if text else () for text in texts)


def test_lines_are_paragraphs_and_empty_ones_are_left_out() -> None:
    assert blocks("甲借乙钱。\n\n  乙没还。 ") == plain("甲借乙钱。", "乙没还。")
    assert blocks("") == []


def test_lines_between_bars_are_a_table_with_or_without_a_rule_below_its_head() -> None:
    rows = (cells("年", "利息"), cells("2024", ""))
    for rule in ("", "| --- | :-: |\n"):
        assert blocks(f"看表\n| 年 | 利息 |\n{rule}| 2024 |  |\n怎么算？") == [
            *plain("看表"),
            Block(rows=rows),
            *plain("怎么算？"),
        ]


@pytest.mark.parametrize(
    "text", ["甲 | 乙", "|", "||", "<b>甲</b>", "**甲**", "![甲](http://x/y.png)"]
)
def test_what_is_no_markup_stays_as_it_is(text: str) -> None:
    assert blocks(text) == plain(text)


def test_pictures_and_blanks_stand_where_they_are_and_blanks_are_counted() -> None:
    (block,) = blocks(f"看{PICTURE}，____日内向____申请")
    assert block.pieces == (
        Piece("看"),
        Piece("院墙", digest=DIGEST),
        Piece("，"),
        Piece(blank=1),
        Piece("日内向"),
        Piece(blank=2),
        Piece("申请"),
    )


def test_blanks_in_a_table_are_counted_through() -> None:
    first, table = blocks("第____条\n| ____ | 甲 |")
    assert first.pieces[1].blank == 1
    assert table.rows[0][0][0].blank == 2


def test_a_list_shows_a_text_in_one_line_with_pictures_by_what_they_show() -> None:
    assert bare(f"看图 {PICTURE}\n| 年 | 利息 |\n| --- | --- |\n| 2024 | 300 |") == (
        "看图 院墙 年 利息 2024 300"
    )


@pytest.mark.parametrize("text", ["两家共用一堵墙。", "a < b & c", " 前后有空 "])
def test_bare_words_are_drawn_as_the_template_would(text: str) -> None:
    assert is_bare(text)
    for tag, part in (("item_inline", "inline"), ("item_text", "text")):
        source = "{% load item_words %}{% " + tag + " text %}"
        quick = Template(source).render(Context({"text": text}))
        slow = render_to_string(f"exams/parts/{part}.html", {"text": text})
        assert quick == slow.replace("\n", "")


@pytest.mark.parametrize("text", ["应当____。", "| a | b |\n| 1 | 2 |", "一\n二"])
def test_what_is_more_than_words_goes_by_the_template(text: str) -> None:
    source = "{% load item_words %}{% item_text text %}"
    drawn = Template(source).render(Context({"text": text, "pictures": "1/"}))
    assert not is_bare(text)
    assert drawn == render_to_string("exams/parts/text.html", {"text": text})
