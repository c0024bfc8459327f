"""Answers that a paper says by its looks alone: the right option underlined, bold, in colour.

Such runs stand between private signs while a paper is read. They are asked only for questions that
have no other answer, and only where some options are set off whole and the others not at all.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from exams.formats.entries import Contents, Entry, Note
from exams.formats.lines import Line, section_of
from exams.wording import FILL_BLANK

OPENS, UNDERLINES, CLOSES = "\ue000", "\ue002", "\ue001"
FEWEST = 2
_SIGNS = re.compile(f"[{OPENS}{UNDERLINES}{CLOSES}]")
_SET_OFF = re.compile(f"[{OPENS}{UNDERLINES}]([^{OPENS}{UNDERLINES}{CLOSES}]*){CLOSES}")
_UNDERLINED = re.compile(f"{UNDERLINES}([^{OPENS}{UNDERLINES}{CLOSES}]*){CLOSES}")
_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*")
_OPTION = re.compile(r"(?:^|(?<=[\s　]))\s*[(（]?(?P<letter>[A-Za-hＡ-Ｚ])\s?[)）.．、:：]")
_SIGN = f"[{OPENS}{UNDERLINES}{CLOSES}]?"
_BULLET = re.compile(  # in front of an option
    rf"^\s*(?:>+\s*)*[-*+•·]\s+(?={_SIGN}[(（]?{_SIGN}[A-Za-zＡ-Ｚ]{_SIGN}\s?[)）.．、:：])"
)
Read = Callable[[Sequence[Line]], Contents]


@dataclass(frozen=True)
class _Option:
    """An option as written; `chosen` says that it is set off, `plain` that nothing of it is."""

    text: str
    chosen: bool
    plain: bool


def set_off(text: str, *, underlined: bool = False) -> str:
    """Words between the signs, line by line."""
    first = UNDERLINES if underlined else OPENS
    parts = _SIGNS.sub("", text).split("\n")
    return "\n".join(f"{first}{part}{CLOSES}" if part.strip() else part for part in parts)


def bare(text: str) -> str:
    """A text without the signs."""
    return _SIGNS.sub("", text) if _SIGNS.search(text) else text


def of_markdown(line: Line) -> Line:
    """A line of Markdown, what is bold in it set off."""
    return Line(_BOLD.sub(lambda one: set_off(one[1]), line.text), line.number)


def read_by_looks(lines: Sequence[Line], read: Read) -> Contents:
    """What `read` finds in lines; questions that then lack an answer get the one that their looks
    say, with the note `key_by_look`. All other questions must be read as before."""
    plain = [Line(bare(line.text).rstrip(), line.number) for line in lines]
    contents = read(plain)
    lacking = [note.place.line for note in contents.refused if note.code == "no_key"]
    if not lacking or all(line.text == one.text for line, one in zip(lines, plain, strict=True)):
        return contents
    again = read([line for some in _parted(lines, contents, set(lacking)) for line in some])
    before = {(one.place.line, one.wording) for one in contents.entries}
    found = {(one.place.line, one.wording) for one in again.entries}
    if _many(again) != _many(contents) or not before <= found:
        return contents
    again.entries = [
        one if (one.place.line, one.wording) in before else _told(one) for one in again.entries
    ]
    return again


def _told(entry: Entry) -> Entry:
    return replace(entry, notes=(*entry.notes, Note("key_by_look", entry.place)))


def _many(contents: Contents) -> int:
    return len(contents.entries) + len(contents.refused)


def _parted(lines: Sequence[Line], contents: Contents, lacking: set[int]) -> Iterator[list[Line]]:
    """The lines question by question, the looks of those that lack an answer put into words."""
    places = [one.place for one in contents.entries] + [one.place for one in contents.refused]
    starts = sorted({place.line for place in places})
    groups: list[list[Line]] = [[] for _ in range(len(starts) + 1)]
    for line in lines:
        groups[bisect(starts, line.number)].append(line)
    kind = ""
    for first, own in zip([0, *starts], groups, strict=True):
        said = _in_words(own, kind) if first in lacking else None
        yield said or [Line(bare(line.text).rstrip(), line.number) for line in own]
        kind = next((one.kind for line in own if (one := section_of(bare(line.text)))), kind)


def _in_words(lines: Sequence[Line], kind: str) -> list[Line] | None:
    """A question with stars before the options that are set off, or with its blanks empty and what
    was underlined there as its answer; None when its looks say neither."""
    lines = [Line(_BULLET.sub("", line.text), line.number) for line in lines]
    options = [(line, list(_options(line.text))) for line in lines]
    found = [option for _line, some in options for option in some]
    chosen = sum(option.chosen for option in found)
    if len(found) >= FEWEST:
        is_clear = all(option.chosen or option.plain for option in found)
        return _starred(options) if is_clear and 0 < chosen < len(found) else None
    return _emptied(lines) if kind == FILL_BLANK and not found else None


def _starred(options: Sequence[tuple[Line, list[_Option]]]) -> list[Line]:
    made = []
    for line, some in options:
        first = _OPTION.search(bare(line.text)) if some else None
        stem = bare(line.text)[: first.start()] if first else bare(line.text)
        if stem.strip() or not some:
            made.append(Line(stem.rstrip(), line.number))
        made += [Line(f"{'*' if one.chosen else ''}{one.text}", line.number) for one in some]
    return made


def _emptied(lines: Sequence[Line]) -> list[Line] | None:
    answers = [
        one[1].strip()
        for line in lines
        for one in _UNDERLINED.finditer(line.text)
        if one[1].strip()
    ]
    if not answers or any(re.search(r"[;；/|、]", one) for one in answers):
        return None
    made = [Line(bare(_UNDERLINED.sub("____", line.text)).rstrip(), line.number) for line in lines]
    return [*made, Line(f"答案：{'；'.join(answers)}", lines[-1].number)]


def _options(text: str) -> Iterator[_Option]:
    """The options of a line that holds nothing else but, in front of them, a stem."""
    flags: list[bool] = []
    at = 0
    for one in _SET_OFF.finditer(text):
        flags += [False] * len(bare(text[at : one.start()])) + [True] * len(one[1])
        at = one.end()
    plain = bare(text)
    flags += [False] * (len(plain) - len(flags))
    marks = list(_OPTION.finditer(plain))
    ends = [*(one.start() for one in marks), len(plain)][1:]
    for mark, end in zip(marks, ends, strict=True):
        body = [flags[n] for n in range(mark.end(), end) if plain[n].isalnum()]
        letter = flags[mark.start("letter")]
        chosen = letter or (bool(body) and all(body))
        yield _Option(plain[mark.start() : end].strip(), chosen, not letter and not any(body))
