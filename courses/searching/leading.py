"""民法典 1165: who names a law, or a law and an article, is led straight to it."""

import re
from dataclasses import dataclass

from courses.searching.words import fold
from courses.statutes.articles import article, shelf, version_on
from courses.statutes.models import Article, Statute
from courses.statutes.numerals import typed_number

_SIGNS = re.compile(r"[\s《》〈〉<>“”\"'()]+")


@dataclass(frozen=True)
class Lead:
    """A law, and one of its articles in today's text if one was named and is there."""

    statute: Statute
    article: Article | None


def lead(typed: str) -> Lead | None:
    """None when what was typed does not begin with the name of a law in the library."""
    plain = _SIGNS.sub("", fold(typed))
    by_name = {_SIGNS.sub("", fold(name)): slug for name, slug in shelf().names.items()}
    for name in sorted(filter(plain.startswith, by_name), key=len, reverse=True):
        rest = plain.removeprefix(name)
        number = typed_number(rest)
        if rest and number is None:
            continue
        found = article(by_name[name], *number) if number else None
        version = found.version if found else version_on(by_name[name])
        return Lead(version.statute, found) if version else None
    return None
