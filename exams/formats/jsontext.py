"""The text of JSON as a value: also as Python prints it, inside an assignment of JavaScript, with
commas left behind, or several values one after the other."""

import ast
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from exams.formats.values import Object

_PYTHON = re.compile(r"\s*[\[{]\s*(?:\{\s*)?'")  # as its programs print a value
_SCRIPT = re.compile(
    r"\s*(?:(?:export\s+)?(?:const|let|var)\s+\w+(?:\s*:\s*[\w\[\]<>]+)?\s*=|export\s+default"
    r"|(?:module\.)?exports(?:\.\w+)?\s*=|window\.\w+\s*=)\s*(?=[\[{])"
)
_SCRIPT_END = re.compile(r"\s*;?\s*(?:(?:export|module\.exports|exports|window)\b[^\n]*\s*)?")
_LOOSE_COMMA = re.compile(r'"(?:\\.|[^"\\])*"|,(?=\s*[\]}])', re.S)
_BEGINS = re.compile(r"""^\s*(?:\{\s*["'}]|\[\s*[\[{"'\]])""")
_OWN_LINE = re.compile(r'^[ \t]*(?P<value>\[\s*\{\s*"|\{\s*")', re.M)
MOST_INSIDE = 100
COMMENT = "//"
_COMMENTS = re.compile(r"(?:\s*//[^\n]*\n)+")
MOST_VALUES = 50_000


class Broken(ValueError):
    """Text that is no JSON: at `line`."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(detail)
        self.line = line


def looks_like(text: str) -> bool:
    before = _COMMENTS.match(text[:2_000]) or _SCRIPT.match(text[:2_000])
    begin = before.end() if before else 0
    return bool(_BEGINS.match(text[begin : begin + 2_000]))


def parsed(text: str) -> Any:
    """Raises Broken."""
    try:
        return _decoder().decode(text)
    except json.JSONDecodeError as error:
        broken = Broken(error.lineno, error.msg)
    if _PYTHON.match(text):
        with suppress(ValueError, SyntaxError):
            return ast.literal_eval(text.strip())
    script = _SCRIPT.match(text)
    plain = _LOOSE_COMMA.sub(_kept, text[script.end() :] if script else text)
    with suppress(json.JSONDecodeError):
        value, end = _decoder().raw_decode(plain.lstrip())
        rest = plain.lstrip()[end:]
        if not rest.strip() or (script and _SCRIPT_END.fullmatch(rest)):
            return value
    raise broken


def several(text: str) -> list[Any]:
    """The values of a text that holds one after the other. Raises Broken."""
    found: list[Any] = []
    at = 0
    while at < len(text) and len(found) < MOST_VALUES:
        try:
            value, at = _decoder().raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise Broken(error.lineno, error.msg) from None
        found.append(value)
        at = _next(text, at)
    return found


def inside(text: str) -> Iterator[Object]:
    """The objects of JSON that begin on lines of their own in a text, at most `MOST_INSIDE`."""
    for begin in islice(_OWN_LINE.finditer(text), MOST_INSIDE):
        with suppress(json.JSONDecodeError, RecursionError):
            value, _end = _decoder().raw_decode(text, begin.start("value"))
            yield from (one for one in [value, *value] if isinstance(one, Object))


def _next(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == ","):
        at += 1
    return at


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=_object, parse_constant=float)


def _object(pairs: list[tuple[str, Any]]) -> Object:
    made = Object(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        made.doubled = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
    return made


def _kept(found: re.Match[str]) -> str:
    return "" if found[0] == "," else found[0]
