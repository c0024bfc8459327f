"""From texts and typed queries to words."""

import unicodedata

import pytest

from courses.searching.traditional import TO_SIMPLIFIED
from courses.searching.words import LONGEST_QUERY, fold, query_of, words_of


def test_chinese_is_found_by_characters_and_pairs() -> None:
    assert words_of("排水沟") == {"排", "水", "沟", "排水", "水沟"}


def test_latin_words_and_numbers_are_found_as_they_stand() -> None:
    assert words_of("GB/T 33476的Word版") >= {"gb", "t", "33476", "word", "的", "版"}


def test_folding_keeps_every_place() -> None:
    text = "“ＡＢＣ１２３”……㎡½調解ﬁ𠮷İ"
    assert len(fold(text)) == len(text)
    assert fold("ＡＢＣ１２３調解") == "abc123调解"


@pytest.mark.parametrize(
    "written", ["第一千一百六十五条", "第1165条", "第１１６５条", "第 1165 条", "見第1165條。"]
)
@pytest.mark.parametrize("asked", ["第一千一百六十五条", "第1165条", "1165", "第１１６５條"])
def test_an_article_is_found_by_either_way_of_writing_its_number(written: str, asked: str) -> None:
    assert set(query_of(asked).words) <= words_of(written)


def test_an_article_number_is_not_found_in_a_sum_of_money() -> None:
    assert not set(query_of("第1165条").words) <= words_of("第三条：一共1165元")


def test_a_sub_number_is_found_with_its_article() -> None:
    found = words_of("依第二百八十条之一")
    assert set(query_of("第280条之1").words) <= found
    assert set(query_of("第二百八十条").words) <= found
    assert not set(query_of("第280条之2").words) <= found


def test_no_article_has_the_number_nought() -> None:
    assert query_of("第0条").words == ("第", "0", "条")
    assert "第0条" not in words_of("第0条和第零条")


def test_a_word_of_several_characters_is_asked_for_by_its_pairs() -> None:
    assert query_of("民间借贷").words == ("民间", "间借", "借贷")
    assert query_of("墙").words == ("墙",)
    assert query_of("排水 墙").words == ("排水", "墙")
    assert query_of("排水，“墙”").parts == ("排水", "墙")


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "___", "'\"`;--", "（）……", "😀🏠", "\x00", "^$*+?"]
)
def test_signs_alone_ask_for_nothing(typed: str) -> None:
    assert not query_of(typed)


def test_signs_never_get_into_the_words() -> None:
    odd = "%_'\"\\&|!<->:*()[]{}\x00\ud800 NEAR(排 水) 墙*\u200b\U0001f600\U00030000ab"
    assert query_of(odd).words == ("near", "排", "水", "墙", "\U00030000", "ab")


def test_of_a_long_query_a_hundred_characters_are_kept() -> None:
    query = query_of("排水沟" * 4000)
    assert (len(query.typed), query.cut) == (LONGEST_QUERY, True)
    assert query.words == ("排水", "水沟", "沟排")
    assert not query_of("水" * LONGEST_QUERY).cut


def test_who_writes_traditional_characters_finds_the_simplified_ones() -> None:
    assert query_of("調解協議").words == query_of("调解协议").words
    chained = [char for char in TO_SIMPLIFIED.values() if char in TO_SIMPLIFIED]
    assert (chained, len(TO_SIMPLIFIED) > 600) == ([], True)
    assert all(unicodedata.normalize("NFKC", char) == char for char in TO_SIMPLIFIED.values())
