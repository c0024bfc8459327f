"""One spelling for what is typed into the door: user names, e-mail addresses, phone numbers."""

import re
import unicodedata

BLANKS = re.compile(r"[\s\-()\x00\u200b-\u200f\ufeff]+")
PHONE = re.compile(r"(?:\+?86|0086)?(1[0-9]{10})")


def login_name(typed: str) -> str:
    """NFKC, no outer blanks, no regard to case; full-width letters become plain ones."""
    return unicodedata.normalize("NFKC", typed).replace("\x00", "").strip().casefold()


def phone_number(typed: str) -> str:
    """The eleven digits of a mobile number however it was written, else the empty text."""
    found = PHONE.fullmatch(BLANKS.sub("", unicodedata.normalize("NFKC", typed)))
    return found.group(1) if found else ""
