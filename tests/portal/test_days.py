"""Days as people write them, and days that cannot be."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.days import DayField, DaysField, latest


@pytest.mark.parametrize(
    "typed",
    ["2026-01-05", "2026-1-5", "2026/1/5", "2026.1.5", "2026年1月5日", "20260105", " 2026-01-05 "],
)
def test_certain_ways_to_write_a_day_are_understood(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-02-29", "not a day of the calendar"),
        ("二〇二六年二月五日", "not a day of the calendar"),
        ("46058", "not a day of the calendar"),
        ("腊月二十三", "not a day of the calendar"),
        ("0001-01-01", "from 1 October 1949"),
        ("1949-09-30", "from 1 October 1949"),
        ("9999-12-31", "from 1 October 1949"),
        ("", "enter the day"),
    ],
)
def test_other_days_are_refused_in_plain_words(typed: str, words: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        DayField().clean(typed)


def test_the_bounds_themselves_are_taken() -> None:
    assert DayField().clean("1949-10-01") == date(1949, 10, 1)
    assert DayField().clean(latest().isoformat()) == latest()


def test_days_are_kept_in_their_order_each_once() -> None:
    field = DaysField(required=False)
    assert field.clean("2026-10-02\n2026年10月1日\n\n20261002") == ["2026-10-01", "2026-10-02"]
    assert field.clean("") == []


def test_a_line_that_is_no_day_is_named() -> None:
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            DaysField().clean("2026-10-01\n国庆节")
        assert refused.value.messages[0].startswith("“国庆节” is not a day")
