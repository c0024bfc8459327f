"""Certificate numbers and public codes: giving them out, reading them as people type them.

Number: division 6 + year 4 + serial 6 + check digit (ISO/IEC 7064, MOD 11,10). Each kind has a
block of serials of its own (a dated rule), so that no two kinds ever have the same number. Code:
15 random Crockford base32 characters (75 bits) and one check character of the same alphabet.
"""

import hashlib
import re
import secrets
import unicodedata
from functools import reduce
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from certificates.models import NumberCounter

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
GROUP = 4
SERIALS = 999_999
_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐-―−－_.·]+")
# Pairs that eyes confuse; used only to say which group of four to look at again.
_LOOKALIKES = ("8B", "5S", "2Z", "6G", "7T", "VY", "MN", "0D", "0Q", "DQ", "PR", "EF", "17", "6B")


class Block(NamedTuple):
    """The first and the last serial that a kind of certificate may have in a year."""

    first: int
    last: int


ALL = Block(1, SERIALS)


class NoTransaction(RuntimeError):
    """A number given out outside the issuing transaction could leave a gap."""


class SerialsUsedUp(RuntimeError):
    """A division has given out all numbers of a kind in one year."""


def check_digit(digits: str) -> str:
    """The check digit of a string of ASCII digits after ISO/IEC 7064, MOD 11,10."""
    rest = 10
    for digit in digits:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - rest) % 10)


def block(text: str) -> Block:
    """A block as the rules write it: 700001-899999."""
    first, _dash, last = text.partition("-")
    return Block(int(first), int(last))


def allocate(division: str, year: int, serials: Block = ALL) -> str:
    """The next number of a division and year from a block. The counter row stays locked until the
    caller's transaction ends, so that a rollback leaves no gap. Raises NoTransaction,
    SerialsUsedUp."""
    if not connection.in_atomic_block:
        raise NoTransaction(f"a number of {division} {year}")
    counter = NumberCounter.objects.filter(division=division, year=year, first=serials.first)
    if not counter.update(last=F("last") + 1):
        try:
            with transaction.atomic():
                NumberCounter.objects.create(
                    division=division, year=year, first=serials.first, last=1
                )
        except IntegrityError:  # another worker opened the year in the meantime
            counter.update(last=F("last") + 1)
    serial = serials.first - 1 + counter.values_list("last", flat=True).get()
    if serial > serials.last:
        raise SerialsUsedUp(f"{division} {year}")
    body = f"{division}{year:04}{serial:06}"
    return body + check_digit(body)


def spaced_number(number: str) -> str:
    """A number as it is shown: 990101 2026 000318 7."""
    return f"{number[:6]} {number[6:10]} {number[10:16]} {number[16:]}"


def read_number(typed: str) -> str | None:
    """The 17 digits somebody meant, whatever blanks, hyphens or full-width digits; None when it
    cannot be a number."""
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed))
    if not re.fullmatch(r"[0-9]{17}", digits) or check_digit(digits[:16]) != digits[16]:
        return None
    return digits


def new_code() -> str:
    """A fresh public code: 75 random bits and the check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH - 1))
    return body + ALPHABET[_twice(_syndrome(body))]


def hash_of(code: str) -> str:
    """What the register is searched by: SHA-256 of the code, hex."""
    return hashlib.sha256(code.encode()).hexdigest()


def spaced_code(code: str) -> str:
    """A code as it is shown: 7K3M-Q2XD-9HTB-4WNE."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def clean_code(typed: str) -> str:
    """A typed code with O read as 0, I and L as 1, in capitals, without what stands between; at
    most 40 characters are looked at."""
    text = unicodedata.normalize("NFKC", typed[:40]).upper()
    return _BETWEEN.sub("", text).translate(_READ_AS)


def is_code(cleaned: str) -> bool:
    """True when a cleaned code has the right length, alphabet and check character."""
    right = len(cleaned) == CODE_LENGTH and all(char in _VALUE for char in cleaned)
    return right and _syndrome(cleaned) == 0


def doubtful_groups(cleaned: str) -> tuple[int, ...]:
    """Which groups of four (1 to 4) a wrong code should be looked at again in.

    Groups with a character no code has; a group that is short; else the groups in which one
    look-alike or one exchange of neighbours would make the code right. Empty when all four are
    equally doubtful: one check character tells that something is wrong, not where.
    """
    strange = {at // GROUP + 1 for at, char in enumerate(cleaned) if char not in _VALUE}
    if strange or len(cleaned) != CODE_LENGTH:
        short = {len(cleaned) // GROUP + 1} if 0 < len(cleaned) < CODE_LENGTH else set()
        return tuple(sorted(group for group in strange or short if group <= GROUP))
    repaired = {at // GROUP + 1 for at in range(CODE_LENGTH) if _one_slip_at(cleaned, at)}
    return tuple(sorted(repaired))


def wrong_groups(typed: str) -> tuple[int, ...]:
    """Which of four groups that somebody typed have more or fewer than four characters; none when
    it was not typed in four groups."""
    groups = _BETWEEN.split(unicodedata.normalize("NFKC", typed[:40]).strip())
    if len(groups) != CODE_LENGTH // GROUP:
        return ()
    return tuple(at for at, group in enumerate(groups, start=1) if len(group) != GROUP)


def _one_slip_at(cleaned: str, at: int) -> bool:
    """True when a look-alike at this place, or an exchange with the next one, repairs the code."""
    swapped = cleaned[:at] + cleaned[at : at + 2][::-1] + cleaned[at + 2 :]
    others = {char for pair in _LOOKALIKES if cleaned[at] in pair for char in pair}
    tries = {swapped} | {cleaned[:at] + char + cleaned[at + 1 :] for char in others}
    return any(_syndrome(code) == 0 for code in tries)


def _twice(value: int) -> int:
    """Multiply by the generator of GF(32), modulo x^5 + x^2 + 1."""
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


def _syndrome(code: str) -> int:
    """0 for a code with its check character. The weights are 16 different powers of the generator,
    so that every single wrong character and every exchange of two is noticed."""
    return reduce(lambda rest, char: _twice(rest) ^ _VALUE[char], code, 0)
