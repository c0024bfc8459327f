from datetime import date

import pytest

from courses.statutes.parsing import LARGEST_FILE, Malformed, Problem, parse
from tests.courses.statutes.texts import BOOK, ORCHARD


def problems_of(text: str | bytes) -> list[Problem]:
    with pytest.raises(Malformed) as refused:
        parse(text.encode() if isinstance(text, str) else text)
    return refused.value.problems


def with_articles(*lines: str) -> str:
    return "# 果园管理条例\n\n" + "\n\n".join(lines)


def test_title_dates_and_articles_are_read() -> None:
    statute = parse(ORCHARD.encode())
    assert statute.title == "果园管理条例"
    assert statute.adopted_on == date(2020, 1, 2)
    assert statute.in_force_on == date(2020, 3, 1)
    keys = [(row.number, row.sub) for row in statute.articles]
    assert keys == [(1, 0), (2, 0), (3, 0), (3, 1), (4, 0)]


def test_headings_are_freed_of_blanks_and_a_chapter_ends_the_section_before() -> None:
    rows = parse(ORCHARD.encode()).articles
    assert [(row.chapter, row.section) for row in rows[1:3]] == [
        ("第一章　总则", ""),
        ("第二章　采摘", "第一节　一般规定"),
    ]


def test_text_is_cleaned_and_the_original_kept() -> None:
    first, second = parse(ORCHARD.encode()).articles[:2]
    assert first.text == "为了管好果园，制定本条例。"
    assert first.original == "第一条 为了管好果园,制定本条例。"
    assert second.text == "果园包括：\n（一）梨园；\n（二）桃园。"


def test_invisible_lines_belong_to_no_paragraph() -> None:
    assert parse(ORCHARD.encode()).articles[3].text == "雨天不采摘。"


def test_windows_line_ends_and_byte_order_mark_change_nothing() -> None:
    assert parse(b"\xef\xbb\xbf" + ORCHARD.replace("\n", "\r\n").encode()) == parse(
        ORCHARD.encode()
    )


def test_a_book_may_begin_with_any_article() -> None:
    statute = parse(BOOK.encode())
    assert [(row.book, row.number) for row in statute.articles] == [
        ("物权编", 289),
        ("物权编", 290),
    ]


def test_text_before_the_first_article_is_the_preamble() -> None:
    statute = parse("# 规定\n\n为了试验，制定本规定。\n\n第一条 试验。".encode())
    assert (statute.preamble, statute.adopted_on) == ("为了试验，制定本规定。", None)


def test_the_last_amendment_is_the_edition() -> None:
    text = "# 法\n\n1991年4月9日 大会通过\n\n2023年9月1日 会议《决定》第五次修正）\n\n第一条 试验。"
    statute = parse(text.encode())
    assert statute.adopted_on == date(2023, 9, 1)
    assert statute.history.endswith("第五次修正")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (with_articles("第一条 甲。", "第三条 丙。"), 5, "第二条"),
        (with_articles("第一条 甲。", "第二条 乙。", "第一条 甲。"), 7, "3"),
        (with_articles("第一条 甲。", "第二条 乙。", "第四条 丁。", "第三条 丙。"), 9, "第四条"),
        (with_articles("第二条 乙。"), 3, "第一条"),
        (with_articles("第一条 甲。", "第二条"), 5, "第二条"),
        (with_articles("第一条 甲。", "第二条乙。"), 5, "第二条"),
        (with_articles("第一条 甲。", "第二条乙。", "第三条 丙。"), 5, "第二条"),
        (with_articles("第一一条 甲。", "第一条 乙。"), 3, "第一一条"),
        (with_articles("2020年13月1日 施行", "第一条 甲。"), 3, "2020年13月1日"),
        (with_articles("## " + "长" * 70, "第一条 甲。"), 3, ""),
        ("第一条 甲。", 1, "#"),
        (with_articles("第一条 甲\x07。"), 3, ""),
    ],
)
def test_each_fault_is_reported_with_its_line(text: str, line: int, words: str) -> None:
    found = problems_of(text)
    assert any(problem.line == line and words in problem.message for problem in found)


def test_gap_duplicate_and_disorder_are_all_reported_at_once() -> None:
    text = with_articles("第一条 甲。", "第三条 丙。", "第二条 乙。", "第三条 丙。")
    assert [problem.line for problem in problems_of(text)] == [5, 7, 9]


def test_a_gap_in_sub_articles_is_reported() -> None:
    assert [p.line for p in problems_of(with_articles("第一条 甲。", "第一条之二 乙。"))] == [5]


def test_a_file_without_articles_is_refused() -> None:
    assert [problem.line for problem in problems_of("# 空的法律\n")] == [None]


def test_other_encodings_and_binary_files_are_refused() -> None:
    assert [p.line for p in problems_of("# 条例\n第一条 甲。".encode("gbk"))] == [1]
    assert [p.line for p in problems_of(b"# a\n\x00\x01")] == [None]


def test_a_huge_file_is_refused_unread() -> None:
    assert [p.line for p in problems_of(b"x" * (LARGEST_FILE + 1))] == [None]


def test_a_flood_of_problems_is_cut_at_fifty() -> None:
    rows = [f"第{number}条 甲。" for number in ["一", "三"] * 60]
    assert len(problems_of(with_articles(*rows))) == 50
