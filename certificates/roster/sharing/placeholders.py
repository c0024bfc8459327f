"""The placeholders of a superior's template: `{{姓名}}` or `{{name}}`, which there are, and which
one somebody may have meant. Pure: knows no table."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

HEAD, ROW, BOTH = "head", "row", "both"
OPENED = re.compile(r"\{\{|\}\}")
PLACEHOLDER = re.compile(r"\{\{([^{}]{0,60})\}\}")
LIKE = 0.5  # of difflib: 身份证号码 is like 身份证号
_NOISE = re.compile(r"[\s_\-·:：]+")


@dataclass(frozen=True)
class Placeholder:
    """`key` is the English name; `chinese` the first Chinese one, `others` more of either. `where`:
    HEAD once for the workbook, ROW for each line of the list, BOTH for either."""

    key: str
    chinese: str
    where: str
    others: tuple[str, ...] = ()


PLACEHOLDERS = (
    Placeholder("organisation", "单位", BOTH, ("机构", "所在单位", "所属调委会", "调委会")),
    Placeholder("as_of", "截至日期", HEAD, ("截止日期", "统计日期")),
    Placeholder("made_on", "制表日期", HEAD, ("填表日期", "填报日期")),
    Placeholder("people", "人数", HEAD, ("总人数", "合计")),
    Placeholder("rows", "行数", HEAD),
    Placeholder("made_by", "制表单位", HEAD, ("填报单位", "填表单位")),
    Placeholder("no", "序号", ROW, ("number",)),
    Placeholder("name", "姓名", ROW),
    Placeholder("sex", "性别", ROW),
    Placeholder("birth_month", "出生年月", ROW, ("出生日期",)),
    Placeholder("id_number", "身份证号", ROW, ("身份证号码", "公民身份号码", "证件号码")),
    Placeholder("phone", "联系电话", ROW, ("电话", "手机号")),
    Placeholder("post", "职务", ROW, ("岗位",)),
    Placeholder("mode", "产生方式", ROW, ("任职方式",)),
    Placeholder("full_time", "专兼职", ROW, ("专职兼职",)),
    Placeholder("standing", "状态", ROW, ("在岗状态",)),
    Placeholder("term_from", "任期起", ROW, ("任职日期", "任期开始")),
    Placeholder("term_until", "任期止", ROW, ("任期结束", "任期届满")),
    Placeholder("certificate_number", "上岗证号", ROW, ("上岗证编号", "证书编号", "证书号")),
    Placeholder("certificate", "证书状态", ROW),
    Placeholder("certificate_until", "证书有效期止", ROW, ("证书有效期", "有效期至")),
    Placeholder("assessor", "人民陪审员", ROW, ("陪审员",)),
)


def plain(name: str) -> str:
    """A name for comparing: width, case, blanks and hyphens aside."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()


_BY_NAME = {
    plain(name): one for one in PLACEHOLDERS for name in (one.key, one.chinese, *one.others)
}


def evened(text: str) -> str:
    """The text with its braces in half width: people type ｛｛姓名｝｝."""
    return text.replace("｛", "{").replace("｝", "}")


def names_in(text: str) -> list[str]:
    """What stands between double braces, as typed."""
    return PLACEHOLDER.findall(evened(text))


def is_broken(text: str) -> bool:
    """Double braces that open or close nothing: {{姓名}."""
    rest = PLACEHOLDER.sub("", evened(text))
    return OPENED.search(rest) is not None


def known(name: str) -> Placeholder | None:
    return _BY_NAME.get(plain(name))


def near(name: str) -> str:
    """The placeholder that somebody may have meant, in the script they wrote; "" for none."""
    typed = plain(name)
    found = difflib.get_close_matches(typed, _BY_NAME, 1, LIKE)
    within = [one for one in _BY_NAME if typed and (typed in one or one in typed)]
    best = found or within[:1]
    if not best:
        return ""
    meant = _BY_NAME[best[0]]
    return meant.key if typed.isascii() else meant.chinese


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A text cut into words that stay (key "") and placeholders (their key), in order."""
    at, text = 0, evened(text)
    for found in PLACEHOLDER.finditer(text):
        if found.start() > at:
            yield "", text[at : found.start()]
        meant = known(found[1])
        yield (meant.key, "") if meant else ("", found[0])
        at = found.end()
    if at < len(text):
        yield "", text[at:]
