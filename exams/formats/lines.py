"""What a line of a paper is: a section, the beginning of a question, an answer, an explanation …"""

import re
from dataclasses import dataclass

from exams.formats import words
from exams.formats.cleaning import narrow

LONGEST_SECTION, LONGEST_HEADING, LONGEST_LINE = 25, 45, 300
_FIELDS = {
    "key": r"(?:正确|参考|标准|本题|试题)?(?:的)?答案|正确选项|(?:参考)?(?:答案|答题)要点|答"
    r"|(?:correct\s+)?answers?|ans|key",
    "explanation": r"(?:参考|答案|试题|题目|本题|考点)?(?:解析|详解|解释)|分析|解题思路|点评"
    r"|explanation|rationale|(?:法律|法条|答案|出题)?依据",
    "difficulty": r"难度(?:系数|等级)?|难易程?度|difficulty",
    "subject": r"知识点|考点|考查点|章节|科目|分类|所属(?:章节|科目|分类)|subject|topic",
    "marks": r"(?:试题|题目)?分[值数]|points?|marks?|score",
    "kind": r"题型|试题类型|题目类型|type",
    "source": r"来源|出处|试题来源|source",
    "tier": r"层级|适用层级",
    "marking": r"采分点|评分(?:标准|要点|细则|点)|得分点",
    "label": r"题目编号|试题编号|题目id|试题id",
}
_ALONE = r"|(?:正确|参考|标准)?答案[ \t　]+(?=[A-Za-z√×对错正确误、, ]+$)"
_LABELS = re.compile(
    r"^\s*(?:"
    + "|".join(
        rf"(?P<{of}>[【\[〔(（]\s*(?:{pattern})\s*[】\]〕)）]\s*[:：]?|(?:{pattern})\s*[:：]"
        rf"{_ALONE if of == 'key' else ''})"
        for of, pattern in _FIELDS.items()
    )
    + r")[ \t　]*(?P<rest>.*)$",
    re.I | re.S,
)
_BOXED = "|".join(
    _FIELDS[of] for of in ("key", "explanation", "difficulty", "subject", "marks", "source")
)
_APART = re.compile(
    rf"(?<=\S)[ \t　]*(?=【\s*(?:{_BOXED})\s*】)"
    r"|(?<=[\s。；;）)A-Z√×对错确误】])[ \t　]*(?=(?:正确答案|参考答案|标准答案|答案解析|试题解析"
    r"|答案|解析|难易程?度|难度|知识点|考点|考查点|分值)\s*[:：])",
    re.I,
)
_NUMBERS = "一二三四五六七八九十"
_SECTION = re.compile(
    rf"^\s*(?:#+\s*)?(?:(?P<n>[{_NUMBERS}]{{1,3}})\s*[、.．:：]|第\s*(?P<m>[{_NUMBERS}\d]{{1,3}})\s*(?:部分|大题|节|单元|卷)|"
    rf"[(（](?P<p>[{_NUMBERS}]{{1,3}})[)）]|(?P<r>[IVX]{{1,4}})\s*[.、．]|[【\[])?\s*[:：、.]?\s*(?P<title>.*)$",
    re.S,
)
_TITLE = (
    r".{0,8}(?:题|部分|选择|判断|填空|简答|论述|名词解释|案例分析|单选|多选)"
    r"(?:型|库|目|类|答案|参考答案)?"
)
_AROUND = re.compile(r"[(（][^()（）]*[)）]|[】\]:：。*#\s]")
_SAID = re.compile(r"^\d|题|共\d|每|分")  # answers, or what a title says of its questions
_CHAPTER = re.compile(rf"^\s*第\s*[{_NUMBERS}百\d]{{1,4}}\s*[章编]\s*[^。？?；;]{{0,40}}$")
_PER_QUESTION = re.compile(r"(?:每小?题|各|每道题?)\s*(\d{1,3}(?:\.\d)?)\s*分")
_AREA = re.compile(
    r"^\s*(?:#+\s*)?(?:附[件录]?\d?\s*[:：、]?|[一二三四五六七八九十]+、)?[^。？?；;:：]{0,30}?"
    r"(?:参考|标准|正确|试题|试卷)?答案(?:部分)?\s*(?:(?:及|与|和|、|/)?\s*"
    r"(?:解析|评分标准|评分参考|评分细则|详解|提示))?\s*[】)）]?\s*[:：]?\s*$"
)
_STEM = re.compile(
    r"^\s*(?:[(（]\s*(?P<pre>[A-Za-z√×✓✗对错、,，]{0,8})\s*[)）]\s*)?(?:"
    r"第\s*(?P<nth>\d{1,4})\s*题\s*[.．、:：]?"
    r"|(?:题目|试题|问题|question|q)\s*(?P<word>\d{1,4})\s*[.．、:：)）]?"
    r"|[【\[](?P<box>\d{1,4})[】\]]\s*[.．、]?"
    r"|(?P<point>\d{1,4})\s*(?:[.．]\s*(?=(?:19|20)\d\d年)|[.．]\s*(?!\d)|[、:：。)）]\s*)"
    r"|[(（](?P<round>\d{1,3})[)）]\s*[.．、]?"
    r"|(?P<bare>\d{1,3})[ \t　]+(?=[^\d\s.．、%年月日]))[ \t　]*(?P<rest>.*)$",
    re.I | re.S,
)
STYLES = ("nth", "word", "box", "point", "round", "bare")
OPTION = re.compile(
    r"^\s*[*＊√✓☑]?\s*[(（\[【]?\s?[A-ZＡ-Ｚ]\s?[)）\]】]?\s?[.．、:：)）]|^\s*[A-ZＡ-Ｚ][ \t　]+\S"
)
_PASSAGE = re.compile(
    r"(?:回答|完成|作答)(?:第|以下第|下列第)?\s*(\d{1,4})\s*[-—–~～至到]\s*(\d{1,4})\s*(?:小)?题"
    r"|[(（]\s*(\d{1,4})\s*[-—–~～至]\s*(\d{1,4})\s*题?\s*(?:共用题干)?\s*[)）]"
)


_GROUND = re.compile(
    rf"^\s*[(（][{_NUMBERS}]+[)）]"
    rf"|^\s*[【(（\[]?(?:案例|材料|资料|案情|背景)[{_NUMBERS}\d]*\s*(?:[】)）\]]|[:：]|$)"
    r"|(?:阅读|根据|结合)(?:以下|下列|上述|下面|所给)?.{0,12}(?:材料|案例|资料|案情|短文).{0,12}(?:回答|完成|作答)"
)


@dataclass(frozen=True)
class Line:
    """A line with its number in the file: of a text its line, of a Word file its paragraph."""

    text: str
    number: int


@dataclass(frozen=True)
class Section:
    """`order` is its number as written (二), `kind` what all its questions are, `marks` what each
    brings; `rest` what stands behind the title on the same line; `answers` that answers follow."""

    order: str
    kind: str
    marks: str
    rest: str = ""
    answers: bool = False


@dataclass(frozen=True)
class Begin:
    """The beginning of a question; `given` is an answer written in brackets before its number."""

    style: str
    number: int
    rest: str
    given: str = ""


def apart(line: Line) -> list[Line]:
    """A line, cut where an answer or an explanation begins in the middle of it."""
    return [Line(part, line.number) for part in _APART.split(line.text) if part.strip()] or [line]


def label_of(text: str) -> tuple[str, str] | None:
    """The field that a line begins (`答案：B`), and what stands behind."""
    found = _LABELS.match(text)
    if not found:
        return None
    of = next(of for of in _FIELDS if found[of])
    return of, found["rest"].strip()


def section_of(text: str) -> Section | None:
    """A title over questions of one kind (二、多项选择题（每题2分，共20分）)."""
    first = text.strip()
    found = _SECTION.match(first)
    if not found or len(first) > LONGEST_LINE:
        return None
    order = found["n"] or found["m"] or found["p"] or found["r"] or ""
    title = re.split(r"[(（:：。\s】\]]", found["title"].strip(), maxsplit=1)[0]
    kind = words.hint_of(title)
    if not kind or len(title) > LONGEST_SECTION:
        return None
    more = _AROUND.sub("", found["title"].strip()[len(title) :])
    if not order and (not re.fullmatch(_TITLE, title) or (more and not _SAID.search(more))):
        return None
    marks = _PER_QUESTION.search(first)
    behind = re.match(
        r".*?(?:题|断(?!题)|空(?!题))(?:[(（][^()（）]*[)）])?\s*(?:参考)?(?:答案)?\s*[:：]?\s*(.*)$",
        first,
        re.S,
    )
    rest = behind[1].strip() if behind and behind[1][:1].isdigit() else ""
    return Section(order, kind, marks[1] if marks else "", rest, title.endswith("答案"))


def is_chapter(text: str) -> bool:
    return bool(_CHAPTER.match(text))


def is_answers_heading(text: str) -> bool:
    """A title over the answers to all questions (参考答案)."""
    return bool(_AREA.match(text)) and len(text.strip()) <= LONGEST_HEADING


def begin_of(text: str) -> Begin | None:
    """The number in front of a question."""
    found = _STEM.match(text)
    if not found:
        return None
    style = next(style for style in STYLES if found[style])
    return Begin(
        style, int(narrow(found[style])), found["rest"].strip(), (found["pre"] or "").strip()
    )


def is_option(text: str) -> bool:
    return bool(OPTION.match(text))


def is_passage(text: str) -> bool:
    """Whether a text begins the ground of several questions (案例一：…, 阅读材料，回答问题)."""
    return bool(_GROUND.search(text))


def passage_for(text: str) -> range | None:
    """The numbers of the questions that a text is the common ground of."""
    found = _PASSAGE.search(text)
    if not found:
        return None
    first, last = int(found[1] or found[3]), int(found[2] or found[4])
    return range(first, last + 1) if first < last <= first + 50 else None
