"""Numbers of identity documents: reading them as people type them, checking them.

Pure: knows no table. The check of a resident's number is length, digits, a real date and the check
digit (GB 11643; ISO 7064 MOD 11-2). Nothing is said about regions: abolished division codes are
valid in old numbers.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.people.choices import IdentityDocument, Sex

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
OLDEST, YOUNGEST = 100, 18
OLD_LENGTH = 15
_BETWEEN = re.compile(r"[\s\-‐-―−_.·]+")
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_HELD_AS_NUMBER = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}", re.IGNORECASE)
_LOST_DIGITS = re.compile(r"[0-9]{15}0{3}")
_FORMS = {
    IdentityDocument.HK_MACAO_PERMIT: re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    IdentityDocument.TAIWAN_PERMIT: re.compile(r"[0-9]{8}(?:[0-9]{2})?"),
    IdentityDocument.PASSPORT: re.compile(r"[A-Z0-9]{5,20}"),
    IdentityDocument.FOREIGN_RESIDENT: re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]"),
}
RESIDENT_KINDS = (IdentityDocument.ID_CARD, IdentityDocument.HMT_RESIDENCE)


class NumberRefused(ValueError):
    """A number cannot be that document's; the message says what to do and never whose it is."""


@dataclass(frozen=True)
class Document:
    """A number as it is kept: normalised, with what it says of its holder (None: nothing)."""

    kind: str
    number: str
    birth_date: date | None = None
    sex: str | None = None


def normalised(typed: str) -> str:
    """Full-width characters, small letters, blanks and hyphens as people type them, evened out.

    NFKC is right for a number; it is never used on names.
    """
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()


def check_digit(first: str) -> str:
    """The 18th character for the first 17 digits."""
    return CHECKS[
        sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11
    ]


def read_document(kind: str, typed: str, *, today: date) -> Document:
    """A document number as it is kept. Raises NumberRefused with the remedy in words.

    A number that a spreadsheet has damaged (1.1E+17, last digits 000) is named as such and never
    guessed. `today` judges the age: 18 to 100 years.
    """
    refuse_damaged(typed)
    number = normalised(typed)
    if kind in RESIDENT_KINDS:
        return _resident(kind, number, today)
    form = _FORMS.get(IdentityDocument(kind))
    if _is_residents(number) and kind != IdentityDocument.FOREIGN_RESIDENT:
        raise NumberRefused(
            _("This is the number of a resident identity card: please choose that kind.")
        )
    if form is None or not form.fullmatch(number):
        raise NumberRefused(
            _("This does not look like a number of that document. Please check it.")
        )
    return Document(kind, number)


def refuse_damaged(typed: str) -> None:
    """Raises NumberRefused for what a spreadsheet leaves of a number kept as a figure."""
    bare = normalised(typed.replace("+", "\0")).replace("\0", "+")
    held_as_number = _HELD_AS_NUMBER.fullmatch(typed.strip().replace(" ", ""))
    lost = _LOST_DIGITS.fullmatch(bare) and check_digit(bare[:17]) != bare[17]
    if held_as_number or lost:
        raise NumberRefused(
            _(
                "The spreadsheet has kept this column as figures and the last digits are lost. "
                "Please set the column to “text” and type the number again."
            )
        )


def _resident(kind: str, number: str, today: date) -> Document:
    if len(number) == OLD_LENGTH and number.isascii() and number.isdigit():
        raise NumberRefused(
            _("This is an old number of 15 digits. Please type the 18 characters of the new one.")
        )
    if not _RESIDENT.fullmatch(number):
        raise NumberRefused(
            _("A number of this document has 18 characters: 17 digits and a digit or X.")
        )
    born = _birth_date(number, today)
    if check_digit(number[:17]) != number[17]:
        raise NumberRefused(
            _("The check digit of the ID number is not right; please look at the last character.")
        )
    return Document(kind, number, born, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def _is_residents(number: str) -> bool:
    return bool(_RESIDENT.fullmatch(number)) and check_digit(number[:17]) == number[17]


def _birth_date(number: str, today: date) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born = None
    if born is None or not YOUNGEST <= _age(born, today) <= OLDEST:
        raise NumberRefused(_("The birth date in the ID number is not plausible."))
    return born


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
