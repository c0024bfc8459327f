"""Chinese numerals of articles: 第一千一百六十五条 <-> 1165, 第二百八十条之一 <-> (280, 1)."""

import re

DIGITS = "零一二三四五六七八九"
UNITS = {"千": 1000, "百": 100, "十": 10}
HANZI = "零〇一二三四五六七八九十百千两"
LARGEST = 9999

_VARIANTS = str.maketrans("〇两", "零二")
_TYPED = re.compile(rf"第?\s*(\d{{1,4}}|[{HANZI}]+)\s*条?\s*(?:(?:之|-)\s*(\d{{1,2}}|[{HANZI}]+))?")


def to_hanzi(number: int) -> str:
    """1165 -> 一千一百六十五, 15 -> 十五, 1009 -> 一千零九. Raises ValueError outside 1..9999."""
    if not 1 <= number <= LARGEST:
        raise ValueError(f"no article number: {number}")
    written, rest, gap = "", number, False
    for unit, value in (*UNITS.items(), ("", 1)):
        digit, rest = divmod(rest, value)
        if digit:
            written += ("零" if gap else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = bool(written)
    return written.removeprefix("一") if written.startswith("一十") else written


def to_number(hanzi: str) -> int | None:
    """一千一百六十五 -> 1165; None for what is not a well-formed number from 1 to 9999."""
    plain = hanzi.translate(_VARIANTS)
    total = digit = 0
    for char in plain:
        if char in UNITS:
            total, digit = total + (digit or 1) * UNITS[char], 0
        elif char in DIGITS:
            digit = DIGITS.index(char)
        else:
            return None
    total += digit
    usual = plain.removeprefix("一") if plain.startswith("一十") else plain
    return total if 1 <= total <= LARGEST and to_hanzi(total) == usual else None


def article_label(number: int, sub: int = 0) -> str:
    """(290, 0) -> 第二百九十条; (280, 1) -> 第二百八十条之一."""
    return f"第{to_hanzi(number)}条" + (f"之{to_hanzi(sub)}" if sub else "")


def article_address(number: int, sub: int = 0) -> str:
    """(290, 0) -> 290; (280, 1) -> 280-1."""
    return f"{number}-{sub}" if sub else str(number)


def typed_number(typed: str) -> tuple[int, int] | None:
    """What a person types for an article (290, 第290条, 二百九十, 280-1): (number, sub) or None."""
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        return None
    number, sub = _value(found[1]), _value(found[2]) if found[2] else 0
    return (number, sub) if number and sub is not None else None


def _value(digits: str) -> int | None:
    return int(digits) if digits.isascii() else to_number(digits)
