"""Aiken: a stem, options `A.` or `A)`, and a line `ANSWER: B`; broken blocks are told one by one.

Words are taken as they stand, `<html>` and `&` too.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import pairwise

from exams.formats.entries import Contents, Entry, Place, Unreadable
from exams.formats.refusing import Refused, notes_of
from exams.formats.tidying import hidden, stripped, visible
from exams.wording import LETTERS, MULTIPLE, SINGLE, Wording
from portal.spreadsheets.decoding import decode
from portal.spreadsheets.tables import FileRefused

OPTION = re.compile(r"\s*([A-Za-zＡ-Ｚａ-ｚ])\s*[.)．）、:：]\s*(.*)", re.DOTALL)
ANSWER = re.compile(
    r"\s*(?:ANSWER|KEY|CORRECT ANSWER|答案|参考答案|正确答案|标准答案)\s*[:：]\s*(.*)",
    re.IGNORECASE,
)
CAPITALS = re.compile(r"\s*ANSWER\s*[:：]\s*(.*)")
REMARK = re.compile(
    r"\s*(?:FEEDBACK|EXPLANATION|解析|答案解析|试题解析)\s*[:：]\s*(.*)", re.IGNORECASE
)
NUMBERED = re.compile(r"[(（]?(?P<number>\d{1,5})\s*[.)．）、:：]\s*(?=\S)")
KEY = re.compile(r"[A-Z]+|[A-Z](?:[\s,、;/&和]+[A-Z])*")
WITH_WORDS = re.compile(r"([A-Z])\s*[.)、:].*", re.DOTALL)
FEWEST = 2


@dataclass
class _Block:
    line: int = 0
    stem: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    remark: list[str] = field(default_factory=list)
    gap: bool = False


def looks_like(content: bytes) -> bool:
    """Whether lines of a text say `ANSWER: B`, in capitals and most of them with letters, and
    others `A.` or `A)`: a paper that says `Answer: …` beside its questions is none."""
    try:
        lines = decode(content)[0].splitlines()
    except FileRefused:
        return False
    keyed = [match[1].strip() for line in lines if (match := CAPITALS.fullmatch(line))]
    lettered = [key for key in keyed if KEY.fullmatch(key)]
    offered = any(OPTION.match(line) for line in lines)
    return bool(keyed) and 2 * len(lettered) >= len(keyed) and offered


def read(content: bytes) -> Contents:
    """Raises Unreadable(`encoding`, `empty`)."""
    try:
        text = decode(content)[0]
    except FileRefused as refused:
        raise Unreadable(refused.code) from None
    reader = _Reader()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.lstrip("\ufeff")), start=1):
        reader.take(number, line)
    reader.give_up()
    if not (reader.contents.entries or reader.contents.refused):
        raise Unreadable("empty")
    return _without_numbers(reader.contents)


def _without_numbers(contents: Contents) -> Contents:
    """Where every stem has a number in front and they count up, the numbers are labels."""
    found = [NUMBERED.match(entry.wording.stem) for entry in contents.entries]
    numbers = [int(match["number"]) for match in found if match]
    rising = all(before < after for before, after in pairwise(numbers))
    if len(numbers) < max(len(found), FEWEST) or not rising:
        return contents
    for at, match in enumerate(found):
        entry = contents.entries[at]
        if match:
            stem = entry.wording.stem[match.end() :]
            named = replace(entry, label=match["number"], wording=replace(entry.wording, stem=stem))
            contents.entries[at] = named
    return contents


class _Reader:
    def __init__(self) -> None:
        self.contents = Contents("aiken")
        self.block = _Block()
        self.taken = False  # whether the last block became an entry

    def take(self, number: int, line: str) -> None:
        if not line.strip():
            self.block.gap = bool(self.block.stem or self.block.options)
            return
        answer = ANSWER.fullmatch(line)
        remark = REMARK.fullmatch(line)
        option = self._option(line)
        if answer:
            self._finish(number, answer[1])
        elif remark and not self.block.stem:
            self._remark(remark[1])
        elif option and self.block.stem:
            self.block.letters.append(option[0])
            self.block.options.append([option[1]])
        else:
            self._words(number, line)
        self.block.gap = False

    def _option(self, line: str) -> tuple[str, str] | None:
        """The letter and words of an option; the first is A, small letters come in their turn."""
        match = OPTION.fullmatch(line)
        if match is None:
            return None
        letter = unicodedata.normalize("NFKC", match[1])
        block = self.block
        expected = LETTERS[len(block.options)] if len(block.options) < len(LETTERS) else ""
        alike = not block.letters or letter.isupper() == block.letters[0].isupper()
        if alike and (letter.upper() == expected or (letter.isupper() and block.options)):
            return letter, match[2]
        return None

    def _words(self, number: int, line: str) -> None:
        block = self.block
        if block.options and block.gap:
            self.give_up()
            block = self.block
        if block.options:
            block.options[-1].append(line)
            return
        if not block.stem:
            block.line = number
        block.stem.append(line)

    def _remark(self, words: str) -> None:
        """An explanation of the question right above; of a refused one it is refused too."""
        if self.taken:
            last = self.contents.entries[-1]
            explained = replace(last.wording, explanation=stripped(visible(words)))
            self.contents.entries[-1] = replace(last, wording=explained)

    def _finish(self, number: int, answer: str) -> None:
        block, self.block = self.block, _Block()
        place = Place(line=block.line or number)
        self.taken = False
        try:
            wording = _wording(block, answer)
        except Refused as refused:
            self.contents.refused.append(refused.note(place))
            return
        codes = ["invisible"] * hidden("".join([*block.stem, *map("".join, block.options)]))
        self.contents.entries.append(Entry(place, wording, notes=notes_of(codes, place)))
        self.taken = True

    def give_up(self) -> None:
        """What has been read has no answer, and another question begins or the file ends."""
        block, self.block = self.block, _Block()
        if block.stem or block.options:
            self.contents.refused.append(Refused("no_key").note(Place(line=block.line)))


def _wording(block: _Block, answer: str) -> Wording:
    stem = _joined(block.stem)
    if not stem:
        raise Refused("no_stem")
    if not block.options:
        raise Refused("no_options")
    if len(block.options) < FEWEST:
        raise Refused("one_option")
    named = "".join(letter.upper() for letter in block.letters)
    if named != LETTERS[: len(named)]:
        raise Refused("broken", detail="letters", letters=named)
    plain = unicodedata.normalize("NFKC", answer).strip().upper().rstrip(".。 ")
    with_words = WITH_WORDS.fullmatch(plain)
    plain = with_words[1] if with_words else plain
    if not KEY.fullmatch(plain):
        raise Refused("broken" if plain else "no_key", detail="answer", answer=answer.strip())
    key = "".join(sorted(set(re.findall("[A-Z]", plain))))
    if not set(key) <= set(named):
        raise Refused("unknown_key", key=key, options=named)
    options = tuple(map(_joined, block.options))
    return Wording(SINGLE if len(key) == 1 else MULTIPLE, stem, options, key)


def _joined(lines: list[str]) -> str:
    return stripped(visible("\n".join(lines)))
