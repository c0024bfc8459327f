"""GIFT, Moodle's text format: one entry for each question, one note for each category or
description, one refusal for each block that is none of them."""

import re
from dataclasses import replace

from exams.formats import gift_answers
from exams.formats.ahead import is_asking
from exams.formats.carrying import restored, tagged, unlettered
from exams.formats.entries import Contents, Entry, Note, Place, Unreadable
from exams.formats.gift_blocks import BRACES, CATEGORY, Block, blocks_of
from exams.formats.gift_texts import Words, last_of, unescaped
from exams.formats.labels import label_of
from exams.formats.lines import begin_of, is_first_option, is_option
from exams.formats.refusing import Refused, notes_of
from exams.wording import BLANK, Wording
from portal.spreadsheets.decoding import decode
from portal.spreadsheets.tables import FileRefused

ANSWERS = re.compile(r"(?<!\\)\{\s*(?:[=~#}]|(?:T|F|(?i:TRUE|FALSE))\s*[#}])")
TITLE = re.compile(r"::((?:\\.|[^\\])*?)::", re.DOTALL)
JUNK = re.compile(r"[\"';\s]*")


def looks_like(content: bytes) -> bool:
    """Whether a text has the braces of GIFT with answers in them."""
    try:
        text = decode(content)[0].lstrip("\ufeff \t\r\n")
    except FileRefused:
        return False
    if text.startswith("<") or re.match(r"[\[{]\s*[\[{\"]", text):
        return False
    return bool(ANSWERS.search(text)) or text.startswith(("$CATEGORY", "::"))


def read(content: bytes) -> Contents:
    """Raises Unreadable(`encoding`, `empty`)."""
    try:
        text = decode(content)[0]
    except FileRefused as refused:
        raise Unreadable(refused.code) from None
    contents = Contents("gift")
    subject = ""
    for block in blocks_of(re.sub(r"\r\n?", "\n", text.lstrip("\ufeff"))):
        place = Place(line=block.line)
        category = CATEGORY.match(block.text)
        if category:
            path = " ".join(block.text[category.end() :].split())
            subject = last_of(path)
            contents.notes.append(Note("category", place, {"name": path}))
            continue
        _take(block, subject, contents)
    if not (contents.entries or contents.refused or contents.notes):
        raise Unreadable("empty")
    return contents


def _take(block: Block, subject: str, contents: Contents) -> None:
    place = Place(line=block.line)
    foreign = _foreign(block)
    if foreign:
        contents.refused += [Note("other_form", Place(line=line)) for line in foreign]
        return
    label, body = _title(block.text)
    label = block.id or label
    try:
        parts = _parts(body)
        if parts is None:
            contents.notes.append(Note("description", place, {"label": label}))
            return
        wording, codes = _wording(*parts)
    except Refused as refused:
        contents.refused.append(refused.note(place, label))
        return
    entry = Entry(place, wording, label, subject, notes=notes_of(codes, place))
    entry = tagged(entry, block.tags)
    contents.entries.append(restored(entry, block.carried) if block.carried else unlettered(entry))


def _foreign(block: Block) -> list[int]:
    """The lines on which questions begin that are written as in a paper, among those of GIFT: with
    options in lines, an answer behind its label, or a number before what is asked."""
    lines = block.text.split("\n")
    has_braces = any(match[0] in "{}" for match in BRACES.finditer(block.text))
    answered = any(_is_answer(line) for line in lines)
    if has_braces:
        return [block.line] if answered and any(map(is_option, lines)) else []
    begins = [
        at
        for at, line in enumerate(lines)
        if (begin_of(line) and (answered or is_asking(line)))
        or is_first_option("".join(lines[at + 1 : at + 2]))
    ]
    return [block.line + at for at in begins] or ([block.line] if answered else [])


def _is_answer(line: str) -> bool:
    label = label_of(line)
    return label is not None and label[0] == "key" and bool(label[1]) and "{" not in label[1]


def _title(text: str) -> tuple[str, str]:
    """The name between `::` and the rest."""
    match = TITLE.match(text)
    if match is None:
        return "", text
    return " ".join(unescaped(match[1]).split()), text[match.end() :].strip()


def _parts(body: str) -> tuple[str, str, str] | None:
    """What stands before, inside and behind the braces; None when there are none. Raises
    Refused(`broken`) when they do not match."""
    spots = [match for match in BRACES.finditer(body) if match[0] in "{}"]
    if not spots:
        return None
    if [match[0] for match in spots] != ["{", "}"]:
        raise Refused("broken", detail="braces")
    begin, end = spots[0].start(), spots[1].start()
    behind = body[end + 1 :]
    return body[:begin], body[begin + 1 : end], "" if JUNK.fullmatch(behind) else behind


def _wording(before: str, inside: str, behind: str) -> tuple[Wording, list[str]]:
    words = Words()
    inside, general = gift_answers.general_feedback(inside)
    stem = words.text(f"{before}{BLANK}{behind}" if behind else before)
    if not stem:
        raise Refused("no_stem")
    wording = gift_answers.answered(stem, inside, words)
    remark = words.text(general)
    explanation = "\n".join(filter(None, [remark, wording.explanation]))
    return replace(wording, explanation=explanation), words.codes
