"""Questions as a workbook with the column names that `headings` tells of; with pictures, a zip of
the workbook and a folder of pictures named by their digests."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exams.formats.answercells import answer_cell
from exams.formats.certain import beside
from exams.formats.entries import Contents, Entry, Note
from exams.formats.pictures import ending
from exams.formats.sheets import Sheet, read_sheets
from exams.wording import (
    CASE,
    CHOICES,
    FILL_BLANK,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    Wording,
)
from portal.spreadsheets.writing import LONGEST, xlsx_file

SHEET, BOOK, FOLDER = "题目", "题目.xlsx", "pictures"
FEWEST_OPTIONS = 4
BEFORE = ("编号", "题型", "题干")
BEHIND = (
    "答案", "解析", "难度", "科目", "层级", "用于", "来源", "分值", "法条编号", "漏选得分",
    "固定选项", "乱序", "匹配项", "采分点", "所属大题",
)  # fmt: skip
BESIDE = "附加数据"
KINDS = {
    SINGLE: "单选题",
    MULTIPLE: "多选题",
    TRUE_FALSE: "判断题",
    FILL_BLANK: "填空题",
    MATCHING: "匹配题",
    ORDERING: "排序题",
    OPEN: "简答题",
    CASE: "案例分析题",
}
LEVELS = {"easy": "易", "medium": "中", "hard": "难"}
THEN = (1980, 1, 1, 0, 0, 0)  # the same questions give the same bytes


@dataclass
class _Row:
    """The cells of a row, and the question (or the part of one) that they show."""

    cells: list[str]
    entry: Entry
    of: int  # which of the entries, from 0


def write(entries: Iterable[Entry]) -> tuple[bytes, list[Note]]:
    """An .xlsx, or a .zip when there are pictures; and what it cannot hold: `long_cell` (a text of
    over 32,000 characters is cut there), `lost_picture` (no bytes for a picture)."""
    whole = list(entries)
    notes: list[Note] = []
    width = max([FEWEST_OPTIONS, *(_width(entry.wording) for entry in whole)])
    rows = [row for at, entry in enumerate(whole) for row in _rows(entry, at, width)]
    titles = titles_of(width)
    sure = _not_read_back(titles, rows, whole)
    lines = [[*row.cells, beside(row.cells, row.entry) if row.of in sure else ""] for row in rows]
    for row, line in zip(rows, lines, strict=True):
        if any(len(cell) > LONGEST for cell in line):
            notes.append(Note("long_cell", row.entry.place, {"label": row.cells[0]}))
    book = xlsx_file([(SHEET, [*titles, BESIDE], lines)])
    return _with_pictures(book, whole, notes), notes


def titles_of(width: int) -> list[str]:
    """The columns of a sheet whose questions have up to `width` options."""
    return [*BEFORE, *(f"选项{letter}" for letter in LETTERS[:width]), *BEHIND]


def lines_of(entries: Iterable[Entry], width: int) -> list[list[str]]:
    """The cells of the questions under `titles_of`; a case has a line for each part below it."""
    return [row.cells for at, entry in enumerate(entries) for row in _rows(entry, at, width)]


def _width(wording: Wording) -> int:
    return max([len(wording.options), *(_width(part) for part in wording.parts)])


def _rows(entry: Entry, at: int, width: int) -> list[_Row]:
    """The row of a question; a case has one for each part below it."""
    label = entry.label or str(at + 1)
    rows = [_Row(_cells(entry, label, width), entry, at)]
    for number, part in enumerate(entry.wording.parts, start=1):
        inner = Entry(entry.place, part)
        rows.append(_Row(_cells(inner, f"{label}.{number}", width, label), inner, at))
    return rows


def _cells(entry: Entry, label: str, width: int, parent: str = "") -> list[str]:
    wording = entry.wording
    options = [*wording.options, *[""] * (width - len(wording.options))]
    chosen = wording.kind in CHOICES
    behind = {
        "答案": answer_cell(wording),
        "解析": wording.explanation,
        "难度": LEVELS.get(wording.difficulty, ""),
        "科目": entry.subject,
        "层级": entry.tier,
        "用于": entry.used_for,
        "来源": entry.source,
        "分值": f"{wording.marks:f}" if wording.marks is not None else "",
        "法条编号": " ".join(f"{law}:{article}" for law, article in wording.cites),
        "漏选得分": wording.credit if wording.kind == MULTIPLE else "",
        "固定选项": ("".join(LETTERS[one] for one in wording.pinned) or "无") if chosen else "",
        "乱序": "是" if wording.any_order else "",
        "匹配项": _lettered(wording.targets),
        "采分点": "\n".join(f"{point.text}（{point.marks}分）" for point in wording.marking),
        "所属大题": parent,
    }
    kind = KINDS.get(wording.kind, wording.kind)
    return [label, kind, wording.stem, *options, *(behind[title] for title in BEHIND)]


def _lettered(targets: Sequence[str]) -> str:
    pairs = zip(LETTERS, targets, strict=False)
    return "\n".join(f"{letter}. {target}" for letter, target in pairs)


def _not_read_back(titles: Sequence[str], rows: Sequence[_Row], whole: Sequence[Entry]) -> set[int]:
    """Which entries their rows alone would not bring back."""
    sheet = Sheet(SHEET, [titles, *(row.cells for row in rows)])
    contents: Contents = read_sheets([sheet], "xlsx")
    read = {entry.place.line: entry for entry in contents.entries}
    first = {row.of: line for line, row in reversed(list(enumerate(rows, start=2)))}
    return {
        at
        for at, entry in enumerate(whole)
        if first[at] not in read or _kept(read[first[at]]) != _kept(entry)
    }


def _kept(entry: Entry) -> tuple[object, ...]:
    return entry.wording, entry.subject, entry.tier, entry.source


def _with_pictures(book: bytes, whole: Sequence[Entry], notes: list[Note]) -> bytes:
    pictures: dict[str, bytes] = {}
    for entry in whole:
        for digest in entry.wording.pictures():
            content = entry.pictures.get(digest)
            if content is None:
                notes.append(Note("lost_picture", entry.place, {"digest": digest}))
            else:
                pictures[f"{FOLDER}/{digest}.{ending(content) or 'bin'}"] = content
    if not pictures:
        return book
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {BOOK: book, **pictures}.items():
            package.writestr(zipfile.ZipInfo(name, THEN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
