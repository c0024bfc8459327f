"""Answers gathered at the end of a paper: `1-5 ABCDD`, `1.A 2.B`, a table, or one text for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from exams.formats.cleaning import narrow
from exams.formats.labels import label_of
from exams.formats.lines import Line, Section, begin_of, case_of, chinese_begin_of, section_of

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
    r"^\s*([一二三四五六七八九十]{1,3})\s*[、.．:：]\s*((?:\d{1,4}\s*[.、-])?[A-Z√×✓✗对错].*)$"
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
    """An answer by the number of its question; `order` and `kind` are those of its section."""

    number: int
    key: str
    order: str = ""
    kind: str = ""
    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)


@dataclass
class Area:
    """All answers in the order of the paper; `unread` are lines that cannot be understood,
    `sections` order and kind of the section that each of them stands in."""

    answers: list[Answer] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    sections: dict[int, tuple[str, str]] = field(default_factory=dict)


class AreaReader:
    """Reads the lines below a title over answers one by one."""

    def __init__(self) -> None:
        self.area = Area()
        self.order = self.kind = self.style = ""
        self.numbers: list[int] = []
        self.columns: dict[str, int] = {}
        self.open: Answer | None = None
        self.field = "key"

    def section(self, order: str, kind: str) -> None:
        self.order, self.kind, self.open, self.style = order, kind, None, ""

    def read(self, line: Line) -> None:
        text = narrow(line.text).strip()
        if not text:
            return
        section = section_of(line.text) or _bare_section(line.text)
        if section:
            self.section(section.order, section.kind)
            if section.rest:
                self.read(Line(section.rest, line.number))
            return
        chinese = chinese_begin_of(line.text)
        if case_of(line.text) or (chinese and not chinese.rest):
            self.section(self.order, self.kind)
            return
        if self._is_table_row(_row(text, pending=bool(self.numbers)), line.number):
            return
        if not self._take_short(text, line.number):
            self._take_long(line)

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
        for number, key in [*found, *((int(number), key) for number, key in pairs)]:
            self._add(number, key, line)
        return True

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
            self.area.sections[line.number] = (self.order, self.kind)
            return
        self._append(*(label or (self.field, line.text.strip())))

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
        made = Answer(number, key, self.order, self.kind, line)
        self.area.answers.append(made)
        self.open = made
        self.field = "explanation" if key else "key"
        return made


def _bare_section(text: str) -> Section | None:
    """`二、BC`: the answers to a section by its number only."""
    found = _BARE_SECTION.match(text)
    return Section(found[1], "", "", found[2]) if found else None


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


def matching(
    answers: Sequence[Answer], wanted: Sequence[tuple[int | None, str, str]]
) -> list[list[Answer]]:
    """For each question (number, order and kind of its section) the answers that are its own.

    When numbers of questions and of answers follow each other alike, each has the one in its
    place; else the section tells. More than one, or one that is claimed twice, is no answer.
    """
    if [number for number, _order, _kind in wanted] == [answer.number for answer in answers]:
        return [[answer] for answer in answers]
    found = [
        [one for one in answers if one.number == number and _same_section(one, order, kind)]
        for number, order, kind in wanted
    ]
    claims = [id(one) for some in found for one in some]
    return [[one for one in some if claims.count(id(one)) == 1] for some in found]


def _same_section(answer: Answer, order: str, kind: str) -> bool:
    if answer.kind and kind:
        return answer.kind == kind and (not answer.order or not order or answer.order == order)
    return not answer.order or not order or answer.order == order
