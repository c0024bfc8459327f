"""Days as people and spreadsheets write them: read where certain, refused where not.

Knows no framework. A day is certain in order year, month, day; in Chinese numerals; as a day of
the spreadsheet; as its number where the workbook says by which calendar it counts.
"""

import re
import unicodedata
from datetime import date, timedelta

from portal.spreadsheets.tables import DAY, NUMBER, Cell

FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_1900, LEAP_1900 = date(1899, 12, 31), 60  # Excel believes in 29 February 1900
FIRST_1904 = date(1904, 1, 1)
LARGEST_SERIAL = 100_000
PARTS = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?(?:[ T]00?:00(?::00)?)?")
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
CHINESE = re.compile(r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月"
                     r"([一二三四五六七八九十]{1,3})[日号]")  # fmt: skip
DIGITS = {figure: str(value) for value, figure in enumerate("〇一二三四五六七八九")} | {"零": "0"}
ROUND = re.compile(r"[○Oo０〇]")


class DayUnclear(ValueError):
    """What stands there is no day, or not certainly one."""


class DayFar(DayUnclear):
    """A day, of a year that no table speaks of."""


def read_day(cell: Cell, *, era_1904: bool | None = None) -> date:
    """The day in a cell. `era_1904` says by which calendar the workbook counts bare numbers, None
    when nothing says it. Raises DayUnclear, for a year before 1900 or after 2100 DayFar; never
    guesses."""
    text = unicodedata.normalize("NFKC", cell.text).strip()
    compact = COMPACT.fullmatch(text)
    if cell.kind == NUMBER and not compact:
        return _serial(text, era_1904)
    found = PARTS.fullmatch(text) or compact
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if cell.kind == DAY:
        raise DayUnclear(text)
    chinese = CHINESE.fullmatch(ROUND.sub("〇", text).replace(" ", ""))
    if not chinese:
        raise DayUnclear(text)
    year = int("".join(DIGITS[figure] for figure in chinese[1]))
    return _day(year, _small(chinese[2]), _small(chinese[3]))


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise DayUnclear(f"{year}-{month}-{day}") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DayFar(found.isoformat())
    return found


def _small(figures: str) -> int:
    """十 -> 10, 十二 -> 12, 二十 -> 20, 三十一 -> 31. Raises DayUnclear for 十十, 一二 and such."""
    tens, ten, ones = figures.rpartition("十")
    if not ten:
        tens = "〇"
    elif not tens:
        tens = "一"
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        raise DayUnclear(figures)
    return int(DIGITS[tens]) * 10 + int(DIGITS[ones or "〇"])


def _serial(text: str, era_1904: bool | None) -> date:
    if era_1904 is None or not text.isascii() or not text.isdigit():
        raise DayUnclear(text)
    days = int(text)
    if not 0 < days < LARGEST_SERIAL or (not era_1904 and days == LEAP_1900):
        raise DayUnclear(text)
    if era_1904:
        return FIRST_1904 + timedelta(days)
    return FIRST_1900 + timedelta(days - (days > LEAP_1900))
