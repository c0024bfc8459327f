"""Rows of a sheet that are no questions: titles of sections, remarks, and the header once more."""

import re
from collections.abc import Sequence

from exams.formats.cells import distinct
from exams.formats.columns import Columns, columns_of
from exams.formats.headings import name_of

LONGEST_TITLE = 60
SHORT_TITLE = 10
FEW = 2
REMARK = re.compile(
    r"^\s*(?:注|备注|说明|注意|提示|填写说明|填表说明|合计|总计|共计|小计|示例说明|以上"
    r"|制表(?:人|日期|时间|单位)?|(?:填表|填报|出题|命题|审核|审批|校对|复核|打印|导出|联系|负责)(?:人|日期|时间|单位|部门)"
    r"|联系电话|note|remark)\s*(?:事项)?\s*(?:[:：]|$)",
    re.I,
)
_NUMBERED = re.compile(
    r"^[(（]?[一二三四五六七八九十]+[)）]?[、.．:：]|^第[一二三四五六七八九十\d]+[部大]"
)
PER_QUESTION = re.compile(r"(?:每小?题|各)\s*(\d{1,3}(?:\.\d)?)\s*分")


def header_again(row: Sequence[str], columns: Columns) -> Columns | None:
    """The columns of a row that names them once more, in whatever order; None for a question."""
    names = distinct(row)
    if len(names) <= FEW or any(len(name) > LONGEST_TITLE // 2 for name in names):
        return None
    known = [name_of(name) for name in names]
    if not any(name is not None and name.field == "stem" for name in known):
        return None
    again = columns_of(row)
    at = columns.places["stem"]
    stem = name_of(row[at].strip()) if at < len(row) else None
    is_asked = stem is not None and stem.field == "stem"
    if again is None or (is_asked and again.known >= columns.known - 1):
        return again
    return again if all(known) else None


def is_section(text: str) -> bool:
    """A title of questions rather than a question: numbered in Chinese, or hardly more than the
    name of a kind."""
    bare = re.sub(r"[(（].*?[)）]|\s", "", text).rstrip(":：")
    return bool(_NUMBERED.match(text)) or (
        len(bare) <= SHORT_TITLE and bare.endswith(("题", "类", "分", "择", "断", "空"))
    )
