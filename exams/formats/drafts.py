"""A question of a paper while its lines are read, and what becomes of it."""

import re
from dataclasses import dataclass, field

from exams.formats import keys, words
from exams.formats.blanks import has_blanks
from exams.formats.choosing import options_behind
from exams.formats.cleaning import narrow
from exams.formats.counting import counted, lettered_key, names_counted
from exams.formats.entries import Note, Place
from exams.formats.lines import KIND, RIGHT, STAR, is_conclusion, is_first_option, is_option
from exams.formats.pieces import Pieces
from exams.formats.traditional import simplified
from exams.wording import BLANK, CASE, FILL_BLANK, LETTERS, MULTIPLE, OPEN, SINGLE, TRUE_FALSE

CHOOSING = {SINGLE, MULTIPLE, TRUE_FALSE, words.CHOICE}
FEWEST = 2

_TAG = re.compile(r"[\[【(（<]\s*(?P<kind>[^\[\]【】()（）<>]{1,20}?)\s*[\]】)）>]\s*\*?")
_MARKS = re.compile(
    r"^[(（\[]\s*(?:本题)?\s*(\d{1,3}(?:\.\d)?)\s*分\s*[)）\]]|[(（\[]\s*(?:本题)?\s*(\d{1,3}(?:\.\d)?)\s*分\s*[)）\]]\s*$"
)
_SIGN = r"[A-Za-zＡ-Ｚ](?:[\s、,，]*[A-Za-zＡ-Ｚ]){0,9}|√|×|✓|✗|✔|✘|对|错|正确|错误|[TFＴＦ]"
_GIVEN = re.compile(rf"[(（【\[]\s*({_SIGN})\s*[)）】\]]")
_EMPTY = re.compile(r"[(（][ \t　]+[)）]|（）")
_FILLED = re.compile(r"[(（]([^()（）]{1,30})[)）]")
_REMARK = re.compile(  # in brackets that explain
    r"[;；/|、\n]|^(?:不?含|不?包括|以下|下[同称]|[简又也]称|如|例如|即|[参详]?见|注)|\d{4}\s*年.*[过布行订正]"
)
_BEHIND = re.compile(r"\s+(√|×|✓|✗|✔|✘|对|错|正确|错误|[TFＴＦ])\s*$")
_STARRED = re.compile(rf"^\s*{STAR}\s*(?=[(（]?([A-Za-zＡ-Ｚ])\s?[.．、:：)）])", re.M)
_NAMED = re.compile(
    r"^\s*(?:(?:题干|题目|试题|问题)\s*[:：]|[【\[](?:题[干目文]|试题|问题)[】\]]\s*[:：]?)\s*"
)
_OFFERED = re.compile(r"^\s*(?:选项\s*[:：]|[【\[](?:备?选项|备选答案)[】\]]\s*[:：]?)\s*", re.M)
_WORTH = re.compile(r"\s*[\[(（【]\s*分[值数]\s*[:：]?\s*(\d{1,3}(?:\.\d)?)\s*分?\s*[)）\]】]")
_CLOSED = re.compile(
    r"[A-Z√×✓✗]{1,26}|[a-h]{1,6}|正确|错误|对|错|[Tt](?:rue|RUE)|[Ff](?:alse|ALSE)|[Yy]es|[Nn]o"
)
_NUMBERED_KEY = re.compile(r"\s*(\d{1,4})\s*[.．、]\s*([A-Za-zＡ-Ｚ√×对错]{1,8})\s*")
_SPELT = re.compile(r"\(?[A-Z]\s?[:.、)][^\n]+", re.I)


def _is_formula(before: str) -> bool:
    """Whether a formula is open behind these words."""
    return before.replace("$$", "$").count("$") % 2 == 1


@dataclass
class Draft:
    """The lines of a question by what they are; `hint` and `marks` come from its section, `given`
    is an answer in front of its number, `parts` the questions of a case. `labelled` says that a
    label for its answer stands in it, `in_brackets` that its section has all answers in brackets.
    """

    line: int
    number: int | None = None
    order: str = ""
    title: str = ""
    hint: str = ""
    marks: str = ""
    subject: str = ""
    passage: str = ""
    given: str = ""
    body: list[str] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    parts: list["Draft"] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # what further labels say the answer is
    refused: str = ""
    labelled: bool = False
    in_brackets: bool = False

    def label(self, of: str, text: str, line: str, *, apart: bool) -> None:
        """A field by its label. A second answer is never joined to the first: with other words
        between (`apart`) it is another question's, and both are refused; what concludes an
        explanation (故选B) must say the same."""
        self.labelled = self.labelled or of == "key"
        if of != "key" or not self.fields.get("key"):
            self.add(of, text)
        elif apart and not is_conclusion(line):
            self.refused = "two_keys"
        else:
            self.others.append(text)

    def answer(self, key: str) -> None:
        """An answer from the end of the paper; one that it has already must be the same."""
        if self.fields.get("key"):
            self.others.append(key)
        else:
            self.add("key", key)

    def add(self, of: str, text: str) -> None:
        if of == "body":
            self.body.append(text)
        elif text:
            self.fields.setdefault(of, []).append(text)

    @property
    def is_closed(self) -> bool:
        """Whether it has an answer that ends with its line: letters, or true and false."""
        key = "".join(self.fields.get("key", [])).strip()
        bare = re.sub(r"[\s,，、;；.。]", "", narrow(key))
        spelt = _SPELT.fullmatch(narrow(key)) and any(map(is_option, self.body))
        return bool(_CLOSED.fullmatch(bare) or spelt)

    @property
    def offers(self) -> bool:
        """Whether options stand in it."""
        return sum(map(is_option, self.body)) >= FEWEST or bool(
            options_behind("\n".join(self.body))[1]
        )

    @property
    def is_answered(self) -> bool:
        return bool(self.fields.get("key") or self.given)

    def text(self, of: str) -> str:
        return "\n".join(self.fields.get(of, []))

    def pieces(self) -> Pieces:
        one = Pieces(Place("", self.line), hint=self.hint, passage=self.passage)
        is_double = self._runs() > 1 and self.hint not in {OPEN, CASE}
        one.refused = self.refused or ("two_questions" if is_double else "")
        body = _OFFERED.sub("", _NAMED.sub("", "\n".join(self.body).strip()))
        starred = {narrow(letter).upper() for letter in _STARRED.findall(body)}
        marked = self._split(self._without_tags(_STARRED.sub("", body), one), one)
        if starred:  # a star or a tick stands in front of the letter
            one.flags = ["1" if LETTERS[at] in starred else "0" for at in range(len(one.options))]
        elif marked:
            self._take_marked(one)
        self._take_keys(one)
        texts = ("explanation", "difficulty", "source", "tier", "marking")
        one.texts = {of: self.text(of) for of in texts if self.text(of)}
        label = self.text("label") or (str(self.number) if self.number is not None else "")
        one.texts |= {"label": label, "subject": self.text("subject") or self.subject}
        marks = self.text("marks") or one.texts.get("marks", "") or self.stem_marks or self.marks
        one.texts["marks"] = marks
        return one

    stem_marks: str = ""

    def _runs(self) -> int:
        """How many times options begin on lines of their own."""
        letters = "".join(
            "A" if is_first_option(line) else "x" for line in self.body if is_option(line)
        )
        return len(re.findall("Ax", letters))

    def _without_tags(self, body: str, one: Pieces) -> str:
        """Without the kind and the marks that stand in brackets in the first line."""
        first, rest = [*body.split("\n", 1), ""][:2]
        one.kind = self.text("kind")
        worth = _WORTH.search(first)
        if worth:
            self.stem_marks, first = worth[1], _WORTH.sub("", first).strip()
        for tag in _TAG.finditer(first):
            inner = tag["kind"]
            kind = re.sub(r"[,，、]?\s*\d{1,3}(?:\.\d)?\s*分", "", inner).strip()
            at_edge = not first[: tag.start()].strip() or not first[tag.end() :].strip()
            is_kind = re.search(r"题|选|判断|填空", simplified(kind)) or re.fullmatch(KIND, kind)
            if at_edge and is_kind and words.hint_of(kind):
                one.kind = one.kind or kind
                inside = re.search(r"(\d{1,3}(?:\.\d)?)\s*分", inner)
                self.stem_marks = inside[1] if inside else self.stem_marks
                first = f"{first[: tag.start()]}{first[tag.end() :]}".strip()
                break
        marks = _MARKS.search(first)
        if marks:
            self.stem_marks = marks[1] or marks[2]
            first = _MARKS.sub("", first).strip()
        return "\n".join(filter(None, (first, rest)))

    def _split(self, body: str, one: Pieces) -> bool:
        """Stem and options; whether an option says of itself that it is right."""
        said = words.kind_of(one.kind) or self.hint
        one.stem = body
        if said in {OPEN, CASE} and not self.is_closed and not names_counted(self.text("key")):
            return False
        one.stem, one.options = options_behind(body)
        if not one.options:
            self._split_bare(body, said, one)
        return any(RIGHT.search(option) for option in one.options)

    def _split_bare(self, body: str, said: str, one: Pieces) -> None:
        """Options without letters: on lines of their own, one of which says that it is right, or
        behind ①②③ or （1）（2） where the answer names them so or the section is of choices."""
        first, *rest = body.split("\n")
        key = self.text("key").strip()
        is_counted = names_counted(key) and said != FILL_BLANK
        found = counted(body, key) if is_counted or said in CHOOSING - {TRUE_FALSE} else None
        if said in CHOOSING and len(rest) >= FEWEST and any(map(RIGHT.search, rest)):
            one.stem, one.options = first, rest
        elif found and (not is_counted or lettered_key(key, len(found.options))):
            one.stem, one.options = found.stem, found.options
            if is_counted:
                self.fields["key"] = [lettered_key(key, len(found.options))]
        elif is_counted and not has_blanks(body):
            one.refused = one.refused or "no_options"  # an answer to options that are not seen

    def _take_marked(self, one: Pieces) -> None:
        one.flags = ["1" if RIGHT.search(option) else "0" for option in one.options]
        one.options = [RIGHT.sub("", option) for option in one.options]

    def _take_keys(self, one: Pieces) -> None:
        written = self.text("key")
        numbered = _NUMBERED_KEY.fullmatch(written)
        if numbered and int(numbered[1]) == self.number:
            written = numbered[2]
        if written:
            written, remark = keys.with_remark(written, one.options)
            one.keys.append(("key", written))
            self.fields["explanation"] = [*remark, *self.fields.get("explanation", [])]
            one.keys += [(f"key.{n}", text) for n, text in enumerate(self.others)]
        if self.given and keys.plain(self.given):
            one.keys.append(("given", self.given))
        if self.hint in {OPEN, CASE}:
            return
        behind = _BEHIND.search(one.stem) if self.hint == TRUE_FALSE and not one.keys else None
        if behind:
            one.stem = one.stem[: behind.start()]
            one.keys.append(("stem", behind[1]))
        found = [sign for sign in _GIVEN.finditer(one.stem) if self._fits(sign, one)]
        if len(found) != 1 or _EMPTY.search(one.stem):  # the answer's own room is empty
            self._conclude(one)
            return
        inside = found[0]
        one.stem = f"{one.stem[: inside.start()]}（  ）{one.stem[inside.end() :]}"
        one.keys.append(("stem", inside[1]))

    def _fits(self, sign: re.Match[str], one: Pieces) -> bool:
        """Whether a sign in brackets can be the answer: letters of options, or true or false."""
        if _is_formula(one.stem[: sign.start()]):
            return False
        letters = re.sub(r"[^A-Z]", "", narrow(sign[1]).upper())
        if one.options:
            return bool(letters) and set(letters) <= set(LETTERS[: len(one.options)])
        at_end = not one.stem[sign.end() :].strip(" 。.　")
        is_judged = letters in {"Y", "N", "X", "V"} and self.hint == TRUE_FALSE and at_end
        return not letters or letters in {"T", "F"} or is_judged

    def _take_filled(self, one: Pieces) -> None:
        filled = [inner.strip() for inner in _FILLED.findall(one.stem)]
        if filled and not any(_REMARK.search(inner) for inner in filled):
            one.stem = _FILLED.sub(BLANK, one.stem)
            one.keys.append(("stem", "；".join(filled)))
            one.notes.append(Note("key_in_brackets", one.place))

    def _conclude(self, one: Pieces) -> None:
        """The answer that an explanation comes to, or that fills the brackets of a section of
        blanks, where nothing else says one."""
        if one.keys or one.flags:
            return
        if self.in_brackets and not one.options:
            self._take_filled(one)
        if not one.options:
            return
        letters = keys.concluded(self.text("explanation"))
        if letters and set(letters) <= set(LETTERS[: len(one.options)]):
            one.keys.append(("explanation", letters))
            one.notes.append(Note("key_in_words", one.place))
