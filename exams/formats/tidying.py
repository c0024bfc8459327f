"""Small truths of texts that readers share: what is visible, what is a blank, what says true."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from exams.formats.cleaning import INVISIBLE
from exams.formats.refusing import Refused
from exams.wording import BLANK, LETTERS

TRUE_WORDS = {"true", "t", "对", "正确", "√", "✓", "right", "真"}
FALSE_WORDS = {"false", "f", "错", "错误", "×", "✗", "x", "wrong", "不对", "不正确", "假"}
EASY = {"easy", "very easy", "low", "易", "较易", "容易", "简单"}
HARD = {"hard", "difficult", "very difficult", "high", "难", "较难", "困难"}
MEDIUM = {"medium", "mid", "moderate", "中", "中等", "一般", "适中"}
LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
LOW_LINES = re.compile(r"_{2,}")
MOST_MARKS = 9_999


def visible(text: str) -> str:
    """Without characters nobody sees; every line end one sign, tabs and hard blanks as blanks."""
    if text.isprintable() and "\xa0" not in text:
        return text
    plain = LINE_ENDS.sub("\n", text).replace("\t", " ").replace("\xa0", " ")
    return INVISIBLE.sub("", plain)


def hidden(text: str) -> int:
    """How many characters of a text nobody sees, white space aside."""
    return 0 if text.isprintable() else len(INVISIBLE.findall(text))


def stripped(text: str) -> str:
    """A text whose lines neither begin nor end with blanks, without empty lines around it."""
    return "\n".join(line.strip() for line in text.split("\n")).strip("\n")


def letters(indexes: Iterable[int]) -> str:
    """The letters of options, in alphabetical order. Raises Refused beyond Z."""
    wanted = sorted(set(indexes))
    if wanted and wanted[-1] >= len(LETTERS):
        raise Refused("many_options")
    return "".join(LETTERS[index] for index in wanted)


def in_order(indexes: Iterable[int]) -> str:
    """The letters of options, in the order given. Raises Refused beyond Z."""
    return "".join(letters([index]) for index in indexes)


def truth(text: str) -> bool | None:
    """What a word says of a statement; None when it says neither."""
    word = unicodedata.normalize("NFKC", text).strip(" .。!！").lower()
    if word in TRUE_WORDS:
        return True
    return False if word in FALSE_WORDS else None


def difficulty(text: str) -> str:
    """easy, medium or hard as words say it; "" when they do not."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    for level, words in (("easy", EASY), ("hard", HARD), ("medium", MEDIUM)):
        if word in words:
            return level
    return ""


def number(text: str) -> Decimal | None:
    """A finite number as written, without the noughts behind it; None when it is none."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > len(str(MOST_MARKS)) * 4:
        return None
    return plain_number(value)


def plain_number(value: Decimal) -> Decimal:
    """The same number without an exponent and without noughts at its end."""
    return (
        Decimal(f"{value:f}".rstrip("0").rstrip("."))
        if "." in f"{value:f}"
        else Decimal(f"{value:f}")
    )


def marks(text: str) -> Decimal | None:
    """What a question brings; None for nought, less, or what is no number."""
    value = number(text)
    return value if value is not None and 0 < value <= MOST_MARKS else None


def with_blanks(stem: str, wanted: int) -> str:
    """A stem that holds so many blanks: those in it, or one put behind it.

    Raises Refused(`blanks`) when it has blanks, but another number of them.
    """
    found = len(LOW_LINES.findall(stem))
    if found == wanted:
        return LOW_LINES.sub(BLANK, stem)
    if found == 0 and wanted == 1:
        return f"{stem} {BLANK}".strip()
    raise Refused("blanks", found=str(found), wanted=str(wanted))


def explained(general: str, options: Iterable[tuple[str, str]] = ()) -> str:
    """One explanation of a question from what a file says of it and of each (letter, remark)."""
    remarks = [f"{letter}. {remark}" for letter, remark in options if remark]
    return "\n".join(filter(None, [general, *remarks]))
