"""Answers said by looks alone, in Word and in Markdown."""

import pytest

from exams.formats.entries import Contents
from exams.formats.opening import read
from exams.formats.papertext import read_text
from tests.exams.formats.test_docx import docx, p

LOOKS = {
    "underlined": '<w:u w:val="single"/>',
    "bold": "<w:b/>",
    "red": '<w:color w:val="FF0000"/>',
    "blue": '<w:color w:val="0070C0"/>',
    "highlighted": '<w:highlight w:val="yellow"/>',
    "shaded": '<w:shd w:val="clear" w:fill="FFFF00"/>',
}


def looking(text: str, look: str) -> str:
    marks = LOOKS[look]
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def told(found: Contents) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.wording.stem, one.wording.options, one.wording.key) for one in found.entries]


@pytest.mark.parametrize("look", LOOKS)
def test_the_option_that_is_set_off_is_the_answer_and_the_note_says_so(look: str) -> None:
    found = read(docx(p("1. 甲？"), p("A. 一"), p(looking("B. 二", look))), "a.docx")
    assert told(found) == [("甲？", ("一", "二"), "B")]
    assert "key_by_look" in [note.code for note in found.entries[0].notes]


def test_options_on_one_line_and_letters_alone_are_seen() -> None:
    body = (
        p("1. 甲？"),
        p("A. 一  ", looking("B. 二", "red"), "  C. 三"),
        p("2. 乙？"),
        p(looking("A", "underlined"), ". 一"),
        p("B. 二"),
    )
    assert told(read(docx(*body), "a.docx")) == [
        ("甲？", ("一", "二", "三"), "B"),
        ("乙？", ("一", "二"), "A"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        (p("A. 一"), p("B. ", looking("不", "bold"), "二")),  # a word is stressed
        (p(looking("A. 一", "bold")), p(looking("B. 二", "bold"))),  # all look alike
        (p("A. 一"), p("B. 二")),
    ],
)
def test_looks_that_do_not_tell_one_option_from_the_others_say_nothing(
    options: tuple[str, ...],
) -> None:
    found = read(docx(p("1. 甲？"), *options), "a.docx")
    assert [note.code for note in found.refused] == ["no_key"]


def test_an_answer_in_words_is_not_asked_of_looks() -> None:
    found = read(
        docx(p("1. 甲？"), p("A. 一"), p(looking("B. 二", "bold")), p("答案：A")), "a.docx"
    )
    assert told(found) == [("甲？", ("一", "二"), "A")]
    assert [note.code for note in found.entries[0].notes] == ["guessed_kind"]


def test_underlined_words_fill_blanks_in_a_section_of_blanks_only() -> None:
    stem = p("1. 坚持", looking("自愿", "underlined"), "与", looking("平等", "underlined"), "。")
    found = read(docx(p("一、填空题"), stem), "a.docx")
    assert [(one.wording.stem, one.wording.accepted) for one in found.entries] == [
        ("坚持____与____。", (("自愿",), ("平等",)))
    ]
    other = read(docx(p("一、单选题"), stem), "a.docx")
    assert (other.entries, len(other.refused)) == ([], 1)


def test_bold_options_of_markdown_are_answers_where_nothing_else_is() -> None:
    found = read_text("**1. 甲？**\nA. 一\n**B. 二**\n\n**2. 乙？**\n**A. 一**\nB. 二\n")
    assert told(found) == [("甲？", ("一", "二"), "B"), ("乙？", ("一", "二"), "A")]


@pytest.mark.parametrize("bullet", ["* ", "- ", "+ ", "> - ", "• "])
def test_bullets_before_options_are_no_stars_and_no_words(bullet: str) -> None:
    options = "\n".join(f"{bullet}{one}" for one in ("A. 一", "**B. 二**", "C. 三"))
    assert told(read_text(f"1. 丙？\n\n{options}\n")) == [("丙？", ("一", "二", "三"), "B")]
