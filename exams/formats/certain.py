"""A row of our own sheets that cannot be read back from what it shows (an option that is a single
letter, words that look like tags): the whole question stands beside it, for as long as nobody
changes a cell of the row."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from exams.formats.entries import Entry
from exams.formats.packing import packed, unpacked
from exams.wording import Wording, squeezed

SHORT = 16


@dataclass(frozen=True)
class Certain:
    """A question without its parts, which have rows of their own."""

    wording: Wording
    subject: str = ""
    tier: str = ""
    source: str = ""


def beside(cells: Iterable[str], entry: Entry) -> str:
    """What stands in the column beside a row with these cells."""
    whole: dict[str, Any] = {
        "told": _digest(cells),
        "wording": packed(replace(entry.wording, parts=())),
        "around": [entry.subject, entry.tier, entry.source],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def told(cells: Iterable[str], line: str) -> Certain | None:
    """The question that stands beside a row; None when it is not ours, or a cell was changed."""
    try:
        whole = json.loads(line)
        if whole["told"] != _digest(cells):
            return None
        subject, tier, source = map(str, whole["around"])
        return Certain(unpacked(whole["wording"]), subject, tier, source)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return None


def _digest(cells: Iterable[str]) -> str:
    """Blanks, width and the sign that keeps a cell from being a formula aside."""
    plain = "\x1e".join(squeezed(cell).lstrip("'") for cell in cells).rstrip("\x1e")
    return hashlib.sha256(plain.encode()).hexdigest()[:SHORT]
