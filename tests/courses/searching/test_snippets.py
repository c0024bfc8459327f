"""The words around a hit."""

from courses.searching.snippets import LENGTH, Bit, around, marked
from courses.searching.words import query_of


def marks(bits: list[Bit]) -> list[str]:
    return [bit.text for bit in bits if bit.marked]


def test_every_part_is_marked_as_it_is_written() -> None:
    parts = query_of("调解 abc").parts
    assert marks(marked("ＡＢＣ公司申请調解，调解员来了", parts)) == ["ＡＢＣ", "調解", "调解"]
    assert "".join(bit.text for bit in marked("ＡＢＣ，調解", parts)) == "ＡＢＣ，調解"


def test_the_snippet_begins_with_the_sentence_of_the_hit_and_is_short() -> None:
    text = "前" * 300 + "。雨后排水不畅，" + "后" * 300
    bits = around(text, ("排水",), ("排水",))
    whole = "".join(bit.text for bit in bits)
    assert whole.startswith("…雨后排水不畅，后")
    assert whole.endswith("…")
    assert len(whole) <= LENGTH + 2


def test_without_the_whole_word_its_pairs_are_marked() -> None:
    query = query_of("院墙倒塌")
    assert marks(around("旧院墙忽然倒塌。", query.parts, query.words)) == ["院墙", "倒塌"]


def test_without_a_hit_the_beginning_is_shown_unmarked() -> None:
    assert around("只有标题里有。", ("排水",), ("排水",)) == [Bit("只有标题里有。")]
    assert around("", ("排水",), ("排水",)) == []


def test_the_number_of_an_article_is_marked_in_either_writing() -> None:
    query = query_of("第290条")
    assert marks(around("依第二百九十条、第290条", query.parts, query.words)) == [
        "第二百九十条",
        "第290条",
    ]
