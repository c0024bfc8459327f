"""Party names and dispute numbers as they are compared: the same thing written in two ways is the
same thing. Names are kept as keyed hashes only."""

import re
import unicodedata
from collections.abc import Iterable

from portal.people import enciphering

PARTY = "dispute party"
DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅․", "·"))
BRACKETS = str.maketrans({"（": "(", "）": ")", "〔": "[", "〕": "]", "【": "[", "】": "]"})
SEPARATORS = re.compile(r"[\n\r\t,，、;；]+")
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def name_key(name: str) -> str:
    """A name as it is compared: NFC (never NFKC: it changes rare hanzi), without blanks and what
    nobody sees, with one kind of dot and bracket, Latin letters small."""
    text = unicodedata.normalize("NFC", name).translate(DOTS).translate(BRACKETS)
    return "".join(char for char in text if unicodedata.category(char) not in UNSEEN).casefold()


def number_key(number: str) -> str:
    """A dispute number as it is compared: full width as half width, no blanks, one kind of
    bracket and dash, capitals."""
    text = unicodedata.normalize("NFKC", number).translate(BRACKETS).replace("(", "[")
    kept = (char for char in text.replace(")", "]") if unicodedata.category(char) not in UNSEEN)
    return re.sub(r"[‐-―−－_]", "-", "".join(kept)).upper()


def indexes(names: Iterable[str]) -> set[str]:
    """The keyed hash of each name that says anything (hex)."""
    keys = {name_key(name) for name in names}
    return {enciphering.index(PARTY, key) for key in keys if key}


def split_names(text: str) -> list[str]:
    """Names as people type them, one a line or with commas between, each once."""
    found = {name_key(part): part.strip() for part in SEPARATORS.split(text) if name_key(part)}
    return list(found.values())
