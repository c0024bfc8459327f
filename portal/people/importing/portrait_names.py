"""Whose portrait a file is, by its name: 王小明_110101199003070012.jpg. Pure.

The number may stand behind or before the name, with or without a sign between; alone; or as its
last four characters behind the name. What is shown of a file name never has the number in it.
"""

import re
import unicodedata
from dataclasses import dataclass

from portal import masking

SHOWN = 60
TAIL = 4
COPY = re.compile(r"[\s_-]*(?:\([0-9]{1,3}\)|副本|COPY)\s*$")
BETWEEN = r"[\s_+,、.;:~\-‐-―−—]"
RESIDENT = r"[1-9][0-9]{16}[0-9X]"
BEHIND = re.compile(rf"(?P<name>.*?){BETWEEN}*(?<![0-9])(?P<number>{RESIDENT})")
BEFORE = re.compile(rf"(?P<number>{RESIDENT})(?![0-9X]){BETWEEN}*(?P<name>.*)")
# Passports, permits: letters and figures, at least five figures; signs stand on both sides.
OTHER = re.compile(r"(?=(?:[A-Z]*[0-9]){5})[A-Z0-9]{6,18}")
LAST = re.compile(r"[0-9]{3}[0-9X]")
FIGURES = re.compile(r"[0-9][0-9Xx]{3,}")
SEVERAL = re.compile(rf"{BETWEEN}+")


@dataclass(frozen=True)
class Named:
    """What a file name says: a name (empty when it says none), a whole number or its last four
    characters; `shown` is the file name as it may be shown."""

    name: str
    number: str
    tail: str
    shown: str


def read_name(file_name: str) -> Named:
    """Understand a file name; without number and tail when there is none in it."""
    stem, _dot, ending = file_name.rpartition(".")
    plain = unicodedata.normalize("NFKC", stem or ending).upper().strip()
    while found := COPY.search(plain):
        plain = plain[: found.start()]
    name, number, tail = _parts(plain)
    return Named(_closed(name), number, tail, shown(file_name))


def _parts(plain: str) -> tuple[str, str, str]:
    for form in (BEHIND, BEFORE):
        if found := form.fullmatch(plain):
            return found["name"], found["number"], ""
    words = [word for word in SEVERAL.split(plain) if word]
    numbers = [word for word in words if OTHER.fullmatch(word)]
    if len(numbers) == 1:
        return " ".join(word for word in words if word != numbers[0]), numbers[0], ""
    if len(words) > 1 and LAST.fullmatch(words[-1]):
        return " ".join(words[:-1]), "", words[-1]
    short = re.fullmatch(rf"(?P<name>.*[^0-9])(?P<tail>{LAST.pattern})", plain)
    if short:
        return short["name"], "", short["tail"]
    return plain, "", ""


def _closed(name: str) -> str:
    return SEVERAL.sub(" ", name).strip()


def same_name(typed: str, on_file: str) -> bool:
    """Do a name in a file name and one on file mean the same? Blanks, width, case and the form of
    the middle dot do not count."""
    return _bare(typed) == _bare(on_file)


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).upper()
    return re.sub(r"[\s_.·•‧∙・\-]", "", plain)


def shown(file_name: str) -> str:
    """A file name with every row of figures masked, without invisible characters, cut."""
    plain = unicodedata.normalize("NFKC", masking.file_name(file_name))
    masked = FIGURES.sub(lambda found: masking.number(found[0]), plain)
    return masked if len(masked) <= SHOWN else f"{masked[: SHOWN - 1]}…"
