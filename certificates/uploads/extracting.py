"""What a PDF says of a certificate: its embedded records first, else codes and numbers in its text.

Knows no framework and no register; whatever it finds is a claim of the file and nothing more.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pikepdf
from pikepdf import Array, Name, Object, Pdf, String

RECORD = "certificate.json"
MOST_PAGES = 50
MOST_CLAIMS = 20
LARGEST_RECORD = 20_000  # bytes
LONGEST = 60  # characters of a member of a record
DEEPEST = 3  # drawings within drawings
_SHOWING = ("Tj", "TJ", "'", '"')
_CODE = re.compile(
    r"/v/([0-9A-Za-z]{16})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z-])([0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){3})(?![0-9A-Za-z-])"
)
_NUMBER = re.compile(r"(?<![0-9])[0-9]{6} ?[0-9]{4} ?[0-9]{6} ?[0-9](?![0-9])")
_MAP = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>|([\[\]])")
_WIDEST_RANGE = 65_536


class Locked(ValueError):
    """The file opens with a password only."""


class Unreadable(ValueError):
    """Nothing that a program for PDF could open."""


@dataclass
class Found:
    """Claims of a file: records (number, code, name), and what merely looks like codes and numbers
    in its text."""

    records: list[dict[str, str]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def found_in(content: bytes) -> Found:
    """Raises Locked, Unreadable."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            text = "\n".join(_texts(pdf))
            return Found(list(_records(pdf)), _codes(text), _several(_NUMBER.findall(text)))
    except pikepdf.PasswordError:
        raise Locked from None
    except Exception:  # noqa: BLE001 - whatever a file that somebody made can make a reader raise
        raise Unreadable from None


def _codes(text: str) -> list[str]:
    return _several(linked or grouped for linked, grouped in _CODE.findall(text))


def _several(found: Any) -> list[str]:
    return list(dict.fromkeys(found))[:MOST_CLAIMS]


def _records(pdf: Pdf) -> Iterator[dict[str, str]]:
    """The embedded records, however often they are there."""
    for name, one in islice(pdf.attachments.items(), MOST_CLAIMS):
        if RECORD not in (name, one.filename):
            continue
        try:
            told = json.loads(one.get_file().read_bytes()[:LARGEST_RECORD])
            holder = told["holder"]["name"]
            claims = {"number": told["number"], "code": told["code"], "name": holder}
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        yield {key: str(value)[:LONGEST] for key, value in claims.items()}


def _texts(pdf: Pdf) -> Iterator[str]:
    """A line for each piece of text that a page shows."""
    for page in islice(pdf.pages, MOST_PAGES):
        try:
            yield from _shown(page.obj, page.obj.get(Name.Resources), 0)
        except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
            continue


def _shown(drawn: Object, resources: Any, depth: int) -> Iterator[str]:
    fonts: dict[str, _Reading] = {}
    reading = _Reading(None)
    for step in pikepdf.parse_content_stream(drawn):
        operands, sign = step.operands, str(step.operator)
        if sign == "Tf" and operands:
            name = str(operands[0])
            if name not in fonts:
                fonts[name] = _Reading(_resource(resources, Name.Font, name))
            reading = fonts[name]
        elif sign in _SHOWING and operands:
            yield reading.text_of(operands[-1])
        elif sign == "Do" and operands and depth < DEEPEST:
            inner = _resource(resources, Name.XObject, str(operands[0]))
            if inner is not None and inner.get(Name.Subtype) == Name.Form:
                yield from _shown(inner, inner.get(Name.Resources, resources), depth + 1)


def _resource(resources: Any, kind: Name, name: str) -> Any:
    group = resources.get(kind) if resources is not None else None
    return group.get(name) if group is not None else None


class _Reading:
    """How the bytes of a font become text: by its own table, else as Latin letters."""

    def __init__(self, font: Any) -> None:
        self.table: dict[int, str] = {}
        self.width = 1
        if font is None:
            return
        self.width = 2 if font.get(Name.Subtype) == Name.Type0 else 1
        table = font.get(Name.ToUnicode)
        if isinstance(table, pikepdf.Stream):
            self.table = _table(table.read_bytes().decode("latin-1"))

    def text_of(self, shown: Any) -> str:
        pieces = list(shown) if isinstance(shown, Array) else [shown]
        return "".join(self._text(bytes(one)) for one in pieces if isinstance(one, String))

    def _text(self, content: bytes) -> str:
        if not self.table and self.width == 1:
            return content.decode("latin-1")
        places = range(0, len(content), self.width)
        signs = (int.from_bytes(content[at : at + self.width], "big") for at in places)
        return "".join(self.table.get(sign, "") for sign in signs)


def _table(text: str) -> dict[int, str]:
    """A table of a font (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, body in _MAP.findall(text):
        marks = [mark or "".join(digits.split()) for digits, mark in _HEX.findall(body)]
        if kind == "bfchar":
            pairs = zip(marks[::2], marks[1::2], strict=False)
            found |= {int(sign, 16): _letters(letters) for sign, letters in pairs}
        else:
            _add_ranges(found, marks)
    return found


def _add_ranges(found: dict[int, str], marks: list[str]) -> None:
    """`<first> <last> <letter of the first>` or `<first> <last> [<letter> <letter> …]`."""
    rest = iter(marks)
    for first in rest:
        last, letters = next(rest, ""), next(rest, "")
        begin, end = int(first, 16), int(last, 16)
        if letters == "[":
            listed = iter(lambda: next(rest, "]"), "]")
            found |= {begin + at: _letters(one) for at, one in enumerate(listed)}
        else:
            start = int(letters, 16)
            for at in range(min(end - begin, _WIDEST_RANGE) + 1):
                found[begin + at] = _letters(f"{start + at:0{len(letters)}x}")


def _letters(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "replace")
