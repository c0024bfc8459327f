"""What in a text may tell who somebody is: numbers, addresses, full names of parties.

Pure: knows no table and no page. The rules of concealment (隐名) follow the Supreme People's
Court's provisions on publishing judgments online (法释〔2016〕19号 arts. 8-10): the surname stays,
the given name becomes 某; numbers of documents, phones, cards, plates and property certificates go,
and addresses. It finds what has such a form; whether it is one, a person decides.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from courses.editing.surnames import DOUBLE, DOUBTFUL, PLAIN, WORDS
from portal import masking

BEFORE, AFTER = 8, 8  # characters of an excerpt around what was found
LONGEST_NAME = 40  # characters looked at for one name


class Kind(StrEnum):
    """In the order in which they claim a passage: the surer form first."""

    LISTED = "listed"
    ID_NUMBER = "id_number"
    OLD_ID_NUMBER = "old_id_number"
    BANK_CARD = "bank_card"
    PHONE = "phone"
    PLATE = "plate"
    PROPERTY = "property"
    ADDRESS = "address"
    NAME = "name"
    UNREAD = "unread"


@dataclass(frozen=True)
class Text:
    """A passage of a page: the field it stands in, which block or paragraph of it (0: all), and
    the attachment it was read from, if any."""

    place: str
    words: str
    number: int = 0
    attachment: str = ""


@dataclass(frozen=True)
class Hit:
    """Something found. `found` is what stands there, for comparison only; `excerpt` is masked and
    may be shown and kept. `line` counts from 1; `checked`: a card number's check digit is right."""

    kind: Kind
    text: Text
    found: str
    excerpt: str
    offset: int
    line: int
    checked: bool = False


NAMES = (Kind.NAME, Kind.LISTED)
GAP = r"[\s\-_.·•‐-―−]{0,3}"
HAN = r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]"
COUNT = r"(?:[0-9]{1,5}|[〇零一二三四五六七八九十百]{1,5})"
WAY, HOME = "(?:路|街|大道|巷|弄|胡同|街道)", "幢|栋|单元|室|号"
ESTATE = rf"{HAN}{{0,8}}?(?:小区|花园|苑|公寓|家园|新村|社区|大院)"
GROUP = "(?:村民小组|小组|组|社|队)"
NAMED_VILLAGE = rf"(?![全本该各我你每同邻外这那][村屯寨庄]){HAN}[村屯寨庄]"
_MONTH, _DAY = f"(?:0{GAP}[1-9]|1{GAP}[0-2])", f"(?:0{GAP}[1-9]|[12]{GAP}[0-9]|3{GAP}[01])"


def _digits(number: int) -> str:
    return GAP.join(["[0-9]"] * number)


LOCAL = rf"[2-9]{GAP}{_digits(6)}(?:{GAP}[0-9])?(?![0-9])"


_NUMBERS: dict[Kind, str] = {
    Kind.ID_NUMBER: masking.SPREAD_ID_NUMBER.pattern + r"(?![0-9A-Za-z])",
    Kind.OLD_ID_NUMBER: GAP.join(
        ("(?<![0-9])[1-9]", _digits(5), "[0-9]", "[0-9]", _MONTH, _DAY, _digits(3))
    )
    + r"(?![0-9])",
    Kind.BANK_CARD: rf"(?<![0-9A-Za-z])[1-9](?:{GAP}[0-9]){{15,18}}(?![0-9A-Za-z])",
    Kind.PHONE: "|".join(
        (
            rf"(?<![0-9])(?:\+?86{GAP})?1{GAP}[3-9]{GAP}{_digits(9)}(?![0-9])",
            rf"(?<![0-9])\(?0[1-9][0-9]{{1,2}}\)?{GAP}{LOCAL}",
            rf"(?<![0-9])[48]00{GAP}{_digits(7)}(?![0-9])",
            rf"(?:电话|手机|座机|联系方式|微信)(?:号码?)?[^0-9\n]{{0,4}}{LOCAL}",
        )
    ),
}
_FORMS: dict[Kind, str] = {
    **_NUMBERS,
    Kind.PLATE: (
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]"
        r"[A-HJ-NP-Z][\s·•.\-]{0,2}(?=[A-Z0-9]{0,5}[0-9])[A-HJ-NP-Z0-9]{4}"
        r"(?:[A-HJ-NP-Z0-9]{1,2}|[A-HJ-NP-Z0-9]?[挂学警港澳])(?![A-Za-z0-9])"
    ),
    Kind.PROPERTY: (
        rf"(?:{HAN}(?:\([0-9]{{4}}\)){HAN}{{0,10}}?)?"
        r"(?:不动产权|房权证|房产证|房地权|房地产权|国用|集用|集建|土地使用证|土地证|宅基地使用证"
        r"|林权证|林证字|承包经营权证)[^，,。；;、\n]{0,24}?(?:第|字|号码?)[^0-9，,。；;\n]{0,4}"
        r"[0-9]{4,20}(?:-[0-9]+)*号?"
    ),
    Kind.ADDRESS: "|".join(
        (
            rf"{HAN}{{1,8}}?{WAY}{COUNT}(?:-[0-9]+)?(?:号|弄)(?:{COUNT}(?:号楼|{HOME})){{0,3}}",
            rf"{ESTATE}{COUNT}(?:号楼|幢|栋|号院)(?:{COUNT}(?:单元|层|{HOME})){{0,3}}",
            rf"{COUNT}(?:号楼|号院)(?:{COUNT}(?:单元|层|室|号|户)){{1,3}}",
            rf"{COUNT}(?:幢|栋|座)(?:{COUNT}单元)?{COUNT}(?:室|号|户)",
            rf"{COUNT}单元{COUNT}(?:室|号|户)?",
            rf"{HAN}{{1,6}}?(?:村|社区|屯|寨|庄)第?{COUNT}{GROUP}(?:{COUNT}(?:附{COUNT})?号)?",
            rf"{HAN}{{0,5}}?{NAMED_VILLAGE}{COUNT}号(?![文通公令决会开前])",
        )
    ),
}
ROLES = (
    "被申请执行人|申请执行人|被申请人|申请人|被执行人|被上诉人|上诉人|委托代理人|法定代理人"
    "|原告方?|被告方?|第三人|当事人|户主|证人|甲方|乙方|死者|伤者|被害人|受害人"
    "|债务人|债权人|借款人|出借人|担保人|保证人|承租人|出租人|租客|房东|承包人|发包人|买受人"
    "|出卖人|买方|卖方|继承人|监护人|业主|雇主|雇员|村民|居民|邻居|患者|司机|家属|亲属|妻子|丈夫"
    "|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|儿媳|女婿"
)
_SURNAME = f"(?:{'|'.join(sorted(DOUBLE))}|[{''.join(sorted(PLAIN | DOUBTFUL))}])"
_NAME = rf"(?P<name>{_SURNAME}{HAN}{{1,2}}(?:·{HAN}{{1,6}}){{0,3}})"
_AFTER_ROLE = re.compile(rf"(?:{ROLES})[\s:,(“”\"]{{0,2}}(?:姓名|是|为|叫)?[\s:]{{0,2}}{_NAME}")
_BEFORE_ROLE = re.compile(rf"(?<!{HAN}){_NAME}\s?[(（](?:以下简称|系|原审)?(?:{ROLES})")
# What stands behind a surname where nobody is named in full.
_CONCEALED = re.compile(
    r"某|[甲乙丙丁戊]|家|姓|氏|大爷|大娘|大妈|大伯|大叔|大哥|大姐|大嫂|先生|女士|小姐|师傅"
    r"|老汉|老人|老太|阿姨|婆婆|奶奶|爷爷|叔|婶|嫂|伯|婆|老板|老师|经理|主任|支书|医生|法官|律师"
    r"|的|与|和|及|诉|方|两"
)
# Another party of the same role: 申请人张伟、李娜; 原告王某和李娜.
_ALSO = re.compile(rf"\s?(?:、|,|和|与|及|以及)\s?{_NAME}")
_SOMEBODY = re.compile(rf"{_SURNAME}某{{1,2}}[甲乙丙丁0-9]{{0,2}}")
_JOINING = "与和及诉"
_PLACE = re.compile(rf"{HAN}{{1,2}}[村镇乡县市区组社屯]")
_MARK = re.compile(rf"(?!{HAN})")
_SET_OFF = re.compile(r"[与和及诉之]|对|将|把|被|称|说|要求|认为|提出|同意|系|因|向")
_RULES = {kind: re.compile(form) for kind, form in _FORMS.items()}
NOBODYS_PLACE = re.compile(r"某|××|xx|XX|[A-Z]村")
_ROWS = re.compile(r"\n")


def scan(texts: Iterable[Text], names: Sequence[str] = ()) -> list[Hit]:
    """What was found in the texts, in their order, each passage once under its surest kind.

    `names` are looked for wherever they stand, with blanks between the characters too.
    """
    hits = [hit for text in texts for hit in _scan(text, names)]
    found = _names_in(hits)
    return [_masked_around(hit, found) for hit in hits]


def _names_in(hits: Iterable[Hit]) -> set[str]:
    found = {hit.found for hit in hits if hit.kind in NAMES}
    return {name for name in found if len(name) > 1}


def _masked_around(hit: Hit, names: set[str]) -> Hit:
    """What one hit masks, the words around another do not show."""
    excerpt = hit.excerpt
    for name in sorted(names, key=len, reverse=True):
        excerpt = excerpt.replace(name, masking.name(name))
    return replace(hit, excerpt=excerpt) if excerpt != hit.excerpt else hit


def _scan(text: Text, names: Sequence[str]) -> Iterator[Hit]:
    plain, positions = _evened_out(text.words)
    taken: list[tuple[int, int]] = []
    hits = []
    for kind, begin, end in _found(plain, names):
        if any(begin < until and end > since for since, until in taken):
            continue
        taken.append((begin, end))
        hits.append(_hit(kind, text, plain, (begin, end), positions[begin]))
    yield from sorted(hits, key=lambda hit: hit.offset)


def _found(plain: str, names: Sequence[str]) -> Iterator[tuple[Kind, int, int]]:
    for name in names:
        for match in _listed(name).finditer(plain):
            yield Kind.LISTED, match.start(), match.end()
    for kind, rule in _RULES.items():
        for match in rule.finditer(plain):
            if kind != Kind.ADDRESS or not NOBODYS_PLACE.search(match[0]):
                yield kind, match.start(), match.end()
    for begin, end in _names(plain):
        yield Kind.NAME, begin, end


@lru_cache(maxsize=512)
def _listed(name: str) -> re.Pattern[str]:
    characters = [re.escape(char) for char in unicodedata.normalize("NFKC", name) if char.strip()]
    return re.compile(r"[\s·]{0,2}".join(characters) if characters else r"(?!)")


def _names(plain: str) -> Iterator[tuple[int, int]]:
    for match in _AFTER_ROLE.finditer(plain):
        yield from _parties(plain, match)
    for match in _BEFORE_ROLE.finditer(plain):
        name, surname = match["name"], _surname_length(match["name"])
        if not _CONCEALED.search(name, surname) and not _PLACE.match(name, surname):
            yield match.span("name")


def _parties(plain: str, match: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    """Who is named behind a role's word, one after another. Behind somebody concealed only a name
    that visibly ends counts."""
    concealed = False
    while match is not None:
        begin = match.start("name")
        length = _length_of_name(match["name"], plain[begin : begin + LONGEST_NAME], concealed)
        if length:
            yield begin, begin + length
        elif somebody := _SOMEBODY.match(plain, begin):
            concealed, length = True, somebody.end() - begin
        match = _ALSO.match(plain, begin + length) if length else None


def _surname_length(name: str) -> int:
    return 2 if name[:2] in DOUBLE else 1


def _length_of_name(name: str, rest: str, sure: bool) -> int:
    """How many characters behind a role's word are somebody's full name; 0: none. `sure`: only
    where a mark, or a word that follows names, ends it."""
    surname = _surname_length(name)
    if _CONCEALED.match(rest, surname) or name[:2] in WORDS or _PLACE.match(rest, surname):
        return 0
    given = range(surname + 1, len(name) + 1)
    marks = [n for n in given if n == len(rest) or _MARK.match(rest, n)]
    if surname == 1 and name[0] in DOUBTFUL:
        return max(marks, default=0)
    ends = marks or [n for n in given if _SET_OFF.match(rest, n)]
    if len(ends) > 1 and rest[ends[-1] - 1] in _JOINING:
        ends.pop()  # 张伟诉被告: no part of the name
    return ends[-1] if ends else 0 if sure else len(name)


def _evened_out(words: str) -> tuple[str, list[int]]:
    """The words in half width, without invisible characters, and where each character stood."""
    plain: list[str] = []
    positions: list[int] = []
    for position, char in enumerate(words):
        if unicodedata.category(char) == "Cf":
            continue
        for one in unicodedata.normalize("NFKC", char):
            plain.append(one)
            positions.append(position)
    return "".join(plain), positions


def _hit(kind: Kind, text: Text, plain: str, span: tuple[int, int], offset: int) -> Hit:
    begin, end = span
    found = plain[begin:end]
    line_ends = [match.start() for match in _ROWS.finditer(plain)]
    return Hit(
        kind=kind,
        text=text,
        found=found,
        excerpt=_excerpt(kind, plain, begin, end),
        offset=offset,
        line=bisect_left(line_ends, begin) + 1,
        checked=kind == Kind.BANK_CARD and _luhn(found),
    )


def _excerpt(kind: Kind, plain: str, begin: int, end: int) -> str:
    """What was found, masked, between the words around it, in which all digits are masked too."""
    before = re.sub(r"[0-9]", masking.STAR, plain[max(begin - BEFORE, 0) : begin])
    after = re.sub(r"[0-9]", masking.STAR, plain[end : end + AFTER])
    return " ".join(f"{before}{_masked(kind, plain[begin:end])}{after}".split())


def _masked(kind: Kind, found: str) -> str:
    if kind in NAMES:
        return masking.name(found)
    if kind == Kind.PHONE:
        return re.sub(r"[0-9](?=(?:[^0-9]*[0-9]){2})", masking.STAR, found)
    if kind in (Kind.ADDRESS, Kind.PROPERTY):
        return re.sub(r"[0-9]", masking.STAR, found)
    return masking.number(re.sub(r"[\W_]", "", found))


def _luhn(found: str) -> bool:
    """The check of bank card numbers (ISO/IEC 7812-1)."""
    digits = [int(char) for char in found if char.isdigit()][::-1]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
