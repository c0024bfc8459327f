"""The examples of the template: one question of each kind. They stand in the file that authors fill
in, and are never imported from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from exams.formats.answercells import answer_cell
from exams.formats.columns import Columns
from exams.formats.entries import Entry, Place
from exams.wording import (
    CASE,
    FILL_BLANK,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    MarkingPoint,
    Wording,
    squeezed,
)

EXAMPLE = "示例"  # so begins the number of each
GUIDE, GUIDE_HEAD = "填写说明", "栏目"
SUBJECT, TIER, SOURCE = "人民调解法与程序", "村（社区）", "模板示例"
USE = "练习和测验用"
LAW = "mediation-law"
TWO = Decimal(2)

_WORDINGS = (
    Wording(
        SINGLE,
        "两户人家因院墙起了纠纷，请村人民调解委员会调解。调解怎么收费？",
        ("由提出调解的一方付误工费", "不收任何费用", "双方各付一半", "按村里定的标准收"),
        "B",
        "《人民调解法》第四条：人民调解委员会调解民间纠纷，不收取任何费用。",
        ((LAW, "4"),),
        "easy",
        marks=TWO,
    ),
    Wording(
        MULTIPLE,
        "人民调解员有下列哪些行为的，由所在的人民调解委员会批评教育、责令改正？",
        (
            "偏袒一方当事人",
            "收下一方送来的礼物",
            "单独听一方当事人把话说完",
            "把当事人的隐私讲给邻居听",
        ),
        "ABD",
        "《人民调解法》第十五条列了四种：偏袒、侮辱、收受财物、泄露隐私和商业秘密。",
        ((LAW, "15"),),
        marks=TWO,
    ),
    Wording(
        TRUE_FALSE,
        "口头达成的调解协议，要等写成书面、双方签名以后才生效。",
        key="B",
        explanation="《人民调解法》第三十条：口头调解协议自各方当事人达成协议之日起生效。",
        cites=((LAW, "30"),),
        difficulty="easy",
        marks=TWO,
    ),
    Wording(
        FILL_BLANK,
        "双方认为有必要的，可以自调解协议生效之日起____内，共同向____申请司法确认。",
        explanation="《人民调解法》第三十三条第一款。",
        cites=((LAW, "33"),),
        accepted=(("三十日", "30日", "30天"), ("人民法院", "法院")),
        marks=TWO,
    ),
    Wording(
        MATCHING,
        "调解中遇到下面的情形，分别应当怎么做？",
        ("一方明确拒绝调解", "纠纷有可能引起治安案件", "调解不成"),
        "BCA",
        "《人民调解法》第十七条、第二十五条、第二十六条。",
        ((LAW, "17"), (LAW, "25"), (LAW, "26")),
        "hard",
        ("终止调解，告知可以走的其他途径", "不得调解", "及时报告公安机关或者其他有关部门"),
        marks=Decimal(3),
    ),
    Wording(
        ORDERING,
        "把一次调解的几个步骤按先后排好。",
        (
            "双方自愿达成调解协议",
            "一方申请，另一方同意调解",
            "听双方陈述，讲解法律，耐心疏导",
            "把登记、记录和协议书立卷归档",
        ),
        "BCAD",
        "《人民调解法》第十七条、第二十二条、第二十七条、第二十八条。",
        ((LAW, "17"), (LAW, "22"), (LAW, "27"), (LAW, "28")),
        marks=Decimal(4),
    ),
    Wording(
        OPEN,
        "当事人在人民调解活动中享有哪些权利？",
        explanation="《人民调解法》第二十三条。",
        cites=((LAW, "23"),),
        answer="挑选或者接受调解员；接受、拒绝或者要求终止调解；要求公开或者不公开；自愿达成协议。",
        marking=(
            MarkingPoint("选择或者接受人民调解员", TWO),
            MarkingPoint("接受调解、拒绝调解或者要求终止调解", TWO),
            MarkingPoint("要求调解公开进行或者不公开进行", TWO),
            MarkingPoint("自主表达意愿、自愿达成调解协议", TWO),
        ),
        marks=Decimal(8),
    ),
    Wording(
        CASE,
        "王某和李某为排水沟吵了几次。村人民调解委员会主动上门，李某起初说不愿意调解，后来改了主意，"
        "两人写好协议书并签了名，调解员也签了名。",
        parts=(
            Wording(
                SINGLE,
                "李某说不愿意调解的时候，调解委员会应当怎么办？",
                ("请村民委员会出面要求他到场", "不再调解，等他愿意再说", "替他们写好协议书"),
                "B",
                "《人民调解法》第十七条：当事人一方明确拒绝调解的，不得调解。",
                ((LAW, "17"),),
                marks=TWO,
            ),
            Wording(
                OPEN,
                "这份协议书要生效，还缺什么？",
                explanation="《人民调解法》第二十九条第二款。",
                cites=((LAW, "29"),),
                answer="加盖人民调解委员会的印章。",
                marking=(MarkingPoint("加盖人民调解委员会印章", Decimal(4)),),
                marks=Decimal(4),
            ),
        ),
    ),
)

EXAMPLES = tuple(
    Entry(
        Place(), wording, f"{EXAMPLE}{n}", subject=SUBJECT, tier=TIER, source=SOURCE, used_for=USE
    )
    for n, wording in enumerate(_WORDINGS, start=1)
)


@dataclass(frozen=True)
class _Line:
    """A row of the template by what makes its question, without blanks."""

    stem: str
    options: tuple[str, ...]
    answer: str

    @classmethod
    def of(cls, wording: Wording) -> "_Line":
        options = tuple(map(squeezed, wording.options))
        return cls(squeezed(wording.stem), options, squeezed(answer_cell(wording)))

    def stands_in(self, row: Sequence[str], columns: Columns) -> bool:
        """Whether the row says the same, in the columns that are left."""
        if _cell(row, columns.places["stem"]) != self.stem:
            return False
        if columns.keys and "".join(_cell(row, at) for at in columns.keys) != self.answer:
            return False
        wanted = zip_longest(columns.options, self.options[: len(columns.options)], fillvalue="")
        return all(_cell(row, at) == text for at, text in wanted if isinstance(at, int))


_CASES = {
    _Line.of(wording): frozenset(map(_Line.of, wording.parts))
    for wording in _WORDINGS
    if wording.parts
}
_LINES = {
    line.stem: line
    for line in (_Line.of(one) for wording in _WORDINGS for one in (wording, *wording.parts))
}


def set_aside(
    rows: Sequence[Sequence[str]], start: int, columns: Columns
) -> tuple[Sequence[Sequence[str]], int]:
    """The rows with examples of the template emptied, and how many there were. An example is known
    by question, options and answer; one that was written over is its author's own, a case with all
    its rows as soon as one of them was."""
    examples: set[int] = set()
    for block in _blocks(rows, start, columns):
        found = {at: line for at, line in block.items() if line is not None}
        lines = frozenset(found.values())
        whole = any({case, *parts} <= lines for case, parts in _CASES.items())
        if whole or len(found) == len(block):
            examples.update(found)
    if not examples:
        return rows, 0
    return [() if at in examples else row for at, row in enumerate(rows)], len(examples)


def _blocks(
    rows: Sequence[Sequence[str]], start: int, columns: Columns
) -> Iterator[dict[int, _Line | None]]:
    """The rows of each question, a case with those that belong to it, by their index; with the
    example that a row is, if any."""
    label_at, parent_at = columns.places.get("label"), columns.places.get("parent")
    block: dict[int, _Line | None] = {}
    head: _Line | None = None
    label = ""
    for at in range(start, len(rows)):
        row = rows[at]
        if not any(cell.strip() for cell in row):
            continue
        line = _example(row, columns)
        parent = _cell(row, parent_at)
        follows = parent and (head is None or head in _CASES)
        if block and follows and (label_at is None or parent == label):
            block[at] = line
            continue
        yield block
        block, head, label = {at: line}, line, _cell(row, label_at)
    yield block


def _example(row: Sequence[str], columns: Columns) -> _Line | None:
    line = _LINES.get(_cell(row, columns.places["stem"]))
    return line if line is not None and line.stands_in(row, columns) else None


def _cell(row: Sequence[str], at: int | None) -> str:
    return squeezed(row[at]) if at is not None and at < len(row) else ""


def is_guide(part: str, first: Sequence[str]) -> bool:
    """Whether a sheet, by its name and first row, is the one that says how to fill in the other."""
    return part == GUIDE and bool(first) and first[0] == GUIDE_HEAD
