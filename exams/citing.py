"""Whether what a question cites still stands: each article, in its list of citations or in its
words, is one that the law library holds and that is in force. Plain values in and out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from courses.statutes.citations import Citation, Finder, OldCitation
from courses.statutes.numerals import HANZI, article_label, typed_number

Key = tuple[int, int]

# A law named in 《》 with an article behind it, whoever made it; one name may hold another in it.
_NAMED = re.compile(
    rf"《(?P<name>(?:[^《》]|《[^《》]*》)+?(?:法|法典|条例|规定|办法|解释|规则|细则)"
    rf"(?:[（(][^（()）]{{1,12}}[）)])?)》(?P<article>第[{HANZI}0-9]+条)"
)


class Why(StrEnum):
    """What is wrong with a citation."""

    UNREADABLE = "unreadable"  # no article number stands there
    UNKNOWN = "unknown"  # the library does not hold the statute
    MISSING = "missing"  # the version of today has no such article
    NOT_HELD = "not_held"  # the library holds only some articles of the statute, not this one
    COMING = "coming"  # the statute is not yet in force
    REPEALED = "repealed"  # the statute no longer stands


@dataclass(frozen=True)
class Law:
    """A statute as the library holds it today. `since` is date.min when nobody knows it; `whole`
    is False while only gists of some of its articles are held."""

    name: str
    articles: frozenset[Key]
    since: date = date.min
    repealed_on: date | None = None
    whole: bool = True


@dataclass(frozen=True)
class Fault:
    """A citation that does not stand, as a person would write it. `day` is that of the repeal or
    the first day of force; `now` says where the rules of a repealed law stand today."""

    cited: str
    why: Why
    day: date | None = None
    now: str = ""


@dataclass(frozen=True)
class Library:
    """The statutes by address, and the names (《民法典》, 民诉法) by which texts cite them."""

    laws: Mapping[str, Law]
    names: Mapping[str, str] = field(default_factory=dict)


def faults(
    cites: Iterable[Sequence[object]], texts: Iterable[str], library: Library, today: date
) -> list[Fault]:
    """What is wrong with the citations of one question, each once: those of its list first, then
    those in its words in reading order. A law that is only named, without an article and without
    being relied on, is no citation."""
    words = "\n".join(texts)
    found = [*_listed(cites, library, today), *_written(words, library, today)]
    return list(dict.fromkeys(found))


def _listed(cites: Iterable[Sequence[object]], library: Library, today: date) -> Iterator[Fault]:
    for cite in cites:
        key = typed_number(str(cite[-1])) if len(cite) > 1 else None
        if key is None:
            yield Fault(" ".join(map(str, cite)), Why.UNREADABLE)
        else:
            yield from _article(str(cite[0]), key, library, today)


def _written(text: str, library: Library, today: date) -> Iterator[Fault]:
    finder = Finder(library.names)
    for row in finder.read(text):
        if isinstance(row, OldCitation):
            label = article_label(row.number, row.sub) if row.number else ""
            cited = f"《{row.law.name}》{label}"
            yield Fault(cited, Why.REPEALED, row.law.repealed_on, row.law.now)
        else:
            for key in _keys(row):
                yield from _article(row.slug, key, library, today)
    for named in _NAMED.finditer(text):
        if named["name"] not in finder.laws:
            yield Fault(f"《{named['name']}》{named['article']}", Why.UNKNOWN)


def _keys(row: Citation) -> Iterator[Key]:
    yield row.number, row.sub
    for number in range(row.number + 1, row.through + 1):
        yield number, 0


def _article(slug: str, key: Key, library: Library, today: date) -> Iterator[Fault]:
    law = library.laws.get(slug)
    if law is None:
        yield Fault(f"{slug} {article_label(*key)}", Why.UNKNOWN)
        return
    cited = f"《{law.name}》{article_label(*key)}"
    if law.repealed_on is not None and law.repealed_on <= today:
        yield Fault(cited, Why.REPEALED, law.repealed_on)
    elif law.since > today:
        yield Fault(cited, Why.COMING, law.since)
    elif key not in law.articles:
        yield Fault(cited, Why.MISSING if law.whole else Why.NOT_HELD)
