"""Signs in front of lines that are not of the question: Markdown, boxes and circles of forms."""

import re
from collections import Counter
from collections.abc import Iterable

from exams.formats.labels import label_of
from exams.formats.lines import KIND, Line, begin_of, is_option, section_of
from exams.wording import LETTERS

_HEAD = re.compile(r"^\s*(?:#{1,6}|>+|:::+[ \t]*[a-z]+)\s+")
_BOX = re.compile(r"^\s*(?:[-*+]\s+)?\[(?P<x>[ xX√✓]?)\]\s+(?P<rest>\S.*)$", re.S)
_BULLET = re.compile(r"^\s*[-*+•·]\s+(?=[(（]?[A-Za-zＡ-Ｚ]\s?[)）.．、:：]|\*\*)")
_CIRCLE = re.compile(r"^\s*(?P<sign>[○●◯◎□☐■☑▢⭕])\s*(?P<rest>\S.*)$", re.S)
_LETTERED = re.compile(r"[(（]?[A-Za-zＡ-Ｚ]\s?[)）.．、:：]")
_BEFORE = re.compile(
    r"^\s*(?P<kind>[^\W\d_]{2,7}题)\s*(?P<n>\d{1,4})\s*[.．、:： ]"
    r"\s*(?P<rest>[^A-Z√×对错\d].*)$",
    re.S,
)
_FOOTER = re.compile(
    r"^\s*[-—]*\s*第\s*\d{1,4}\s*页(?:\s*[,，/(（]?\s*共\s*\d{1,4}\s*页\s*[)）]?)?\s*[-—]*\s*$"
    r"|^\s*[-—－]+\s*\d{1,4}\s*[-—－]+\s*$|^\s*page\s+\d{1,4}(?:\s+of\s+\d{1,4})?\s*$",
    re.I,
)
_NUMBER = re.compile(r"^\s*(\d{1,4})\s*[.．、]?\s*$")
_KIND_FIRST = re.compile(rf"^\s*[【\[](?:{KIND})[】\]]")
_TITLE = re.compile(r"^\s*(?P<n>\d{1,4})\s*[.．、:： ]\s*(?P<kind>[^\W\d_]{2,7}题)\s*$")
_CHOSEN = "☑■●"
_RULE = re.compile(r"^\s*(?:(?:[-*=—]\s*){3,}|<hr\s*/?>|<!--.*-->|:::+\s*\w*|```\w*|【结束】)\s*$")
_FOLDED = re.compile(
    r"^\s*<summary>[^<]*(?:查看|点击|显示|展开|show|click|see|view|reveal)[^<]*</summary>\s*$", re.I
)
_TITLED = re.compile(r"\s*#{1,6}\s")
_PIN = re.compile(r"\s*(?:[✅✔→▶➡❓❔\U0001f300-\U0001faff]\ufe0f?\s*)+")
_FOLD = re.compile(r"</?(?:details|summary)[^<>]*>", re.I)
_SLANTED = re.compile(r"^\s*(?:_([^_]+)_|\*([^*\s][^*]*[:：])\*(?=\s)|\*([^*\s][^*]+)\*\s*$)")
_ESCAPED = re.compile(r"^(\s*[(（]?[A-Za-z\d]{1,3})\\([.)])")


def without_signs(lines: Iterable[Line]) -> list[Line]:
    """Lines without the signs of Markdown; options that stand behind boxes or circles get the
    letters they lack, those behind `[x]` a star."""
    made = []
    letter = 0
    found = list(lines)
    mixed = len({sign for line in found if (sign := _sign(line.text))}) > 1
    for line in found:
        text = _BULLET.sub("", _HEAD.sub("", _unfolded(line.text))).replace("**", "")
        text = _ESCAPED.sub(r"\1\2", _SLANTED.sub(_upright, text))
        pinned = _PIN.match(text)
        bare = text[pinned.end() :] if pinned else ""
        text = bare if label_of(bare) or begin_of(bare) or section_of(bare) else text
        option = _option(text, mixed=mixed)
        if option:
            rest, right = option
            if not _LETTERED.match(rest):
                rest = f"{LETTERS[letter % 26]}. {rest}"
            text = f"{'*' if right else ''}{rest}"
            letter += 1
        elif text.strip():
            letter = 0
        made.append(Line(text, line.number, _TITLED.match(line.text) is not None))
    return made


def with_kinds(lines: Iterable[Line]) -> list[Line]:
    """Lines whose questions have their kind in brackets behind their number, where it stood before
    it (单选题 1 …), or alone beside it with the question below (1.单选题)."""
    found = _without_pages(list(lines))
    made: list[Line] = []
    for at, line in enumerate(found):
        before, title = _BEFORE.match(line.text), _TITLE.match(line.text)
        after = next((one.text for one in found[at + 1 : at + 4] if one.text.strip()), "")
        alone = _NUMBER.match(line.text)
        if alone and _KIND_FIRST.match(after):
            text = f"{alone[1]}."
        elif at and _NUMBER.match(found[at - 1].text) and _KIND_FIRST.match(line.text):
            made[-1] = Line(f"{made[-1].text}{line.text.strip()}", made[-1].number, line.title)
            continue
        elif before and section_of(before["kind"]):
            text = f"{before['n']}.【{before['kind']}】{before['rest']}"
        elif title and section_of(title["kind"]) and not begin_of(after):
            text = f"{title['n']}.【{title['kind']}】"
        else:
            text = line.text
        made.append(Line(text, line.number, line.title))
    return made


def _without_pages(lines: list[Line]) -> list[Line]:
    """Lines without the numbers of pages, and without what stands beside them again and again."""
    filled = [line for line in lines if line.text.strip()]
    feet = [at for at, line in enumerate(filled) if _FOOTER.match(line.text)]
    beside = Counter(
        one.text.strip() for at in feet for one in (*filled[at - 1 : at], *filled[at + 1 : at + 2])
    )
    heads = {
        text
        for text, times in beside.items()
        if times > 1 and not (begin_of(text) or is_option(text) or label_of(text))
    }
    return [
        line for line in lines if not _FOOTER.match(line.text) and line.text.strip() not in heads
    ]


def _option(text: str, *, mixed: bool) -> tuple[str, bool] | None:
    """The words behind a box or a circle, and whether it is ticked; one sign for all says no."""
    box, circle = _BOX.match(text), _CIRCLE.match(text)
    if box:
        return box["rest"], bool(box["x"].strip())
    return (circle["rest"], mixed and circle["sign"] in _CHOSEN) if circle else None


def _upright(found: re.Match[str]) -> str:
    whole = found[3]
    if whole:
        return whole if label_of(whole) else found[0]
    return found[1] or found[2]


def _unfolded(text: str) -> str:
    """A line without rules and without what folds answers away on a page."""
    if _RULE.match(text) or _FOLDED.match(text):
        return ""
    return _FOLD.sub("", text)


def _sign(text: str) -> str:
    found = _CIRCLE.match(text)
    return found["sign"] if found else ""
