"""Questions as GIFT. What it cannot hold stands in a comment above the question that only we read;
shapes it does not know are written as open questions."""

import re
from collections.abc import Iterable
from typing import Any

from exams.formats.carrying import extras_of, shape_of, written
from exams.formats.entries import Entry, Note
from exams.formats.gift_texts import last_of, path_of
from exams.formats.telling import told
from exams.formats.tidying import LOW_LINES
from exams.wording import (
    BLANK,
    CHOICES,
    FILL_BLANK,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    SINGLE,
    TRUE_FALSE,
    Wording,
)

SPECIAL = re.compile(r"[\\:#={}~]")
FEWEST = 2  # pairs
FORMAT_LIKE = re.compile(r"[\[%]")
CARRIED = ("cites", "difficulty", "any_order", "credit", "pinned", "marking", "marks", "answer")


def write(entries: Iterable[Entry]) -> tuple[bytes, list[Note]]:
    """The file in UTF-8, and what other programs will not see: `no_pictures`, `as_open` (a shape
    that GIFT does not know), `no_marking`."""
    notes: list[Note] = []
    parts: list[str] = []
    subject = ""
    for number, entry in enumerate(entries, start=1):
        if entry.subject != subject:
            subject = entry.subject
            parts.append(f"$CATEGORY: {path_of(subject)}\n")
        parts.append(_block(entry, number, notes))
    return "\n".join(parts).encode(), notes


def _block(entry: Entry, number: int, notes: list[Note]) -> str:
    label = entry.label or str(number)
    wording = entry.wording
    if wording.pictures():
        notes.append(Note("no_pictures", entry.place, {"label": label}))
    if wording.marking:
        notes.append(Note("no_marking", entry.place, {"label": label}))
    answers = _answers(wording)
    carried: dict[str, Any]
    if answers is None:
        notes.append(Note("as_open", entry.place, {"label": label, "kind": wording.kind}))
        stem, answers = told(wording), ""
        carried = shape_of(entry, stem)
    else:
        stem = wording.stem
        carried = extras_of(entry, CARRIED)
        if last_of(path_of(entry.subject)) == entry.subject:
            carried.pop("subject", None)
    general = f"####{_text(wording.explanation)}" if wording.explanation else ""
    comment = f"// hezhong: {written(carried)}\n" if carried else ""
    title = f"::{_escaped(' '.join(label.split()))}::"
    return f"{comment}{title}[plain]{_escaped(stem)}{{{answers}{general}\n}}\n"


def _answers(wording: Wording) -> str | None:
    """What stands in the braces; None for a shape that GIFT does not know."""
    if wording.kind == OPEN:
        return ""
    if wording.kind == TRUE_FALSE:
        return "TRUE" if wording.key == "A" else "FALSE"
    if wording.kind in CHOICES and wording.key and len(wording.options) > 1:
        return _choice(wording)
    if wording.kind == MATCHING:
        return _matching(wording)
    if wording.kind == FILL_BLANK:
        return _short(wording)
    return None


def _choice(wording: Wording) -> str | None:
    if wording.kind == SINGLE and len(wording.key) == 1:
        signs = ["=" if letter == wording.key else "~" for letter in LETTERS]
    elif wording.kind == MULTIPLE and len(wording.key) > 1:
        share = f"{100 / len(wording.key):.5f}".rstrip("0").rstrip(".")
        signs = [f"~%{share}%" if one in wording.key else "~%-100%" for one in LETTERS]
    else:
        return None
    lines = zip(signs, wording.options, strict=False)
    return "".join(f"\n{sign}{_text(option)}" for sign, option in lines)


def _matching(wording: Wording) -> str | None:
    """Pairs, then targets that nothing belongs to."""
    used = [LETTERS.index(letter) for letter in wording.key]
    if len(used) < FEWEST or not (all(wording.options) and all(wording.targets)):
        return None
    pairs = zip(wording.options, used, strict=True)
    lines = [f"\n={_left(option)} -> {_text(wording.targets[at])}" for option, at in pairs]
    spare = [text for at, text in enumerate(wording.targets) if at not in used]
    return "".join([*lines, *(f"\n= -> {_text(text)}" for text in spare)])


def _left(option: str) -> str:
    """An item to match: an arrow in it would part it, so that it is written as HTML."""
    if "->" not in option:
        return _text(option)
    plain = option.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"[html]{_escaped(plain.replace('  ', ' &#160;').replace(chr(10), '<br>'))}"


def _short(wording: Wording) -> str | None:
    if LOW_LINES.findall(wording.stem) != [BLANK] or len(wording.accepted) != 1:
        return None
    accepted = wording.accepted[0]
    strange = any(not one or one == "*" or "->" in one for one in accepted)
    if strange or not accepted or len(set(accepted)) < len(accepted):
        return None
    return "".join(f"\n=%100%{_text(one)}" for one in accepted)


def _text(words: str) -> str:
    """A text inside the braces; one that begins like a format or a weight says its format."""
    return f"[plain]{_escaped(words)}" if FORMAT_LIKE.match(words) else _escaped(words)


def _escaped(words: str) -> str:
    return SPECIAL.sub(lambda match: f"\\{match[0]}", words).replace("\n", "\\n")
