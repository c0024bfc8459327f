"""What one cell says: a code, a number, how a document's number ends; or what is wrong with it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from certificates import numbering
from certificates.many.columns import DIGITS, LAST_SIX, LINK, RESIDENT
from portal.people import identity
from portal.people.comparing import ENDING
from portal.people.identity import NumberRefused
from portal.spreadsheets.tables import NUMBER, Cell

HELD_AS_FIGURE = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}", re.IGNORECASE)
NUMBER_AND = re.compile(r"((?:[0-9０-９][\s\-]?){17})[\s,，、;；]*(\D.*|[0-9]{5}[0-9Xx])")
CODE_AND = re.compile(r"([0-9A-Za-z]{4}(?:-?[0-9A-Za-z]{4}){3})[\s,，、;；]+(\S.*)")
FEWEST_DIGITS, LONGEST_CODE, SHORTEST_CODE = 10, 24, 8
OLD_DOCUMENT, LONGEST_DOCUMENT = 15, 20


@dataclass(frozen=True)
class Token:
    """What a cell was read as; `wrong` is a word of `wording.py`, `fact` its detail."""

    code: str = ""
    number: str = ""
    name: str = ""
    ending: str = ""
    wrong: str = ""
    fact: str = ""


def read_token(cell: Cell) -> Token:
    """A code, a link, a number; or one of them with a name or an ending behind it, as a line of
    pasted text has it. Nothing is guessed."""
    text = cell.text
    found = NUMBER_AND.fullmatch(text) or CODE_AND.fullmatch(text)
    if found:
        first, rest = _single(Cell(found[1])), found[2].strip()
        is_ending = bool(LAST_SIX.fullmatch(identity.normalised(rest)))
        behind = {"ending": identity.normalised(rest)} if is_ending else {"name": rest}
        return first if first.wrong else Token(first.code, first.number, **behind)
    return _single(cell)


def _single(cell: Cell) -> Token:
    text = cell.text
    if "://" in text or "/v/" in text:
        return _link(text)
    cleaned = numbering.clean_code(text)
    number = numbering.read_number(text)
    if number:
        return Token(number=number)
    if numbering.is_code(cleaned):
        return Token(code=cleaned)
    return Token(**_wrong(cell, cleaned))


def _link(text: str) -> Token:
    """The code of a link to this platform; one to another host is never followed."""
    host = urlsplit(text if "://" in text else f"//{text}").hostname or ""
    if host != urlsplit(settings.PUBLIC_URL).hostname:
        return Token(wrong="foreign_link", fact=host[:60])
    found = LINK.search(text)
    cleaned = numbering.clean_code(found[1]) if found else ""
    return Token(code=cleaned) if numbering.is_code(cleaned) else Token(wrong="bad_link")


def _wrong(cell: Cell, cleaned: str) -> dict[str, str]:
    digits = identity.normalised(cell.text)
    if HELD_AS_FIGURE.fullmatch(cell.text) or _lost(digits):
        return {"wrong": "lost_digits"}
    if RESIDENT.fullmatch(digits):
        return {"wrong": "id_number"}
    if digits.isascii() and digits.isdigit() and len(digits) >= FEWEST_DIGITS:
        if len(digits) == DIGITS:
            return {"wrong": "check_number"}
        return {"wrong": "bad_number", "fact": str(len(digits))}
    if SHORTEST_CODE <= len(cleaned) <= LONGEST_CODE and cleaned.isascii() and cleaned.isalnum():
        return {"wrong": "bad_code", "fact": cell.text[:40]}
    return {"wrong": "nothing"}


def _lost(digits: str) -> bool:
    """17 digits of which a spreadsheet has kept 15."""
    return len(digits) == DIGITS and digits.isascii() and digits.isdigit() and digits[15:] == "00"


def read_ending(cell: Cell) -> Token:
    """The last six signs of a document's number, also out of the whole number."""
    number = identity.normalised(cell.text)
    try:
        identity.refuse_damaged(cell.text)
    except NumberRefused:
        return Token(wrong="damaged_id")
    if not (number.isascii() and number.isalnum()) or len(number) > LONGEST_DOCUMENT:
        return Token(wrong="bad_ending")
    if len(number) < ENDING:
        lost = cell.kind == NUMBER or number.isdigit()
        return Token(wrong="lost_zeros" if lost else "bad_ending")
    if len(number) == OLD_DOCUMENT and number.isdigit():
        return Token(wrong="old_id")
    if RESIDENT.fullmatch(number) and identity.check_digit(number[:17]) != number[17]:
        return Token(wrong="id_check")
    return Token(ending=number[-ENDING:])
