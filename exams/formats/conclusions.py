"""What an explanation comes to (故选B, 本题错误), held against the answer of its question.

A plain conclusion that differs refuses the question; words that merely discuss an option, or that
speak of another paper, are told of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from exams.formats import keys
from exams.formats.cleaning import narrow
from exams.formats.entries import Contents, Entry, Note, Place
from exams.formats.traditional import simplified
from exams.wording import MULTIPLE, SINGLE, TRUE_FALSE, Wording

LONGEST_TOLD = 30
LOOKED_BACK = 80  # characters of a sentence before its conclusion
_BLANKS = re.compile(r"\s+")
_OUGHT = r"(?:应该|应当|应)?"
_ANSWER = rf"(?<!误)(?<!误的)(?<!扰)(?:答案|正确的?选项)\s*{_OUGHT}\s*(?:[为是选]|:)+\s*"
_CHOOSE = (
    r"(?<![不非未])(?:故|因此|因而|所以|综上,?|本题|此题|该题|应该|应当|应){1,3}"
    rf"(?:本题|此题|正确|答案|的){{0,3}}{_OUGHT}选择?\s*:?\s*"
)
_END = r"(?=\s*(?:[。.;；,!)\n]|$))"
_CHOSEN = re.compile(
    rf"(?:{_ANSWER}|{_CHOOSE}|^\s*选择?\s*(?={keys.LETTER_LIST}\s*选?项?\s*(?:[。.;；\n]|$|,\s*(?:因|由于|理由|依据|根据)))"
    rf"|(?i:\banswer\s*(?:is|:)\s*))\(?({keys.LETTER_LIST})\)?\s*(?:选?项)?{_END}"
)
_SIGN = r"(不正确|不对|正确|错误|有误|对|错|[√✓✔×✗✘])的?"
_JUDGED = re.compile(
    rf"(?:{_ANSWER}|{_CHOOSE}|(?:本题|此题|该题|题干|原题)的?(?:说法|表述|观点|做法|叙述|内容)?\s*是?)"
    rf"[“\"]?{_SIGN}[”\"]?{_END}"
)
_LEADING = re.compile(rf"^\s*{_SIGN}(?=\s*(?:[。.;；!\n]|$|,(?!\s*(?:应|的))))")
_LOOSELY_JUDGED = re.compile(
    rf"(?:(?:故|因此|所以)|(?:该|此|这种?|上述)(?:说法|表述|观点|做法))\s*是?{_SIGN}{_END}"
)
_DISCUSSED = re.compile(
    r"(?<![A-Za-z、,和与及])([A-Z])\s*(?:选?项)?的?(?:说法|表述|做法)?是?"
    r"(错误|不正确|正确|当选|符合题意)"
)
_WRONG = {"不正确", "不对", "错误", "有误", "错", "×", "✗", "✘"}
_ASKS_WRONG = re.compile(r"[不非错误除未无]")
# The sentence speaks of another paper, of other people's answers or of letters in another order.
_ELSEWHERE = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*[小题问]|真题|试卷|考题|[甲乙AB]卷|[上下前后][一1]?题|另一题|例题|变式"
    r"|有人|有的|不少|许多|很多|考生|学员|同学|容易|易错|误[认以选]|若问|如果问|若题|如果题|若本题"
    r"|原题[中里]|原卷|原试[卷题]|旧[版题卷]|往年|去年|上一?版|另一[份套卷]|如果本题|改为|修订前|旧法|原规定|打乱|乱序|选项顺序"
)


@dataclass(frozen=True)
class Said:
    """A conclusion: the answer, the words, and whether it is plain that this question is meant."""

    key: str
    words: str
    plain: bool


def weighed(entry: Entry) -> Entry | Note:
    """The entry, with a note when its explanation seems to speak of another answer
    (`explained_loosely`) or all its options are right (`all_right`); the note that refuses it
    (`explained_otherwise`) when another answer is concluded."""
    place = Place(entry.place.part, entry.place.line, entry.columns.get("explanation", ""))
    told = []
    for wording in (entry.wording, *entry.wording.parts):
        if wording.kind == MULTIPLE and len(wording.key) == len(wording.options):
            key = replace(place, column=entry.columns.get("key", ""))
            told.append(Note("all_right", key, {"count": str(len(wording.options))}))
        other = _differing(wording)
        if other is None:
            continue
        if other.plain:
            facts = {"key": _shown(wording), "said": other.words}
            return Note("explained_otherwise", place, facts)
        told.append(Note("explained_loosely", place, {"said": other.words}))
    return replace(entry, notes=(*entry.notes, *told)) if told else entry


def weigh(contents: Contents) -> Contents:
    """The same for all entries of a reader that makes them itself."""
    found = [weighed(entry) for entry in contents.entries]
    contents.entries = [one for one in found if isinstance(one, Entry)]
    contents.refused += [one for one in found if isinstance(one, Note)]
    return contents


def _shown(wording: Wording) -> str:
    return wording.key if wording.kind != TRUE_FALSE else {"A": "√"}.get(wording.key, "×")


def _differing(wording: Wording) -> Said | None:
    """What is concluded in place of the answer; None when the answer is concluded too."""
    bare = _BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", wording.explanation)
    text = simplified(narrow(bare))
    if wording.kind == TRUE_FALSE:
        said = list(_judgements(text, wording.stem))
    elif wording.kind in {SINGLE, MULTIPLE}:
        said = list(_choices(text))
    else:
        return None
    whole = "".join(sorted({letter for one in said for letter in one.key}))
    if wording.key in {whole, *(one.key for one in said)}:
        return None
    plain = next((one for one in said if one.plain), None)
    return plain or next(iter(said), None) or _discussed(text, wording)


def _choices(text: str) -> Iterator[Said]:
    for found in _CHOSEN.finditer(text):
        letters = "".join(sorted(set(re.findall(r"[A-Z]", found[1]))))
        yield Said(letters, letters, _is_of_this(text, found.start()))


def _judgements(text: str, stem: str) -> Iterator[Said]:
    """A statement that itself calls something wrong may be called right for that."""
    is_plain = not re.search(r"错误|不正确|不对|有误", stem)
    for pattern in (_LEADING, _JUDGED):
        for found in pattern.finditer(text):
            plain = is_plain and _is_of_this(text, found.start())
            yield Said("B" if found[1] in _WRONG else "A", found[1], plain)
    for found in _LOOSELY_JUDGED.finditer(text):
        yield Said("B" if found[1] in _WRONG else "A", found[0], plain=False)


def _discussed(text: str, wording: Wording) -> Said | None:
    """A letter of the answer that is called wrong, or another one that is called right; not where
    the question asks for what is wrong."""
    if wording.kind == TRUE_FALSE or _ASKS_WRONG.search(wording.stem):
        return None
    for found in _DISCUSSED.finditer(text):
        if (found[1] in wording.key) == (found[2] in _WRONG):
            return Said(found[1], found[0][:LONGEST_TOLD], plain=False)
    return None


def _is_of_this(text: str, at: int) -> bool:
    """Whether the sentence that stands here speaks of this question."""
    before = text[max(at - LOOKED_BACK, 0) : at]
    begin = max(before.rfind(sign) for sign in "。；;\n!?！？") + 1
    return not _ELSEWHERE.search(before[begin:])
