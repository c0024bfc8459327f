"""Answers gathered at the end of a paper: `1-5 ABCDD`, `1.A 2.B`, a table, or one text for each."""

import re
from dataclasses import dataclass, field, replace

from exams.formats.cleaning import narrow
from exams.formats.labels import label_of
from exams.formats.lines import (
    Line,
    Section,
    begin_of,
    case_of,
    chinese_begin_of,
    is_chapter,
    plain_heading,
    section_of,
)
from exams.formats.pairing import Heading

NOWHERE = Heading()

_ONE = r"(?:[A-Z](?:[,、]?[A-Z])*|√|×|✓|✗|对|错|正确|错误|T|F)"
_RANGE = re.compile(
    r"[(【\[]?(?:第\s*)?(\d{1,4})\s*[-—–~～至到]+\s*(?:第\s*)?(\d{1,4})\s*题?\s*[)】\]]?\s*[.:、]?\s*"
    r"([A-Z√×✓✗对错](?:[A-Z√×✓✗对错正确误\s,、;/|]*[A-Z√×✓✗对错确误])?)"
)
_PAIR = re.compile(
    rf"(?:第\s*)?(\d{{1,4}})\s*题?\s*[.、:)]?\s*[(【\[]?\s*({_ONE})\s*[)】\]]?"
    r"(?=[\s;,。、.]|\d|$|第)"
)
_SMALL = re.compile(r"(?:\d{1,4}\s*[.、:)-]?\s*[(\[]?[a-h][)\]]?[\s,;]*)+")
_KEY = re.compile(r"[A-Z]+|√|×|✓|✗|对|错|正确|错误")
_BARE_SECTION = re.compile(
    r"^\s*([一二三四五六七八九十]{1,3})\s*[、.．:：]\s*([A-Z√×✓✗对错].*"
    r"|\d{1,4}\s*[.．、:：)）-](?!\d+[.．]\d).*)$"
)
_CHAPTER = re.compile(
    r"^(\s*第\s*[一二三四五六七八九十百\d]{1,4}\s*[章编](?:[\s　:：、][^。？?；;,，\d]{0,25})?)"
    r"(?:(?<=[\s　:：章编])(\d{1,4}\s*[.．、:：)）-].*))?$"
)
_SEPARATORS = re.compile(r"[\s,;、。./|]+")
_RULE_ROW = re.compile(r"[\s|:\-+]*-[\s|:\-+]*")
_LOOSE_ROW = re.compile(r"(?:题号|题序|序号|小题)(?:\s+\d{1,4})+")
_COLUMNS = {
    "number": ("题号", "题序", "序号", "小题", "no", "no.", "question", "q", "#"),
    "key": ("答案", "参考答案", "正确答案", "标准答案", "answer", "key", "correct answer"),
    "explanation": ("解析", "答案解析", "说明", "explanation"),
}
_NUMBER_ROW = re.compile(r"^(?:题号|题序|序号|小题|题目|no\.?)?(?:[\t|]+\s*\d{1,4}\s*)+$", re.I)


@dataclass
class Answer:
    """An answer by the number of its question, and what stands over it."""

    number: int
    key: str
    heading: Heading = NOWHERE
    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)


@dataclass
class Area:
    """All answers in the order of the paper; `unread` are lines that cannot be understood,
    `headings` what stands over each of them."""

    answers: list[Answer] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    headings: dict[int, Heading] = field(default_factory=dict)


class AreaReader:
    """Reads the lines below a title over answers one by one."""

    def __init__(self) -> None:
        self.area = Area()
        self.heading = NOWHERE
        self.style = self.tail = ""  # `tail` is the line before, when it may be a heading
        self.numbers: list[int] = []
        self.columns: dict[str, int] = {}
        self.open: Answer | None = None
        self.field = "key"

    def begin(self, heading: Heading) -> None:
        self.heading, self.open, self.style, self.field = heading, None, "", "key"
        self.tail = ""

    def read(self, line: Line) -> None:
        text = narrow(line.text).strip()
        if not text:
            return
        if self._take_heading(line):
            return
        if self._is_table_row(_row(text, pending=bool(self.numbers)), line.number):
            return
        if not self._take_short(text, line.number):
            self._take_long(line)

    def _take_heading(self, line: Line) -> bool:
        """A section, a chapter, a story: what follows is no part of the answer before."""
        section = section_of(line.text) or _bare_section(line.text)
        chapter = None if section else chapter_line(line.text)
        chinese = chinese_begin_of(line.text)
        if section:
            title = re.sub(r"(?:参考)?答案$", "", section.title)
            self.begin(Heading(section.order, section.kind, title, self.heading.chapter))
        elif chapter:
            self.begin(replace(self.heading, chapter=chapter[0]))
        elif case_of(line.text) or (chinese and not chinese.rest):
            self.begin(self.heading)
        else:
            return False
        rest = section.rest if section else chapter[1] if chapter else ""
        if rest:
            self.read(Line(rest, line.number))
        return True

    def _is_table_row(self, text: str, line: int) -> bool:
        """`题号 1 2 3` and the row of answers below it, or a row for each question."""
        if _RULE_ROW.fullmatch(text):
            return True
        cells = [cell.strip() for cell in re.split(r"[\t|]", text)]
        self.columns = columns_of(text) or (self.columns if len(cells) > 1 else {})
        if self.columns:
            return self._take_row(cells, line)
        if _NUMBER_ROW.match(text):
            self.numbers = [int(cell) for cell in cells if cell.isdecimal()]
            return True
        keys = [cell for cell in cells if cell]
        if self.numbers and len(keys) == len(self.numbers) + 1 and "答" in keys[0]:
            keys = keys[1:]
        if self.numbers and len(keys) == len(self.numbers):
            for number, key in zip(self.numbers, keys, strict=True):
                self._add(number, key, 0)
            self.numbers = []
            return True
        return False

    def _take_row(self, cells: list[str], line: int) -> bool:
        """A row of a table that has a column of numbers and one of answers."""
        written = {of: cells[at] if at < len(cells) else "" for of, at in self.columns.items()}
        number = re.fullmatch(r"(?:第\s*)?(\d{1,4})\s*题?[.、]?", written["number"])
        if number:
            answer = self._add(int(number[1]), written["key"], line)
            if written.get("explanation"):
                answer.texts["explanation"] = written["explanation"]
        return number is not None or columns_of("|".join(cells)) is not None

    def _take_short(self, text: str, line: int) -> bool:
        """Letters and signs only, in ranges or one by one."""
        bare = re.sub(r"^(?:答案|参考答案)\s*:?\s*", "", text)
        bare = bare.upper() if _SMALL.fullmatch(bare) else bare
        found: list[tuple[int, str]] = []
        rest = bare
        for one in _RANGE.finditer(bare):
            keys = keys_of(one[3], int(one[2]) - int(one[1]) + 1)
            if keys:
                found += zip(range(int(one[1]), int(one[2]) + 1), keys, strict=True)
                rest = rest.replace(one[0], " ", 1)
        pairs = _PAIR.findall(rest)
        if _SEPARATORS.sub("", _PAIR.sub("", rest)) or not (found or pairs):
            return False
        numbered = [*found, *((int(number), key) for number, key in pairs)]
        self._raise_heading(numbered[0][0])
        for number, key in numbered:
            self._add(number, key, line)
        return True

    def _raise_heading(self, number: int) -> None:
        """The line before these letters stands over them, when it is a number and a name (二、程序)
        and no part of an answer in words: they count anew, or it is all that stood there."""
        named = plain_heading(self.tail)
        if not named:
            return
        if self.open is None:
            self.area.unread.pop()
        else:
            so_far = self.open.texts.get("explanation", "")
            if number > self.open.number and so_far != self.tail:
                return
            if self.field != "explanation":
                return
            self.open.texts["explanation"] = so_far.removesuffix(self.tail).rstrip("\n")
        self.begin(Heading(named.order, "", named.title, self.heading.chapter))

    def _take_long(self, line: Line) -> None:
        """An answer in words, which may go on over further lines."""
        label = label_of(line.text)
        begin = begin_of(line.text)
        expected = self.area.answers[-1].number + 1 if self.area.answers else 1
        here = begin is not None and (begin.number in {1, expected} or self.open is None)
        if begin and self.style not in {"", begin.style}:
            begin = None
        if begin and here and not label and not self._inside(begin.number, expected):
            self.open, self.style = self._add(begin.number, "", line.number), begin.style
            self.field = "key"
            label = label_of(begin.rest)
            self._append(*(label or ("key", begin.rest)))
            return
        if self.open is None:
            self.area.unread.append(line)
            self.area.headings[line.number] = self.heading
            self.tail = line.text.strip()
            return
        self._append(*(label or (self.field, line.text.strip())))
        self.tail = "" if label else line.text.strip()

    def _inside(self, number: int, expected: int) -> bool:
        """A list inside an answer in words begins with 1 again."""
        if self.open is None or number != 1:
            return False
        is_list = len(self.open.key) > 1 or self.field == "explanation"
        return is_list and number != expected

    def _append(self, of: str, text: str) -> None:
        if self.open is None:
            return
        self.field = of
        if of == "key":
            self.open.key = "\n".join(filter(None, (self.open.key, text)))
        else:
            before = self.open.texts.get(of, "")
            self.open.texts[of] = "\n".join(filter(None, (before, text)))

    def _add(self, number: int, key: str, line: int) -> Answer:
        made = Answer(number, key, self.heading, line)
        self.area.answers.append(made)
        self.open, self.tail = made, ""
        self.field = "explanation" if key else "key"
        return made


def _bare_section(text: str) -> Section | None:
    """`二、BC`: the answers to a section by its number only."""
    found = _BARE_SECTION.match(text)
    return Section(found[1], "", "", rest=found[2]) if found else None


def chapter_line(text: str) -> tuple[str, str] | None:
    """A chapter over answers (第二章 程序), and the answers behind it on the same line."""
    found = _CHAPTER.match(text)
    if not found or not is_chapter(found[1]):
        return None
    return found[1].strip(" \t　:："), found[2] or ""


def _row(text: str, *, pending: bool) -> str:
    """A row of a table with a tab between its cells; `pending` says that answers are waited for."""
    if text.startswith("|") and text.endswith("|") and len(text) > 1:
        return re.sub(r"\s*\|\s*", "\t", text.strip("| "))
    if _LOOSE_ROW.fullmatch(text) or (pending and "\t" not in text and "|" not in text):
        return re.sub(r"\s+", "\t", text)
    return text


def columns_of(text: str) -> dict[str, int] | None:
    """The columns of a table of answers by the names over them; None when it is none."""
    cells = [cell.strip().lower() for cell in re.split(r"[\t|]", narrow(text).strip("| \t"))]
    found = {
        of: at for of, names in _COLUMNS.items() for at, cell in enumerate(cells) if cell in names
    }
    return found if {"number", "key"} <= set(found) and len(found) == len(cells) else None


def is_key_table(text: str) -> bool:
    """Whether a line is the first row of a table of answers: its names, or 题号 and numbers."""
    plain = narrow(text).strip()
    is_named = re.match(r"\|?\s*题号\s*[|\t]", plain) is not None
    is_row = is_named and _NUMBER_ROW.match(_row(plain, pending=False)) is not None
    return is_row or columns_of(text) is not None


def keys_of(text: str, many: int) -> list[str]:
    """So many keys, set apart by blanks or commas or a sign each; none when they are not."""
    text = narrow(text).strip()
    tokens = [token for token in re.split(r"[\s,、;/|]+", text) if token]
    if len(tokens) == many and all(map(_KEY.fullmatch, tokens)):
        return tokens
    signs = re.findall(r"正确|错误|[A-Z√×✓✗对错]", text)
    return signs if len(signs) == many and len("".join(signs)) == len("".join(tokens)) else []


def are_gathered(text: str) -> bool:
    """Whether a text holds the answers to several questions by their numbers."""
    reader = AreaReader()
    reader.read(Line(text, 0))
    numbers = [answer.number for answer in reader.area.answers]
    return len(numbers) > 1 and all(answer.key for answer in reader.area.answers)


def numbers_of(text: str) -> set[int]:
    """The numbers of the questions that a text holds one answer each to."""
    reader = AreaReader()
    reader.read(Line(text, 0))
    return {answer.number for answer in reader.area.answers if keys_of(answer.key, 1)}
