"""Options that stand together in one text: behind a stem, or all in one cell."""

import json
import re
from dataclasses import dataclass

from exams.formats.cleaning import narrow
from exams.wording import LETTERS

FEWEST = 2
LONGEST = 30_000  # characters in which options are looked for
_CIRCLED = {chr(ord("Ⓐ") + n): LETTERS[n] for n in range(26)}
_MARK = re.compile(
    r"(?P<open>[(（\[【〔])\s?(?P<inner>[A-ZＡ-Ｚ])\s?[)）\]】〕][ \t]?[.．、:：,，。]?"
    r"|(?P<letter>[A-ZＡ-Ｚ])[ \t]?[.．、:：,，。)）]"
    r"|(?P<circled>[Ⓐ-Ⓩ])"
)
_BARE = re.compile(r"^[ \t　]*(?P<letter>[A-ZＡ-Ｚ])[ \t　]+(?=\S)", re.M)
_SMALL = re.compile(r"^[ \t　]*[(（]?(?P<letter>[a-zａ-ｚ])[.．、)）:：][ \t　]*(?=\S)", re.M)
_GLUED = re.compile(r"^[ \t　]*(?P<letter>[A-ZＡ-Ｚ])(?=[\u4e00-\u9fff《“])", re.M)
_IN_ROW = re.compile(r"(?:^|[\s　]+)(?P<letter>[A-ZＡ-Ｚ])(?=[\u4e00-\u9fff《“])")
_OWN = re.compile(
    r"\s*[(（\[【]?\s?([A-Za-zＡ-Ｚ])\s?[)）\]】]?\s?(?:[.．、:：,，)）]|(?<=[)）\]】])|[\s　]+)\s*"
)
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.S)
SEPARATORS = (
    "$;$", "|||", "@@", "###", "||", "§", "¦", "\n", "|", "\t", "；", ";", "　", "$$", "\\n", "#",
)  # fmt: skip
_HASHED = re.compile(r"[^#]+(?:#\w[^#]*){2,}")  # C#、F# are words
_OFFER = re.compile(r"\s*(?:选项|options|choices)\s*[:：]?$", re.I)
_LAST = "；;，,、|/"


@dataclass(frozen=True)
class _Mark:
    letter: str
    style: str
    start: int
    end: int
    alone: bool  # it stands at the beginning of a line or behind a blank


def split(text: str) -> tuple[str, list[str]] | None:
    """What stands before the options, and the options by their letters A, B, C …; None when there
    are none, or when two readings are possible."""
    if len(text) > LONGEST:
        return None
    marks = list(_marks(text))
    alone = [mark for mark in marks if mark.alone]
    for some in (alone, marks):
        run = _run(some)
        if run:
            return _cut(text, run)
    for pattern in (_BARE, _SMALL, _GLUED):
        bare = [
            _Mark(narrow(one["letter"]).upper(), "bare", one.start(), one.end(), alone=True)
            for one in pattern.finditer(text)
        ]
        run = _run(bare)
        if run and (pattern is not _GLUED or len(run) > FEWEST):
            return _cut(text, run)
    return None


def is_uneven(text: str) -> bool:
    """Whether options stand in a text, but their letters skip or repeat one."""
    if len(text) > LONGEST or split(text) is not None:
        return False
    letters = [mark.letter for mark in _marks(text) if mark.alone]
    return len(letters) > FEWEST and letters[0] == "A"


def _marks(text: str) -> list[_Mark]:
    found = []
    for one in _MARK.finditer(text):
        if one["circled"]:
            letter, style = _CIRCLED[one["circled"]], "circled"
        else:
            letter = narrow(one["inner"] or one["letter"])
            style = "bracket" if one["open"] else "point"
        before = text[one.start() - 1 : one.start()]
        if before.isascii() and before.isalnum():
            continue
        line = text[text.rfind("\n", 0, one.start()) + 1 : one.start()]
        alone = not line.strip() or before.isspace()
        found.append(_Mark(letter, style, one.start(), one.end(), alone))
    return found


def _run(marks: list[_Mark]) -> list[_Mark]:
    """The longest run A, B, C … of one style without another letter of it between; the last of
    equally long ones. Empty when letters of the style stand behind it: two readings."""
    best: list[_Mark] = []
    left_over = False
    for style in {mark.style for mark in marks}:
        same = [mark for mark in marks if mark.style == style]
        for at, mark in enumerate(same):
            if mark.letter != "A":
                continue
            run = [mark]
            for next_at in range(at + 1, len(same)):
                later = same[next_at]
                if later.letter != LETTERS[len(run) % 26]:
                    break
                run.append(later)
            if len(run) >= max(FEWEST, len(best)):
                best, left_over = run, same[-1] is not run[-1]
    return [] if left_over else best


def _cut(text: str, run: list[_Mark]) -> tuple[str, list[str]]:
    ends = [mark.start for mark in run[1:]] + [len(text)]
    options = [text[mark.end : end].strip() for mark, end in zip(run, ends, strict=True)]
    between = {option[-1:] for option in options[:-1]}
    if len(between) == 1 and between <= set(_LAST):  # what sets them apart is not of them
        sign = between.pop()
        options = [option.removesuffix(sign).rstrip() for option in options]
    return _OFFER.sub("", text[: run[0].start].strip()), options


def split_cell(text: str) -> list[str]:
    """The options in a cell that holds all of them: by their letters, as a JSON list, else by the
    first separator that occurs. One option when nothing separates."""
    listed = _listed(text)
    if listed:
        return listed
    found = split(text)
    if found and not found[0]:
        return found[1]
    letters = [narrow(one["letter"]) for one in _IN_ROW.finditer(text)]
    if len(letters) >= FEWEST and letters == list(LETTERS[: len(letters)]):
        parts = _IN_ROW.split(text)
        if not parts[0].strip():
            return [part.strip() for part in parts[2::2]]
    for separator in SEPARATORS:
        if separator in text:
            parts = [part.strip() for part in text.split(separator)]
            while parts and not parts[-1]:
                parts.pop()
            if len(parts) >= FEWEST and _parts(separator, text, parts):
                return without_letters(parts)
    return [text.strip()] if text.strip() else []


def _parts(separator: str, text: str, parts: list[str]) -> bool:
    """Whether a sign that words may hold too (C#, $$x$$, \\neq) does set options apart."""
    if separator == "#":
        return _HASHED.fullmatch(text) is not None
    if separator == "\\n":
        return all(part and not re.match(r"[a-z]", part) for part in parts)
    return separator not in {"$$", "　"} or all(parts)


def _listed(text: str) -> list[str]:
    """The options of a list or an object as programs write them: JSON, Python, numpy."""
    if not text.startswith(("[", "{")) or not text.endswith(("]", "}")):
        return []
    try:
        found = json.loads(text)
    except ValueError:
        found = _quoted(text)
    if isinstance(found, dict):
        found = list(found.values()) if list(found) == list(LETTERS[: len(found)]) else []
    if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
        found = _of_objects(found)
    if isinstance(found, list) and all(isinstance(one, str | int | float) for one in found):
        return without_letters([str(one).strip() for one in found])
    return []


def _of_objects(found: list[dict[str, object]]) -> list[object]:
    """`[{"key": "A", "value": "…"}, …]`: the texts, when the other field of each counts them."""
    names = list(found[0])
    if len(names) != FEWEST or any(list(one) != names for one in found):
        return [None]
    for mark, text in (names, names[::-1]):
        marks = [str(one[mark]).strip().upper() for one in found]
        if marks == list(LETTERS[: len(marks)]):
            return [one[text] for one in found]
    return [None]


def _quoted(text: str) -> list[str] | dict[str, str]:
    """`['a', 'b']`, `['a' 'b']` or `{'A': 'a', 'B': 'b'}`; nothing for any other text."""
    inner = text[1:-1].strip()
    pieces = [_unquoted(one[0]) for one in _QUOTED.finditer(inner)]
    between = _QUOTED.sub("", inner)
    if text.startswith("[") and not between.strip(" ,\n"):
        return pieces
    is_object = text.startswith("{") and not between.strip(" ,:\n") and between.count(":")
    if is_object and len(pieces) == 2 * between.count(":"):
        return dict(zip(pieces[::2], pieces[1::2], strict=True))
    return []


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda one: {"n": "\n", "t": "\t"}.get(one[1], one[1]), text[1:-1])


def without_letters(options: list[str]) -> list[str]:
    """Options without a letter of their own, when each has its own one in front (`A. …`)."""
    bare = without_own(options, LETTERS)
    return bare if bare is options else without_own(bare, LETTERS)  # some programs put it twice


def without_own(options: list[str], letters: str) -> list[str]:
    filled = [(at, option) for at, option in enumerate(options) if option]
    bare = list(options)
    for at, option in filled:
        found = _OWN.match(option)
        if not found or at >= len(letters) or narrow(found[1]).upper() != letters[at]:
            return options
        bare[at] = option[found.end() :].strip()
    return bare if len(filled) >= FEWEST else options
