"""The labels in front of answers, explanations and other fields of a question (答案：B)."""

import re
from functools import lru_cache

from exams.formats.keys import CHOSEN
from exams.formats.lines import KEPT, Line
from exams.formats.traditional import simplified

LABEL = 40  # characters in which a label stands
WHOSE = "我|您|你|考生|学生|学员|用户|本人|答题人|作答者"
_WHOSE = f"{WHOSE}|我方|他"
_FIELDS = {
    "key": r"(?:本题|试题)?(?:正确|参考|标准)?(?:的)?答\s{0,3}案(?:是|为|应为|应选)?"
    r"|正确选项|正解|(?:参考)?(?:答案|答题)要点|答"
    r"|(?:the\s+)?(?:correct|right)\s+(?:answer|option|choice)s?|answers?|ans\.?|(?:answer\s+)?key",
    "explanation": r"(?:参考|答案|试题|题目|本题|考点|名师|专家|老师|详细)?"
    r"(?:解\s{0,3}析|详解|解释|解答|讲解)|分析|解题思路|点评|explanations?|rationale|reason(?:ing)?|feedback|(?:法律|法条|答案|出题)?依据",
    "difficulty": r"难度(?:系数|等级)?|难易程?度|difficulty",
    "subject": r"知识点|考点|考查点|章节|科目|分类|所属(?:章节|科目|分类)|subject|topic",
    "marks": r"(?:试题|题目)?分[值数]|points?|marks?|score",
    "kind": r"题型|试题类型|题目类型|type",
    "source": r"来源|出处|试题来源|source",
    "tier": r"层级|适用层级",
    "marking": r"采分点|评分(?:标准|要点|细则|点)|得分点",
    "label": r"题号|序号|题目编号|试题编号|题目id|试题id",
    "theirs": rf"(?:{_WHOSE})的?(?:答案|作答|选择|回答|选项|得分|成绩)"
    r"|(?:本题|此题)?(?:得分|实得分|用时)"
    r"|(?:答题|作答|批改|本题)(?:状态|结果|情况|时间)|(?:全站|本题|考生)?正确率|易错项"
    r"|your\s+answer",
}
_ALONE = (
    r"|(?:正确|参考|标准)?答案[ \t　]+(?=[A-Za-z√×对错正确误、, ]+$)"
    rf"|(?:(?:正确|参考|标准)?答案(?:是|为)?|{CHOSEN})\s*[:：]?\s*(?=[(（【]?[A-Z](?:[、,，]?[A-Z])*[)）】]?[。.]?\s*$)"
    r"|(?:正确|参考|标准)答案(?:是|为)\s*(?=(?:对|错|正确|错误|√|×)[。.]?\s*$)"
    r"|(?:correct\s+)?(?:answer|ans)\.?\s*[-–—=]?\s*(?=(?:[(（\[]?[A-Z][)）\]]?|true|false)\s*\.?\s*$)"
    r"|(?:the\s+)?(?:correct\s+)?answer\s+is\s*(?=(?:[(（\[]?[A-Z][)）\]]?|true|false)\s*\.?\s*$)"
)
_LABELS = re.compile(
    r"^\s*[※★☆▲●◆#]?\s*(?:"
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
    rf"|(?<=[\s。.,，；;）)A-Z√×对错确误】分])[ \t　]*(?=(?:(?:{_WHOSE})的?(?:答案|作答|选择|得分)"
    r"|正确答案|参考答案|标准答案|答案解析|试题解析|(?<![确考准的生员户您你我])答案|(?<![案题])解析"
    r"|难易程?度|(?<!本题)难度|知识点|考点|考查点|分值|(?<![题的])得分|本题得分|正确率)\s*[:：])",
    re.I,
)
_POINTS = re.compile(r"^\s*\d{1,3}(?:\.\d{1,2})?\s*分\s*[。.]?\s*$")  # what somebody got
_NEXT = re.compile(  # another question behind an answer, on the same line
    r"(答案\s*[:：]\s*[A-Z√×对错]{1,8})[ \t　]+(?=\d{1,3}\s*[.．、]\s*[^\dA-Z√×对错\s][^\n]{3})"
)


def apart(line: Line) -> list[Line]:
    """A line, cut where an answer or an explanation begins in the middle of it."""
    text = _NEXT.sub(r"\1\n", line.text)
    parts = [part for some in text.split("\n") for part in _APART.split(some) if part.strip()]
    return [Line(part, line.number, line.title) for part in parts] or [line]


@lru_cache(maxsize=KEPT)
def label_of(text: str) -> tuple[str, str] | None:
    """The field that a line begins (`答案：B`), and what stands behind."""
    found = _LABELS.match(f"{simplified(text[:LABEL])}{text[LABEL:]}")
    if not found:
        return ("theirs", text) if _POINTS.match(text) else None
    of = next(of for of in _FIELDS if found[of])
    return of, text[found.start("rest") :].strip()
