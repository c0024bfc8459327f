"""What a line of a paper is: a section, the beginning of a question, an answer, an explanation …"""

import re
from dataclasses import dataclass
from functools import lru_cache

from courses.statutes.numerals import to_number
from exams.formats import keys, words
from exams.formats.cleaning import narrow
from exams.formats.traditional import simplified

LONGEST_SECTION, LONGEST_HEADING, LONGEST_LINE = 25, 45, 300
KEPT = 65_536  # lines of which it is remembered what they are while a file is read
_NUMBERS = "一二三四五六七八九十"
_SECTION = re.compile(
    rf"^\s*(?:#+\s*)?(?:(?P<n>[{_NUMBERS}]{{1,3}})\s*[、.．:：]|第\s*(?P<m>[{_NUMBERS}\d]{{1,3}})\s*(?:部分|大题|节|单元|卷)|"
    rf"[(（](?P<p>[{_NUMBERS}]{{1,3}})[)）]|(?P<r>[IVX]{{1,4}})\s*[.、．]|[【\[])?\s*[:：、.]?\s*(?P<title>.*)$",
    re.S,
)
_TITLE = (  # not 你的选择：（ ）
    r"(?!(?:[我你您他她]|考生|学生|学员)的?(?:选择|判断)).{0,8}(?:题|部分|选择|判断|填空|简答|论述|名词解释|案例分析|单选|多选)"
    r"(?:型|库|目|类|答案|参考答案)?"
)
_ENGLISH = re.compile(
    r"^\s*(?:(?:part|section)\s+\w{1,4}\s*[.:：–-]?\s*|[IVX]{1,4}\s*[.、]\s*)?"
    r"(?P<title>true\s*(?:or|/|and)\s*false|multiple[\s-]choice|fill[\s-]in[\s-]the[\s-]blanks?"
    r"|short[\s-]answers?|essay)(?:\s+questions?)?\s*(?:[(（].*[)）])?\s*[:：]?\s*$",
    re.I,
)
_AROUND = re.compile(r"[(（][^()（）]*[)）]|[】\]:：。*#\s]")
# Answers, or what a title says of its questions.
_SAID = re.compile(
    r"^\d|共\d|每(?:小|道)?[题空]|各(?:小|道)?题|各\d|本(?:大)?题|(?:下列|以下)(?:各|小)?题|\d分"
    r"|题[型目库]|^[A-Z√×对错]+$"
)
_BRACKETED = re.compile(
    r"\s*[(（]\s*((?:单项?选?择?|多项?选?择?|不定项选?择?|选择|判断|填空|简答|论述|问答|案例(?:分析)?)题?)"
    r"\s*[)）]"
)
_NAME = r"[^,，;；]{1,15}(?<![是为有括])"
_PLAIN_HEADING = re.compile(
    rf"^\s*([{_NUMBERS}]{{1,3}})\s*[、.．]\s*([^。？?；;，,:：\d]{{1,20}})$"
)
_ASKED = re.compile(r"[?？]|[(（][\s　]*[)）]|_{2,}")
_NUMBERED_TITLE = re.compile(
    r"^\s*(?:#+\s*)?\d{1,2}\s*[、.．)）:： ]\s*(?P<rest>[^【\[(（].*)$", re.S
)
_CHAPTER = re.compile(rf"^\s*第\s*[{_NUMBERS}百\d]{{1,4}}\s*[章编]\s*[^。？?；;]{{0,40}}$")
_NOTICE = re.compile(
    r"^\s*[【\[]?(?:(?:考生|应试人员|参考人员|考试|答题)?(?:须知|注意事项)"
    r"|(?:考试|答题|作答|答卷)(?:说明|要求))[】\]]?\s*[:：]?\s*$"
)
_PER_QUESTION = re.compile(r"(?:每小?题|各|每道题?)\s*(\d{1,3}(?:\.\d)?)\s*分")
_AREA = re.compile(
    r"^\s*(?:#+\s*)?(?:附[件录]?\d?\s*[:：、]?|[一二三四五六七八九十]+、)?[^。？?；;:：]{0,30}?"
    r"(?:参考|标准|正确|试题|试卷)?答案(?:部分)?\s*(?:(?:及|与|和|、|/)?\s*"
    r"(?:解析|评分标准|评分参考|评分细则|详解|提示))?\s*[】)）]?\s*[:：]?\s*$"
    r"|^\s*(?:#+\s*)?(?:the\s+)?(?:answer\s+(?:key|sheet)s?|(?:correct\s+)?answers"
    r"(?:\s+(?:and|&)\s+explanations?)?)\s*:?\s*$",
    re.I,
)
KIND = (  # in brackets in front of a number
    r"[^【】\[\]]{1,6}[题題选選断斷空]|简答|簡答|问答|問答|论述|論述|案例(?:分析)?|名词解释|辨析|排序|匹配|连线"
)
_STEM = re.compile(
    rf"^\s*(?:[【\[]\s*(?P<kind>{KIND})\s*[】\]]\s*)?(?:[(（]\s*(?P<pre>[A-Za-z√×✓✗对错、,，]{{0,8}})\s*[)）]\s*)?(?:"
    rf"第\s*(?P<nth>\d{{1,4}}|[{_NUMBERS}]{{1,3}})\s*[题題]\s*[.．、:：]?"
    rf"|(?:[题題]目?|[试試][题題]|[问問][题題]|question|ques|problem|q)\s*(?:no\.?\s*|\#)?"
    rf"(?P<word>\d{{1,4}}|[{_NUMBERS}]{{1,3}}(?=\s*[.．、:：)）]))\s*[.．、:：)）]?"
    r"|[A-Z](?P<lettered>\d{1,3})\s*[.．、:：)）](?=\s*[^\d\s])"
    rf"|[【\[](?P<box>\d{{1,4}})[】\]]\s*[.．、]?"
    rf"|(?P<point>\d{{1,4}})\s*(?:[.．]\s*(?=(?:19|20)\d\d年)|[.．]\s*(?!\d)|．(?=\d+[^\d\s.．])|[、:：。)）]\s*)"
    rf"|[(（](?P<round>\d{{1,3}})[)）]\s*[.．、]?"
    rf"|(?P<bare>\d{{1,3}})[ \t　]+(?=[^\d\s.．、%年月日]))[ \t　]*(?P<rest>.*)$",
    re.I | re.S,
)
STAR = "[*＊√✓☑✔✅]\ufe0f?"  # in front of the right option
RIGHT = re.compile(  # behind it
    r"\s*(?:[(（\[【]\s*(?:正确(?:答案|选项)?|答案|√|✓|right|correct)\s*[)）\]】]|[√✓☑✔✅]\ufe0f?)\s*$",
    re.I,
)
_MARKED_RIGHT = re.compile(r"\S\s*[(（\[【]\s*(?:正确)?答案\s*[)）\]】]\s*$")
_KEY_ALONE = re.compile(r"^\s*[A-Z√×✓✗对错正确误Ａ-Ｚ]{1,8}\s*(?:$|[\s;；,，。])")
STYLES = ("nth", "word", "lettered", "box", "point", "round", "bare")
OPTION = re.compile(
    rf"^\s*(?:{STAR})?\s*[(（\[【]?\s?[A-ZＡ-Ｚ]\s?[)）\]】]?\s?[.．、:：)）]"
    r"|^\s*[A-ZＡ-Ｚ][ \t　]+\S"
)
_SMALL = re.compile(r"\s*[(（]?[a-hａ-ｈ][)）.．、]")
_NAMED = re.compile(
    r"^\s*(?:(?:题干|题目|试题|问题)\s*[:：]|[【\[](?:题[干目文]|试题|问题)[】\]]\s*[:：]?)\s*\S"
)
_FIRST = re.compile(rf"^\s*(?:{STAR})?\s*[(（\[【]?\s?[AＡ]\s?[)）\]】.．、:： \t]")
_PASSAGE = re.compile(
    r"(?:回答|完成|作答)(?:第|以下第|下列第)?\s*(\d{1,4})\s*[-—–~～至到]\s*(\d{1,4})\s*(?:小)?题"
    r"|[(（]\s*(\d{1,4})\s*[-—–~～至]\s*(\d{1,4})\s*题?\s*(?:共用题干)?\s*[)）]"
)
_CASE = re.compile(
    rf"^\s*[【(（\[]?\s*(?P<word>案例(?:分析)?题?|案情|材料|资料|背景)\s*[(（]?"
    rf"(?P<n>[{_NUMBERS}]|\d{{1,2}})[)）]?\s*(?:[】)）\]:：.．]|、(?!案|材|资)|[ \t　]|$)"
)
_CHINESE = re.compile(rf"^\s*[(（](?P<n>[{_NUMBERS}])[)）][ \t　]*(?P<rest>.*)$", re.S)
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
    title: bool = False  # of Markdown


@dataclass(frozen=True)
class Section:
    """`order` is its number as written (二), `kind` what all its questions are, `marks` what each
    brings; `rest` what stands behind the title on the same line; `answers` that answers follow;
    `title` its name (多项选择题)."""

    order: str
    kind: str
    marks: str
    rest: str = ""
    answers: bool = False
    title: str = ""


@dataclass(frozen=True)
class Begin:
    """The beginning of a question; `given` is an answer written in brackets before its number."""

    style: str
    number: int
    rest: str
    given: str = ""


@lru_cache(maxsize=KEPT)
def section_of(text: str) -> Section | None:
    """A title over questions of one kind (二、多项选择题（每题2分，共20分）)."""
    first = text.strip()
    english = _ENGLISH.match(first)
    if english:
        return Section("", words.hint_of(english["title"]), "")
    found = _SECTION.match(first)
    if not found or len(first) > LONGEST_LINE:
        return None
    order = found["n"] or found["m"] or found["p"] or found["r"] or ""
    title = re.split(r"[(（:：。\s】\]]", found["title"].strip(), maxsplit=1)[0]
    kind = words.hint_of(title) or (_bracketed_kind(title, found["title"]) if order else "")
    if not kind or len(title) > LONGEST_SECTION or not _may_be_title(first, found["title"]):
        return None
    more = _AROUND.sub("", found["title"].strip()[len(title) :])
    if not order and (not re.fullmatch(_TITLE, title) or (more and not _SAID.search(more))):
        return None
    marks = _PER_QUESTION.search(first)
    behind = re.match(
        r".*?(?:题|断(?!题)|空(?!题)|选(?![择题项择]))(?:[(（][^()（）]*[)）])?\s*(?:参考)?(?:答案)?\s*[:：]?\s*(.*)$",
        first,
        re.S,
    )
    rest = behind[1].strip() if behind and behind[1][:1].isdigit() else ""
    return Section(order, kind, marks[1] if marks else "", rest, title.endswith("答案"), title)


def _bracketed_kind(title: str, whole: str) -> str:
    """The kind in brackets behind a name which says none or two: 一、案例选择（单选题）."""
    behind = _BRACKETED.match(whole.strip()[len(title) :])
    if not behind or not re.fullmatch(_NAME, title):
        return ""
    return words.hint_of(behind[1])


def plain_heading(text: str) -> Section | None:
    """A line that may stand over questions without a word for their kind (二、程序); what stands
    around must say whether it does."""
    found = _PLAIN_HEADING.match(text)
    is_other = is_passage(text) or case_of(text)
    return Section(found[1], "", "", title=found[2].strip()) if found and not is_other else None


def _may_be_title(text: str, title: str) -> bool:
    """Whether a line with the word for a kind in it may stand over questions: a question that says
    its kind in brackets (1.【单选】…) does not, nor does one that asks something."""
    bracket = re.match(r"^\s*(?:#+\s*)?[【\[][^】\]]*[】\]]\s*(.*)$", title, re.S)
    behind = bracket[1] if bracket else ""
    if begin_of(text) and not _NUMBERED_TITLE.match(text):
        return False
    if behind and not _SAID.search(_AROUND.sub("", behind)):
        return False
    return not (_ASKED.search(text) and (begin_of(text) or behind))


def is_bracketed_key(text: str) -> bool:
    """Letters of options in brackets, and nothing else on the line."""
    return bool(
        re.fullmatch(r"\s*[(（【]\s*[A-ZＡ-Ｚ](?:[、,，\s]*[A-ZＡ-Ｚ]){0,9}\s*[)）】]\s*", text)
    )


def is_notice(text: str) -> bool:
    """A title over instructions to candidates."""
    return bool(_NOTICE.match(text))


def is_chapter(text: str) -> bool:
    return bool(_CHAPTER.match(text))


def is_answers_heading(text: str) -> bool:
    """A title over the answers to all questions (参考答案)."""
    is_mark = is_marked(text) or is_option(text)
    return (
        bool(_AREA.match(simplified(text))) and len(text.strip()) <= LONGEST_HEADING and not is_mark
    )


@lru_cache(maxsize=KEPT)
def begin_of(text: str) -> Begin | None:
    """The number in front of a question."""
    found = _STEM.match(text)
    if not found:
        return None
    style = next(style for style in STYLES if found[style])
    if found["kind"]:  # 【单选题】1. …, and not 【单选题】1.A 2.B
        if _KEY_ALONE.match(found["rest"]):
            return None
        rest = f"【{found['kind']}】{found['rest'].strip()}"
        return Begin(style, _number(found[style]), rest)
    return Begin(style, _number(found[style]), found["rest"].strip(), (found["pre"] or "").strip())


def _number(written: str) -> int:
    return int(narrow(written)) if narrow(written).isdecimal() else to_number(written) or 0


def is_option(text: str) -> bool:
    return bool(OPTION.match(text))


def is_small_item(text: str) -> bool:
    """Whether a list of small letters goes on here; options have had theirs raised."""
    return bool(_SMALL.match(text))


def is_conclusion(text: str) -> bool:
    """Whether an answer is what an explanation comes to (故选B)."""
    return bool(re.match(rf"\s*{keys.CHOSEN}", text))


def is_marked(text: str) -> bool:
    """Whether a line says of itself that it is the right option."""
    return bool(_MARKED_RIGHT.search(text))


def is_named(text: str) -> bool:
    """Whether a line says of itself that it is a question (题目：…, 【题干】…)."""
    return bool(_NAMED.match(text))


def is_first_option(text: str) -> bool:
    """Whether options begin on this line."""
    return bool(_FIRST.match(text)) and is_option(text)


def case_of(text: str) -> str:
    """The title of a story (案例一：…, 【材料2】) in one spelling; "" when it begins none."""
    found = _CASE.match(text)
    if not found:
        return ""
    number = narrow(found["n"])
    return found["word"] + (str(_NUMBERS.index(number) + 1) if number in _NUMBERS else number)


def chinese_begin_of(text: str) -> Begin | None:
    """The number （一） in front of a text."""
    found = _CHINESE.match(text)
    if not found:
        return None
    return Begin("chinese", _NUMBERS.index(found["n"]) + 1, found["rest"].strip())


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
