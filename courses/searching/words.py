"""From a text to the words it is found by, and from what somebody types to the words looked for.

Chinese writes no spaces, so each run of its characters is indexed by its characters and by its
pairs of neighbours; a word of two or more characters is looked for by its pairs, all of which must
be there, and a single character by itself. Latin letters and digits are words as they stand.
Pure: knows no framework.
"""

import re
import unicodedata
from dataclasses import dataclass
from operator import add

from courses.searching.traditional import TO_SIMPLIFIED
from courses.statutes.numerals import HANZI, LARGEST, article_label, to_hanzi, to_number

VERSION = 1  # of what stands in the index: to be raised when the words of a text change
LONGEST_WORD = 64
LONGEST_QUERY = 100
MOST_WORDS = 60_000  # of one text; a text of a million characters is cut, not refused

# Han with its extensions and marks, kana, hangul.
_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_HAN += "\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<word>[^\W_{_HAN}]+)")
_ARTICLE = re.compile(
    rf"第\s*(\d{{1,4}}|[{HANZI}]+)\s*条(?:\s*之\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}}))?"
)


class _Folding(dict[int, str]):
    """One character to one: full width to half, capitals to small, traditional to simplified."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char).lower()
        folded = plain if len(plain) == 1 else char
        self[code] = TO_SIMPLIFIED.get(folded, folded)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text as it is compared; as long as before, so that places in it are places in both."""
    return text.translate(_FOLDING)


def words_of(text: str) -> set[str]:
    """All words a text is found by; those of an article's number in both ways of writing."""
    found: set[str] = set()
    folded = fold(text)
    for article in _ARTICLE.finditer(folded):
        found |= _article_words(article)
    for run in _RUN.finditer(folded):
        if len(found) > MOST_WORDS:
            break
        _take(run, found)
    return found


def _take(run: re.Match[str], found: set[str]) -> None:
    han = run["han"]
    if han:
        found.update(han)
        found.update(map(add, han, han[1:]))
    else:
        found.add(run["word"][:LONGEST_WORD])


def _article_numbers(article: re.Match[str]) -> tuple[int, int] | None:
    number, sub = (_number(digits) if digits else 0 for digits in article.groups())
    return (number, sub or 0) if number else None


def _number(digits: str) -> int:
    number = int(digits) if digits.isdecimal() else to_number(digits) or 0
    return number if 1 <= number <= LARGEST else 0


def _article_words(article: re.Match[str]) -> set[str]:
    """第一千一百六十五条 is found by 1165 and 第1165条, and the other way round."""
    numbers = _article_numbers(article)
    if numbers is None:
        return set()
    number, sub = numbers
    hanzi = f"第{to_hanzi(number)}条"
    found = {str(number), _article_word(number, 0), *hanzi, *map(add, hanzi, hanzi[1:])}
    return found | ({_article_word(number, sub)} if sub else set())


def _article_word(number: int, sub: int) -> str:
    """The one word of an article's number, whatever it was written like."""
    return f"第{number}条之{sub}" if sub else f"第{number}条"


@dataclass(frozen=True)
class Query:
    """What somebody looks for: `typed` as it is shown again, `words` that must all be found,
    `parts` to be marked in what is found (folded, the longest first)."""

    typed: str
    words: tuple[str, ...]
    parts: tuple[str, ...]
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)


def query_of(typed: str) -> Query:
    """Read what was typed; of more than 100 characters the first 100 are kept, and `cut` says so.

    A query without a letter, digit or Chinese character is false.
    """
    plain = " ".join(unicodedata.normalize("NFC", typed).split())
    kept = plain[:LONGEST_QUERY].strip()
    words: dict[str, None] = {}
    parts: set[str] = set()
    rest = fold(kept)
    for article in _ARTICLE.finditer(rest):
        numbers = _article_numbers(article)
        if numbers is not None:
            words[_article_word(*numbers)] = None
            parts |= {article_label(*numbers), f"第{numbers[0]}条"}
            rest = rest.replace(article[0], " ")
    for run in _RUN.finditer(rest):
        words |= dict.fromkeys(_asked(run))
        parts.add(run[0])
    return Query(kept, tuple(words), tuple(sorted(parts, key=len, reverse=True)), kept != plain)


def _asked(run: re.Match[str]) -> list[str]:
    han = run["han"]
    if not han:
        return [run["word"][:LONGEST_WORD]]
    return list(map(add, han, han[1:])) if len(han) > 1 else [han]
