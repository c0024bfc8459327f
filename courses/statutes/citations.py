"""Finding citations in running text: 《民法典》第一千一百六十五条, 同法第三条, and a bare 第…条
after a named law. Plain values in and out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courses.statutes.numerals import HANZI, to_number

# A bare 第三条 after these words is a clause of the parties' own paper, not of a law.
OWN_PAPERS = ("协议", "合同", "约定", "章程", "公约", "规约", "清单", "借条", "方案", "契约")


@dataclass(frozen=True)
class Citation:
    """`text[start:end]` cites article `number` (第X条之`sub`) of the statute `slug`."""

    start: int
    end: int
    slug: str
    number: int
    sub: int


class Finder:
    """Knows statutes by the names texts use; remembers the law named last from text to text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names` maps every name in use (民法典, 中华人民共和国民法典) to the statute's slug."""
        self.names = names
        self.last: str | None = None
        known = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
        self.pattern = re.compile(
            rf"(?P<law>《(?:{known})》|(?<![《〈\w])(?:{known})(?=第[{HANZI}]+条))"
            rf"|(?P<other>《[^《》]{{1,80}}》)"
            rf"|(?P<same>同法|该法)?第(?P<number>[{HANZI}]+)条(?:之(?P<sub>[{HANZI}]+))?"
        )

    def find(self, text: str) -> Iterable[Citation]:
        """The citations of one text in order; those of laws it does not know are left alone."""
        law_start, law_end = -1, -1
        for token in self.pattern.finditer(text):
            if token["law"]:
                self.last = self.names[token["law"].strip("《》")]
                law_start, law_end = token.span()
            elif token["other"]:
                self.last = None
            elif self.last and (key := _key(token)) and not _of_own_paper(text, token.start()):
                start = law_start if token.start() == law_end else token.start()
                yield Citation(start, token.end(), self.last, *key)


def _key(token: re.Match[str]) -> tuple[int, int] | None:
    number = to_number(token["number"])
    sub = to_number(token["sub"]) if token["sub"] else 0
    return (number, sub) if number is not None and sub is not None else None


def _of_own_paper(text: str, start: int) -> bool:
    return text[:start].rstrip("》”中的里").endswith(OWN_PAPERS)
