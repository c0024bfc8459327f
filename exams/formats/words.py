"""The words in which files say of what kind a question is and how hard."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from exams.formats.cleaning import narrow
from exams.formats.traditional import simplified
from exams.wording import (
    CASE,
    FILL_BLANK,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
)

CHOICE = "choice"  # one answer or several: the key says which
UNSUPPORTED = "unsupported"

_KINDS = (
    (
        CASE,
        r"案例|案情|材料分析|材料题|综合分析|综合题|组合题|复合题|共用题干|\bcase|nested|compound",
    ),
    (
        UNSUPPORTED,
        r"完[形型]填空|投票|听力|录音|画图|绘图|作图|上传|hotspot|drawing|upload",
    ),
    (
        TRUE_FALSE,
        r"判断|是非题|对错|正误|true.?(?:or.?)?false|judg|bool|\btf\b|^t/f$|yes.?no",
    ),
    (
        MULTIPLE,
        (
            r"多选|多项选|多个选项|不定项|任选|复选|x型|multiple.?(?:answer|response|select)"
            r"|multi.?select|check.?box|^multiple(?:选择)?$|^multi$|^ms$|^mr$|indefinite"
        ),
    ),
    (
        SINGLE,
        r"单选|单项选|最佳选择|唯一选|single|\bradio\b|^a[1-4]型?题?$|^a[1-4]/a[1-4]型?题?$",
    ),
    (FILL_BLANK, r"填空|填充|fill|blank|cloze|completion|completing|text.?entry"),
    (MATCHING, r"匹配|连线|配对|match"),
    (ORDERING, r"排序|\border|sequence"),
    (
        OPEN,
        (
            r"简答|问答|论述|名词解释|主观|分析|计算|写作|作文|解答|辨析|文书|实务|实操|应用题|操作题"
            r"|编程|程序|附加题|思考题|讨论题|翻译|论文|设计题|概念题|essay|short.?answer|\bopen|subjective|\bsaq|free.?text|^qa$"
            r"|^text$"
        ),
    ),
    (CHOICE, r"选择|choice|\bmcq|^mc$|^select$"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_LEVELS = {
    "easy": """易|容易|简单|较易|较简单|较容易|很容易|非常容易|低|初级|入门|基础|易题|偏易|很简单|a
        |easy|simple|low|very easy|beginner""",
    "medium": """中|中等|一般|适中|普通|中级|难度中等|正常|中档|中等难度|b
        |medium|normal|moderate|middle|intermediate|average""",
    "hard": """难|较难|困难|很难|极难|非常难|高|高级|偏难|较高|难题|较困难|c
        |hard|difficult|high|very hard|advanced""",
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in re.split(r"\s*\|", words)}
EASY_SHARE, MEDIUM_SHARE = Decimal("0.7"), Decimal("0.4")  # 难度系数: the share of right answers
FEWEST_MARKS, MOST_MARKS = Decimal(1), Decimal(100)
MARKS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?(?:nan|inf(?:inity)?)", re.I)


PLAIN_KINDS = (SINGLE, MULTIPLE, CHOICE, TRUE_FALSE, FILL_BLANK)


def kind_of(text: str) -> str:
    """A kind of `wording`, `CHOICE` or `UNSUPPORTED`; "" for words that say none."""
    found = _kinds_in(text)
    if SINGLE in found and MULTIPLE in found:
        return CHOICE
    return found[0] if found else ""


def hint_of(text: str) -> str:
    """The kind that a title names, when it names one only (单选题, not 单选判断题库)."""
    found = set(_kinds_in(text))
    if found & {SINGLE, MULTIPLE, TRUE_FALSE, FILL_BLANK, MATCHING, ORDERING}:
        found.discard(CHOICE)
    if CASE in found:
        found.discard(OPEN)
    if found == {SINGLE, MULTIPLE}:
        return CHOICE
    return found.pop() if len(found) == 1 and UNSUPPORTED not in found else ""


@lru_cache(maxsize=1024)
def _kinds_in(text: str) -> tuple[str, ...]:
    plain = re.sub(r"[\s　]+", " ", simplified(narrow(text))).strip().lower()
    if not plain:
        return ()
    compact = plain.replace("_", " ") if plain.isascii() else plain.replace(" ", "")
    return tuple(kind for kind, pattern in _PATTERNS if pattern.search(compact))


def difficulty_of(text: str) -> str:
    """easy, medium, hard; "" when the words are not known. 1 to 5 counts from the easiest; a share
    between 0 and 1 is the share of right answers (难度系数): the higher, the easier."""
    plain = re.sub(r"\s+", " ", simplified(narrow(text))).strip().lower()
    plain = re.sub(r"^难度(?:系数)?[::]?|[级星题]$|[(（].*[)）]$", "", plain).strip()
    if plain in _LEVEL_OF:
        return _LEVEL_OF[plain]
    stars = re.fullmatch(r"[★⭐☆*]+", plain)
    figure = str(plain.count("★") + plain.count("⭐") + plain.count("*")) if stars else plain
    if not re.fullmatch(r"\d(?:\.\d+)?", figure):
        return ""
    number = Decimal(figure)
    if 0 < number < 1:
        if number >= EASY_SHARE:
            return "easy"
        return "medium" if number >= MEDIUM_SHARE else "hard"
    return {1: "easy", 2: "easy", 3: "medium", 4: "hard", 5: "hard"}.get(int(number), "")


def marks_of(text: str) -> Decimal | None:
    """Marks from 1 to 100 with at most one decimal (bad input 50); None when they are not."""
    plain = re.sub(r"[分\s]+$", "", narrow(text).strip())
    if not MARKS.fullmatch(plain):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    if not number.is_finite() or not FEWEST_MARKS <= number <= MOST_MARKS:
        return None
    return number.quantize(Decimal("0.1")) if number * 10 == int(number * 10) else None
