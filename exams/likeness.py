"""How alike two questions are: plain values, knows no framework.

Compared is what a candidate sees, without blanks, width and punctuation, by the share of
characters that two texts keep in the same order (rapidfuzz's ratio, 0 to 1): Chinese needs no
words cut for that.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from exams.wording import BLANK, PICTURE, Wording

NEAR = 0.85
PAIR = 2  # characters
# Two texts of a ratio of NEAR share about this part of their pairs at least.
SHARED = 0.7

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Alike(Generic[Name]):
    """Another question and how alike it is, 0 to 1."""

    name: Name
    ratio: float


def essence(wording: Wording) -> str:
    """What is compared of a question: its stem and options (in their order), and its parts."""
    return "".join(plain(text) for text in wording.faces())


def plain(text: str) -> str:
    """Letters and digits only, in one width and small."""
    bare = PICTURE.sub("", text).replace(BLANK, "")
    wide = unicodedata.normalize("NFKC", bare).casefold()
    return "".join(char for char in wide if unicodedata.category(char)[0] in "LN")


def nearest(
    text: str, others: Mapping[Name, str], *, most: int = 5, least: float = NEAR
) -> list[Alike[Name]]:
    """The others that are at least so alike, the most alike first; at 10,000 others about 20 ms."""
    if not text:
        return []
    found = process.extract(text, others, scorer=fuzz.ratio, limit=most, score_cutoff=least * 100)
    return [Alike(name, score / 100) for _text, score, name in found]


class Heap(Generic[Name]):
    """Many texts to be compared with each other: a text is compared only with those that share
    one of its rarest pairs of characters (prefix filtering): that finds every text that shares at
    least the part `SHARED` of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` say how common each pair of characters is."""
        self.common = Counter(pair for text in texts for pair in _pairs(text))
        self.by_pair: defaultdict[str, list[Name]] = defaultdict(list)
        self.texts: dict[Name, str] = {}

    def add(self, name: Name, text: str) -> None:
        self.texts[name] = text
        for pair in self._rarest(text):
            self.by_pair[pair].append(name)

    def nearest(self, text: str) -> Alike[Name] | None:
        """The most alike of those added, when it is at least NEAR."""
        names = {name for pair in self._rarest(text) for name in self.by_pair.get(pair, ())}
        found = nearest(text, {name: self.texts[name] for name in names}, most=1)
        return found[0] if found else None

    def _rarest(self, text: str) -> list[str]:
        pairs = sorted(_pairs(text), key=lambda pair: (self.common[pair], pair))
        return pairs[: int(len(pairs) * (1 - SHARED)) + 1]


def _pairs(text: str) -> set[str]:
    if len(text) <= PAIR:
        return {text} if text else set()
    return {text[at : at + PAIR] for at in range(len(text) - PAIR + 1)}
