"""How alike two questions are: plain values, knows no framework.

Compared is what a candidate sees, without blanks, width and punctuation, by the share of
characters that two texts keep in the same order (rapidfuzz's ratio, 0 to 1): Chinese needs no
words cut for that.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from exams.wording import BLANK, PICTURE, Wording

NEAR = 0.85
PAIR = 2  # characters
# Two texts of a ratio of NEAR share about this part of their pairs at least.
SHARED = 0.7
AT_LEAST = 3  # rare pairs that two texts share before they are compared in full

_NO_WORD = re.compile(r"[\W_]+")
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
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", bare).casefold())


def nearest(
    text: str, others: Mapping[Name, str], *, most: int = 5, least: float = NEAR
) -> list[Alike[Name]]:
    """The others that are at least so alike, the most alike first; at 10,000 others about 20 ms."""
    if not text:
        return []
    found = process.extract(text, others, scorer=fuzz.ratio, limit=most, score_cutoff=least * 100)
    return [Alike(name, score / 100) for _text, score, name in found]


class _Ranks(dict[str, int]):
    """The place of each pair of characters among all, the rarest first; one that nobody knew of is
    rarer than all others, and keeps its place."""

    def __missing__(self, pair: str) -> int:
        self[pair] = place = -len(self) - 1
        return place


class Heap(Generic[Name]):
    """Many texts to be compared with each other: a text is compared only with those that share
    some of its rarest pairs of characters (prefix filtering): that finds every text that shares at
    least the part `SHARED` of all of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` say how common each pair of characters is."""
        common: Counter[str] = Counter()
        for text in texts:
            common.update(_pairs(text))
        by_rarity = sorted(common, key=lambda pair: (common[pair], pair))
        self.ranks = _Ranks(zip(by_rarity, range(len(by_rarity)), strict=True))
        self.by_pair: defaultdict[str, list[Name]] = defaultdict(list)
        self.texts: dict[Name, str] = {}

    def add(self, name: Name, text: str) -> None:
        self._keep(name, text, self._rarest(text))

    def nearest(self, text: str) -> Alike[Name] | None:
        """The most alike of those added, when it is at least NEAR."""
        return self._nearest(text, self._rarest(text))

    def nearest_then_add(self, name: Name, text: str) -> Alike[Name] | None:
        """`nearest`, then `add`, in one go."""
        rarest = self._rarest(text)
        found = self._nearest(text, rarest)
        self._keep(name, text, rarest)
        return found

    def _keep(self, name: Name, text: str, rarest: list[str]) -> None:
        self.texts[name] = text
        for pair in rarest:
            self.by_pair[pair].append(name)

    def _nearest(self, text: str, rarest: list[str]) -> Alike[Name] | None:
        sharing = Counter(chain.from_iterable(self.by_pair.get(pair, ()) for pair in rarest))
        least = min(AT_LEAST, len(rarest))
        names = [name for name, shared in sharing.items() if shared >= least]
        found = nearest(text, {name: self.texts[name] for name in names}, most=1)
        return found[0] if found else None

    def _rarest(self, text: str) -> list[str]:
        """So many that of two texts sharing the part `SHARED`, `AT_LEAST` are among both's."""
        pairs = sorted(_pairs(text), key=self.ranks.__getitem__)
        return pairs[: int(len(pairs) * (1 - SHARED)) + AT_LEAST]


def _pairs(text: str) -> set[str]:
    if len(text) <= PAIR:
        return {text} if text else set()
    return {text[at : at + PAIR] for at in range(len(text) - PAIR + 1)}
