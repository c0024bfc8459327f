"""Numbers in cells as the spreadsheet shows them, where its format changes what they say: 50 %, a
day, a fixed number of decimals; and formulas that no spreadsheet has counted yet. Runs in the
confined child, on parts that `packing` let through."""

import html
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from portal.spreadsheets import packing

PERCENT, DECIMALS = (9, 10), {1: 0, 2: 2, 3: 0, 4: 2, 9: 0, 10: 2}
DAYS = {14: "%Y/%-m/%-d", 15: "%-d-%b-%y", 27: "%Y年%-m月", 31: "%Y年%-m月%-d日", 57: "%Y年%-m月"}
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a spreadsheet have no zone
MOST_DAYS = 2_958_465  # 9999-12-31
_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")(?=[^>]*\bs="(\d+)")(?![^>]*\bt="(?!n"))[^>]*>'
    rb"\s*(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]+)</"
)
UNCOUNTED = "\ufdd0"  # no character: stands in a cell whose formula has no value
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_BARE = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")(?![^>]*\bt="str")[^>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_OWN = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_PIECES = (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("m", "%-m"), ("dd", "%d"), ("d", "%-d"))


def shown(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """By the name of a sheet, and row and column from 0: what a cell shows when that differs from
    its value; `UNCOUNTED` for a formula without one. Raises FileRefused."""
    parts = packing.admit(content)
    codes = _codes(parts.get("xl/styles.xml", b""))
    workbook = parts.get("xl/workbook.xml", b"")
    relations = parts.get("xl/_rels/workbook.xml.rels", b"")
    return {
        name: _cells(parts.get(part, b""), codes) for name, part in sheet_parts(workbook, relations)
    }


def sheet_parts(workbook: bytes, relations: bytes) -> list[tuple[str, str]]:
    """The names of the sheets, each with the part that holds it."""
    targets = {}
    for found in re.findall(rb"<(?:\w+:)?Relationship\b([^>]*)>", relations):
        one = dict(_ATTRIBUTE.findall(found))
        targets[one.get(b"Id", b"")] = one.get(b"Target", b"").decode(errors="replace")
    sheets = []
    for found in re.findall(rb"<(?:\w+:)?sheet\b([^>]*)>", workbook):
        one = dict(_ATTRIBUTE.findall(found))
        target = targets.get(one.get(b"r:id", b""), "")
        name = html.unescape(one.get(b"name", b"").decode(errors="replace"))
        sheets.append((name, target.lstrip("/") if target.startswith("/") else f"xl/{target}"))
    return sheets


def _codes(styles: bytes) -> list[str]:
    """For each style of cells `%2` (a percentage with two decimals), `.2`, a pattern of days, or
    "" for one that shows the value."""
    own = {}
    for found in _OWN.findall(styles):
        one = dict(_ATTRIBUTE.findall(found))
        own[one.get(b"numFmtId", b"")] = html.unescape(
            one.get(b"formatCode", b"").decode(errors="replace")
        )
    block = _FORMATS.search(styles)
    codes = []
    for found in _FORMAT.findall(block[0] if block else b""):
        number = dict(_ATTRIBUTE.findall(found)).get(b"numFmtId", b"0")
        codes.append(_of_own(own[number]) if number in own else _of_number(number))
    return codes


def _of_number(number: bytes) -> str:
    code = int(number) if number.isdigit() else 0
    if code in DAYS:
        return DAYS[code]
    if code in DECIMALS:
        return f"{'%' if code in PERCENT else '.'}{DECIMALS[code]}"
    return ""


def _of_own(code: str) -> str:
    plain = re.sub(r"\[[^\]]*\]|\\(?=.)|_.|\*.", "", code.split(";", maxsplit=1)[0]).strip()
    figure = re.fullmatch(r"#?,?#*0(?:\.(0+))?(%?)", plain)
    if figure:
        return f"{'%' if figure[2] else '.'}{len(figure[1] or '')}"
    bare = plain.replace('"', "")
    if re.search(r"y|d", bare, re.I) and not re.search(r"[hsa#0@]", bare, re.I):
        return re.sub(
            r"yyyy|yy|mm|m|dd|d", lambda one: dict(_PIECES)[one[0].lower()], bare, flags=re.I
        )
    return ""


def _cells(xml: bytes, codes: list[str]) -> dict[tuple[int, int], str]:
    found = {}
    for column, row in _BARE.findall(xml) if _FORMULA.search(xml) else ():
        found[int(row) - 1, _index(column)] = UNCOUNTED
    for column, row, style, value in _CELL.findall(xml) if any(codes) else ():
        code = codes[int(style)] if int(style) < len(codes) else ""
        text = _said(value.decode(errors="replace"), code) if code else ""
        if text:
            found[int(row) - 1, _index(column)] = text
    return found


def _said(value: str, code: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return ""
    if not number.is_finite() or abs(number) > 10**15:
        return ""
    if code[0] in "%." and code[1:].isdecimal():
        number = number * 100 if code[0] == "%" else number
        rounded = number.quantize(Decimal(1).scaleb(-int(code[1:])), ROUND_HALF_UP)
        return f"{rounded}{'%' if code[0] == '%' else ''}"
    if not 0 < number < MOST_DAYS or number != int(number):
        return ""
    return (EPOCH + timedelta(days=int(number))).strftime(code)


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1
