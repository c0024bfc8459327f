"""Answers as people write them, read as letters or as true and false; never guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exams.formats.cleaning import narrow
from exams.formats.listed import listed
from exams.formats.traditional import simplified
from exams.wording import LETTERS, squeezed

_TRUE = """对 正确 √ ✓ ✔ ☑ ✅ 是 对的 是的 正确的 T TRUE TURE TRU RIGHT Y YES 1 1.0 R CORRECT 真 V
    〇 ○ 对√ 正确√"""
_FALSE = """错 错误 × ✗ ✘ ☒ ❌ ❎ ╳ 否 不对 错的 不是 不正确 错误的 F FALSE FLASE FASLE FALS WRONG N
    NO 0 0.0 W INCORRECT 假 X ✕ ✖ 错× 错误×"""
TRUE_WORDS, FALSE_WORDS = frozenset(_TRUE.split()), frozenset(_FALSE.split())
_PREFIX = re.compile(
    r"^(?:【?\s*(?:本题|此题|该题)?(?:的)?(?:正确|参考|标准)?(?:答案|选项|项)\s*】?\s*"
    r"(?:应该?|应当)?(?:是|为|选)?\s*[:：]?"
    r"|(?:本题|此题|故|应|应该|应当|正确)*选(?:择)?\s*[:：]?"
    r"|(?:the\s+)?(?:correct\s+)?(?:answer|ans|key|option|choice)(?:\s+is)?\s*[:：.]?)\s*",
    re.I,
)
_APART = re.compile(r"\$;?\$|(?<=\))\s*(?=\()|(?<=\])\s*(?=\[)")
_ORDINAL = re.compile(r"(?:第|选项|options?\s)\s*([0-9一二三四五六七八九])\s*(?:个|项|选项)?", re.I)
_OPTION = re.compile(r"(?:选项|option)([A-Z])", re.I)
_HANZI = "一二三四五六七八九"
_CIRCLES = re.compile(r"[①-⑳]+")
FEWEST = 2
LONGEST_SPELT = 120  # characters, 26 letters with commas and blanks
_JOIN = r"[\s,、;/|&+.·#→]*(?:和|与|及|\band\b)?[\s,、;/|&+.·#→]*"
_ONLY = re.compile(rf"[A-Za-z](?:{_JOIN}[A-Za-z])*")
_ITEM = re.compile(r"^([A-Za-z](?:[,、\s]*[A-Za-z])*)\s*(?:选?项|选项)?\s*(?:正确|是正确的|对)?$")
LETTER_LIST = r"[A-Z](?:[、,和与及\s]*[A-Z])*"
CHOSEN = (
    r"(?:故|应|所以|因此|因而|本题|此题)+(?:应|当|应当)?选(?:择)?"  # what an explanation comes to
)
_INSIDE = re.compile(
    r"(?<![不非])(?:(?:正确|参考|标准)?答案\s*(?:应该?|应当)?(?:是|为|选)?\s*[::]?|(?:^|故|应|所以|因此|因而|本题|此题)+"
    r"(?:应|当|应当)?选(?:择)?\s*[::]?|(?:answer|key)(?:\s+is)?\s*[::]?)\s*"
    r"\(?([A-Z](?:[,、\s]*[A-Z])*)\)?(?![A-Za-z])"
)
_CONCLUDED = re.compile(
    r"(?:(?<![不非错误])(?:正确|本题|参考|故)的?(?:答案|选项)(?:应该?)?[为是选]"
    r"|(?:故|因此|所以)(?:本题)?(?:应当?|答案)?选(?:择)?)\s*[:：]?\s*"
    r"([A-Z](?:[、,和\s]*[A-Z])*)(?=\s*(?:选?项)?\s*(?:[。.;；,，)）\n]|$))"
)
_OF_ANOTHER = re.compile(
    r"(?:原题|原卷|原试[卷题]|旧[版题卷]|往年|去年|上一?版|另一[份套卷]|其他试卷)[^。；;\n]*"
)
_LEADING = re.compile(r"^\(?([A-Za-z])(?:\)?\s*[.、:,]|\))\s*(\S.*)$", re.S)
_SPELT_OUT = re.compile(r"\s*[\n;|,、]\s*(?=\(?[A-Z]\)?\s*[.、:])")
_REMARKED = re.compile(
    r"\(?((?:[A-Z](?:[,、]?[A-Z])*|[a-h](?=\))))(?:\)?\s*[—–-]+|\)?\s*[.。;]|\)?,(?=\s*[^A-Z\s]))"
    r"\s*((?:[^A-Z\s]|[A-Z][a-z]|[A-Z]\s)[^\n]{3,})$",
    re.S,
)
_REMARK = re.compile(r"^([A-Z]+)\s*\((?:[^()A-Z错误×✗✘❌不非改疑原?]*)\)$")  # no B(错)
_CHANGED = re.compile(r"[A-Z]+(?:\s*(?:→|⇒|➡|-+>|=+>|—+>)\s*[A-Z]+)+")
_EITHER = re.compile(r"[A-Z]+(?:\s*/+\s*[A-Z]+)+")
_NUMBERS = re.compile(r"\d{1,2}(?:\.0)?(?:[\s,、;/|]+\d{1,2}(?:\.0)?)*")
_JUDGED = re.compile(
    r"^(正确|错误|不正确|不对|对|错|√|×|✓|✗|true|false|T|F)\s*[。.,，;；:：!！、\n(（]\s*(.+)$",
    re.I | re.S,
)
_STOPS = "。.；;"  # at the end of a text say nothing
_PIECES = re.compile(r"\s*(?:\$;\$|[|;；\n])\s*")
_MORE_PIECES = re.compile(r"\s*(?:\$;\$|[|;；\n、,])\s*")
_WRAPPED = (("(", ")"), ("[", "]"), ("{", "}"), ('"', '"'), ("'", "'"), ("【", "】"), ("“", "”"))


class Unread(ValueError):
    """The answer is not read: `key`, or `ambiguous_key` when it can be read in two ways."""


@dataclass(frozen=True)
class Judged:
    """True or false as A or B, and the words that stood behind."""

    key: str
    remark: str = ""


def plain(written: str) -> str:
    """An answer in one width, without the words and brackets around it."""
    text = narrow(written).strip()
    while True:
        shorter = _PREFIX.sub("", text).strip()
        shorter = shorter.strip("。 \t\n").removesuffix(".")
        shorter = shorter.removesuffix(";").removesuffix(",").strip()
        for opens, closes in _WRAPPED:
            inner = shorter[1:-1]
            is_wrapped = len(shorter) > 1 and shorter[0] == opens and shorter[-1] == closes
            if is_wrapped and opens not in inner and closes not in inner:
                shorter = inner.strip()
        if shorter in {text, ""}:
            return text
        text = shorter


def with_remark(written: str, options: Sequence[str]) -> tuple[str, list[str]]:
    """An answer of letters without the words that explain it behind them (B — because …), and
    those words; whole when they may be an option's own."""
    found = _REMARKED.match(narrow(written).strip())
    letters = re.sub(r"[^A-Z]", "", found[1].upper()) if found else ""
    if not found or not options or not set(letters) <= set(LETTERS[: len(options)]):
        return written, []
    remark = squeezed(found[2])
    texts = [squeezed(one) for at, one in enumerate(options) if LETTERS[at] not in letters]
    if any(text and (remark.startswith(text) or text.startswith(remark)) for text in texts):
        return written, []
    return letters, [found[2].strip()]


def judgement(written: str) -> Judged | None:
    """True or false in any of the usual words; None when it is neither."""
    text = plain(written)
    word = re.sub(r"\s+", "", simplified(text)).upper().rstrip(".。")
    if word in TRUE_WORDS:
        return Judged("A")
    if word in FALSE_WORDS:
        return Judged("B")
    found = _JUDGED.match(narrow(written).strip())
    if found:
        first = judgement(found[1])
        return Judged(first.key, found[2].strip().rstrip(")）")) if first else None
    return None


def letters(written: str, options: Sequence[str], *, numbered: int | None = None) -> str:
    """The letters of the right options, in the order written and each once.

    `numbered` is the number of the first option where options bear numbers. A letter beyond the
    options is given as written, so that the rule that refuses it can name it. Raises Unread.
    """
    text = plain(_unlisted(written))
    spelt = _spelt(text, options) or _each(narrow(written), options) or _circled(written, options)
    spelt = spelt or _ordinals(narrow(written).strip(), len(options), numbered)
    named = _named(narrow(written).strip(), options) or _named(text, options)
    if numbered is not None and _NUMBERS.fullmatch(text):
        spelt = spelt or _counted(text, numbered)
    if spelt and named and set(spelt) != set(named):
        raise Unread("ambiguous_key")
    listed = _letters_with_texts(text, options)
    found = spelt or named or listed or _lettered_texts(text, options) or _within(narrow(written))
    if not found:
        raise Unread("key")
    return found


def is_doubtful(written: str, *, several: bool) -> bool:
    """Whether letters among which a question lets choose may be one and what it was corrected to
    (A→B), or one or the other (A/B), which only a question with `several` answers lists so."""
    text = plain(written).upper()
    return bool(_CHANGED.fullmatch(text) or (not several and _EITHER.fullmatch(text)))


def _unlisted(written: str) -> str:
    """A list as programs write it (`["A","C"]`, `['the text of A']`) without its signs."""
    found = re.fullmatch(
        r"""\s*[\[{(]?\s*((?:["']\w{1,2}["']\s*,?\s*)+)[\])}]?\s*""", narrow(written)
    )
    if found:
        return re.sub(r"""["']""", "", found[1])
    return "\n".join(listed(written.strip())) or written


def spelt(written: str, many: int) -> bool:
    """Whether an answer is no more than letters of so many options."""
    text = plain(written)
    letters_in = re.sub(r"[^A-Za-z]", "", text).upper()
    return bool(_ONLY.fullmatch(text)) and set(letters_in) <= set(LETTERS[:many])


def _spelt(text: str, options: Sequence[str]) -> str:
    found = _ITEM.match(text) or _REMARK.match(text)
    body = found[1] if found else text
    if len(body) > LONGEST_SPELT or not _ONLY.fullmatch(body):
        return ""
    spelt = re.sub(r"and|[^A-Za-z]", "", body)
    if not body.isupper() and len(spelt) > max(len(options), 1):
        return ""  # a word
    spelt = spelt.upper()
    return spelt if len(set(spelt)) == len(spelt) else ""


def _each(text: str, options: Sequence[str]) -> str:
    """The letters of answers that stand one by one: `(A)(C)`, `[A] [C]`, `A$;$C`."""
    parts = [part for part in _APART.split(text.strip()) if part.strip()]
    if len(parts) < FEWEST:
        return ""
    found = [_spelt(plain(part.strip().strip("()[]")), options) for part in parts]
    spelt = "".join(found)
    return spelt if all(found) and len(set(spelt)) == len(spelt) else ""


def _circled(written: str, options: Sequence[str]) -> str:
    """The letters that numbers in circles count (`①③`); none when an option speaks of them."""
    bare = re.sub(r"[\s,，、;；]", "", written)
    if not _CIRCLES.fullmatch(bare) or any(_CIRCLES.search(option) for option in options):
        return ""
    places = [ord(sign) - ord("①") for sign in bare]
    is_read = len(set(places)) == len(places) and max(places) < len(options)
    return "".join(LETTERS[place] for place in places) if is_read else ""


def _ordinals(text: str, many: int, first: int | None) -> str:
    """The letters of options that are named by their places (第三项, 选项1,选项2) or as 选项A;
    `first` is the number of the first option where they bear numbers."""
    places = []
    for piece in re.split(r"[\s,、;|]+", text):
        letter = _OPTION.fullmatch(piece)
        if letter:
            places.append(LETTERS.index(letter[1].upper()))
            continue
        found = _ORDINAL.fullmatch(piece)
        if found is None:
            return ""
        place = int(found[1]) if found[1].isdecimal() else _HANZI.index(found[1]) + 1
        places.append(place - (1 if first is None or piece[0] == "第" else first))
    if not all(0 <= place < many for place in places) or len(set(places)) < len(places):
        return ""
    return "".join(LETTERS[place] for place in places)


def _counted(text: str, first: int) -> str:
    places = [int(float(one)) - first for one in re.findall(r"\d+(?:\.0)?", text)]
    if any(not 0 <= place < len(LETTERS) for place in places) or len(set(places)) < len(places):
        return ""
    return "".join(LETTERS[place] for place in places)


def _named(text: str, options: Sequence[str]) -> str:
    """The letters of options whose whole texts are the answer. Raises Unread when two are alike."""
    texts = [squeezed(option).rstrip(_STOPS) for option in options]
    whole = squeezed(text).rstrip(_STOPS)
    if whole in texts:
        return _all_named([text], texts)
    return _all_named(_PIECES.split(text), texts) or _all_named(_MORE_PIECES.split(text), texts)


def _all_named(pieces: Sequence[str], texts: Sequence[str]) -> str:
    found = []
    pieces = [piece for piece in pieces if piece]
    for piece in pieces:
        told = squeezed(piece).rstrip(_STOPS)
        here = [at for at, one in enumerate(texts) if one and one == told]
        if not here:
            return ""
        if len(here) > 1:
            raise Unread("ambiguous_key")
        found.append(LETTERS[here[0]])
    return "".join(dict.fromkeys(found))


def _lettered_texts(text: str, options: Sequence[str]) -> str:
    """`B. the text of B`: letter and text must agree."""
    found = []
    for piece in filter(str.strip, _SPELT_OUT.split(text)):
        one = _LEADING.match(piece.strip())
        at = LETTERS.find(one[1].upper()) if one else -1
        if one is None or not 0 <= at < len(options):
            return ""
        if squeezed(one[2]).rstrip("。.;；") != squeezed(options[at]).rstrip("。.;；"):
            return ""
        found.append(LETTERS[at])
    return "".join(dict.fromkeys(found))


def named(text: str, options: Sequence[str]) -> str:
    """The letters of an answer that names each with the text of its option (`B. adapt`)."""
    return _lettered_texts(narrow(text).strip(), options)


def _letters_with_texts(text: str, options: Sequence[str]) -> str:
    """`AC:the text of A;the text of C`: letters and texts must agree."""
    letters, colon, texts = text.partition(":")
    parts = [squeezed(one) for one in re.split(r"\s*[;；]\s*", texts) if one.strip()]
    named = [LETTERS.find(letter) for letter in letters]
    if not colon or len(parts) != len(named) or not all(0 <= at < len(options) for at in named):
        return ""
    agree = all(squeezed(options[at]) == one for at, one in zip(named, parts, strict=True))
    return letters if agree and len(set(letters)) == len(letters) else ""


def concluded(text: str) -> str:
    """The letters that every conclusion of an explanation names (故选B, 正确选项为 A); not what it
    says of another paper (原题中正确答案为B)."""
    named = _CONCLUDED.findall(_OF_ANOTHER.sub("。", narrow(text)))
    found = {"".join(sorted(re.findall(r"[A-Z]", one))) for one in named}
    return found.pop() if len(found) == 1 else ""


def _within(text: str) -> str:
    """The letters that prose names as the answer, when it names one answer only."""
    found = {re.sub(r"[^A-Z]", "", one) for one in _INSIDE.findall(text)}
    only = found.pop() if len(found) == 1 else ""
    return only if len(set(only)) == len(only) else ""
