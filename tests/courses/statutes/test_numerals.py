import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.numerals import article_label, to_hanzi, to_number, typed_number


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_survives_being_written_out(number: int) -> None:
    assert to_number(to_hanzi(number)) == number


@pytest.mark.parametrize(
    ("hanzi", "number"),
    [("十", 10), ("二十一", 21), ("一百零五", 105), ("一百一十", 110), ("一千零九十", 1090),
     ("一千一百六十五", 1165), ("一百〇五", 105), ("两百", 200)],
)  # fmt: skip
def test_numbers_as_laws_write_them(hanzi: str, number: int) -> None:
    assert to_number(hanzi) == number


@pytest.mark.parametrize("odd", ["", "一一", "十零", "百", "零", "一百五", "三条", "290"])
def test_what_is_no_number_is_none(odd: str) -> None:
    assert to_number(odd) is None


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no article number"):
        to_hanzi(number)


def test_labels_name_article_and_sub_article() -> None:
    assert [article_label(290), article_label(280, 1)] == ["第二百九十条", "第二百八十条之一"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [("290", (290, 0)), (" 第290条 ", (290, 0)), ("第二百九十条", (290, 0)), ("280-1", (280, 1)),
     ("第二百八十条之一", (280, 1)), ("0", None), ("水", None), ("12345", None), ("第条", None)],
)  # fmt: skip
def test_what_people_type_for_an_article(typed: str, key: tuple[int, int] | None) -> None:
    assert typed_number(typed) == key
