"""Finding citations in running text: 《民法典》第一千一百六十五条, 民法典第1165条, 同法第三条,
第三条至第五条, 第三、五条, 第十条第二款第（三）项, and a bare 第…条 after a named law; and those of
repealed laws. Plain values in and out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from courses.statutes.numerals import HANZI, LARGEST, to_number
from courses.statutes.repealed import BY_NAME, Repealed

# A bare 第三条 after these words is a clause of the parties' own paper, not of a law.
OWN_PAPERS = (
    "协议", "协议书", "合同", "合同书", "约定", "章程", "公约", "民约", "规约", "清单", "借条",
    "欠条", "收条", "方案", "契约", "承诺书", "制度", "守则", "手册", "条款", "附件",
)  # fmt: skip
# Before a law's name without 《》 stands no other hanzi than these: 劳动合同法 is not 合同法.
BEFORE_NAMES = "据照按依用反见和与及或即合行对由在如有是因为的了以于从中看查新国"

SEEN_BEFORE = 12  # characters before 第…条 that say whose article it is

_HAN = r"\u4e00-\u9fff"
_BLANK = r"[ \u3000\u00a0]?"
_NUMBER = rf"(?:[{HANZI}]+|[0-9０-９]{{1,4}})"
_BETWEEN = r"[、,，和与及至到~～—–―-]{1,2}"
_TAIL = (
    rf"(?:第{_NUMBER}款)?(?:第?[（(]{_NUMBER}[）)]项|第{_NUMBER}项)?"
    rf"(?:第?[（(]?{_NUMBER}[）)]?目)?"
)
_LIST = (
    rf"第{_BLANK}{_NUMBER}(?:{_BETWEEN}第?{_NUMBER})*{_BLANK}条(?:之{_NUMBER}(?![款项]))?{_TAIL}"
)
_ONE = re.compile(rf"第?{_BLANK}({_NUMBER})")
_SUB = re.compile(rf"条之({_NUMBER})(?![款项])")
_RANGE = re.compile(r"\s*[至到~～—–―-]{1,2}\s*")
_BOOK = rf"(?:[{_HAN}]{{1,5}}编)?"
# What reads as the name of a law nobody here knows: its articles belong to no law named before.
_UNKNOWN = (
    rf"[{_HAN}](?:法|条例|规定|办法|解释|规则|细则|意见|通知|准则)(?:[（(][^（()）]{{1,12}}[）)])?"
)
_OTHER = r"《[^《》]{0,80}(?:《[^《》]{1,80}》[^《》]{0,80}){0,3}》"
_SAME = r"(?<![合基日])(?:同|该|本|上述)(?:法|条例|规定|办法|解释)"
_RELYING = re.compile(r"(?:根据|依据|依照|按照|遵照|适用|违反|参照)(?:了|我国)?$")


@dataclass(frozen=True)
class Citation:
    """`text[start:end]` cites article `number` (第X条之`sub`) of the statute `slug`; as the first
    end of a range, with the articles up to `through`, otherwise that is `number` itself."""

    start: int
    end: int
    slug: str
    number: int
    sub: int
    through: int


@dataclass(frozen=True)
class OldCitation:
    """`text[start:end]` cites a repealed law, or relies on it (根据《合同法》): `number` is then
    0."""

    start: int
    end: int
    law: Repealed
    number: int
    sub: int


class Finder:
    """Knows statutes by the names texts use, and all repealed laws; remembers the law named last
    from text to text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` maps every name in use (民法典, 中华人民共和国民法典) to the statute's slug."""
        self.laws: dict[str, str | Repealed] = {**names, **BY_NAME}
        self.last: str | Repealed | None = None
        self.named: str | Repealed | None = None
        self.before = ""  # the end of the text read before: 合同 in bold, then 第三条
        known = "|".join(map(re.escape, sorted(self.laws, key=len, reverse=True)))
        self.pattern = re.compile(
            rf"(?P<law>《(?:{known})》{_BOOK}{_BLANK}"
            rf"|(?:(?<![《〈\w])|(?<=[{BEFORE_NAMES}]))(?:{known}){_BOOK}(?={_LIST}))"
            rf"|(?P<other>{_OTHER}|(?!{_SAME}){_UNKNOWN}(?={_LIST}))"
            rf"|(?P<same>{_SAME})?(?P<list>{_LIST})"
        )

    def find(self, text: str) -> Iterator[Citation]:
        """The citations of statutes in one text, in order; those of other laws are left alone."""
        return (found for found in self.read(text) if isinstance(found, Citation))

    def read(self, text: str) -> Iterator[Citation | OldCitation]:
        """The citations of one text in order, those of repealed laws too; none overlaps another."""
        held: Citation | None = None
        for found in self._read(text):
            if held is not None:
                yield _joined(text, held, found)
            held = found if isinstance(found, Citation) else None
            if held is None:
                yield found
        if held is not None:
            yield held

    def _read(self, text: str) -> Iterator[Citation | OldCitation]:
        law_start, law_end = -1, -1
        for token in self.pattern.finditer(text):
            if token["law"]:
                self.last = self.named = self._law(token["law"])
                law_start, law_end = token.span()
                if isinstance(self.last, Repealed) and _relied_on(text, *token.span()):
                    yield OldCitation(law_start, law_end, self.last, 0, 0)
            elif token["other"]:
                self.last = self.named = None
            elif not token["same"] and _of_own_paper(self.before, text, token.start()):
                self.last = None
            else:
                if token["same"]:
                    self.last = self.named
                start = law_start if token.start() == law_end else token.start()
                yield from self._cited(token, start)
        self.before = (self.before + text)[-SEEN_BEFORE:]

    def _law(self, written: str) -> str | Repealed:
        """The law of a name, with or without 《》 and the book of a code behind it."""
        if written.startswith("《"):
            return self.laws[written[1 : written.rindex("》")]]
        names = (name for name in self.laws if written.startswith(name))
        return self.laws[max(names, key=len)]

    def _cited(self, token: re.Match[str], start: int) -> Iterator[Citation | OldCitation]:
        for first, end, number, sub, through in _numbers(token):
            begin = start if first == token.start("list") else first
            if isinstance(self.last, Repealed):
                yield OldCitation(begin, end, self.last, number, sub)
            elif self.last is not None:
                yield Citation(begin, end, self.last, number, sub, through)


def repealed_citations(text: str) -> list[OldCitation]:
    """Where a text cites a law that no longer stands, in order; `law.now` says where its rules
    are."""
    return [found for found in Finder({}).read(text) if isinstance(found, OldCitation)]


def _joined(text: str, one: Citation, following: Citation | OldCitation) -> Citation:
    """第三条至第五条: the first end also stands for what lies between."""
    if (
        isinstance(following, Citation)
        and following.slug == one.slug
        and following.number > one.number
        and _RANGE.fullmatch(text, one.end, following.start)
    ):
        return replace(one, through=following.number)
    return one


def _numbers(token: re.Match[str]) -> list[tuple[int, int, int, int, int]]:
    """(start, end, number, sub, through) of each number of 第三、五至七条; none when one of them
    cannot be read or a range runs backwards."""
    text, end = token.string, token.end("list")
    places = list(_ONE.finditer(text, token.start("list"), _digits_end(token)))
    values = [_value(found[1]) for found in places]
    sub_found = _SUB.search(text, token.start("list"), end)
    sub = _value(sub_found[1]) if sub_found else 0
    if sub is None or any(value is None for value in values):
        return []
    found: list[tuple[int, int, int, int, int]] = []
    for at, (place, value) in enumerate(zip(places, values, strict=True)):
        number, last, through = value or 0, at == len(places) - 1, value or 0
        if not last and _RANGE.fullmatch(text, place.end(), places[at + 1].start()):
            through = values[at + 1] or 0
            if through <= number:
                return []
        found.append(
            (place.start(), end if last else place.end(), number, sub if last else 0, through)
        )
    return found


def _digits_end(token: re.Match[str]) -> int:
    return token.string.index("条", token.start("list"))


def _value(digits: str) -> int | None:
    number = to_number(digits) if digits[0] in HANZI else int(digits)
    return number if number and number <= LARGEST else None


def _of_own_paper(before: str, text: str, start: int) -> bool:
    seen = before + text[max(0, start - SEEN_BEFORE) : start]
    return seen[-SEEN_BEFORE:].rstrip("》”中的里").endswith(OWN_PAPERS)


def _relied_on(text: str, start: int, end: int) -> bool:
    """根据《合同法》 without an article relies on the law; 《合同法》 alone only speaks of it."""
    followed = re.compile(_LIST).match(text, end)
    return not followed and bool(_RELYING.search(text[max(0, start - 6) : start]))
