"""Which version of its statute a text belongs to, when it comes into the library."""

from datetime import date

from django.utils.translation import gettext as _

from courses.statutes.changes import plain
from courses.statutes.models import Article, Statute, StatuteVersion
from courses.statutes.parsing import Malformed, ParsedStatute, Problem
from courses.statutes.timeline import in_order


def edition_of(statute: Statute, parsed: ParsedStatute, in_force_on: date | None) -> str:
    """The day of adoption; of a text that states none the day of force, or the version that has
    its very words. So no text overwrites another of which nobody says when it counted.

    Raises Malformed when the library holds other words and nobody says since when these count.
    """
    if parsed.adopted_on:
        return parsed.adopted_on.isoformat()
    day = in_force_on or parsed.in_force_on
    undated = in_order(StatuteVersion.objects.filter(statute=statute, adopted_on=None))
    same = [version for version in undated if _agrees(version, parsed)]
    if day is None:
        if undated and not same:
            message = _(
                "The library holds other words of this statute. Please say since when this text"
                " is in force (--in-force)."
            )
            raise Malformed([Problem(None, message)])
        return same[-1].edition if same else ""
    found = [version for version in undated if version.in_force_on == day]
    found += [version for version in same if version.in_force_on is None]
    return found[0].edition if found else day.isoformat()


def _agrees(version: StatuteVersion, parsed: ParsedStatute) -> bool:
    """True when the version has the very articles, or none yet, of the books of this text."""
    wanted = {(row.number, row.sub): plain(row.text) for row in parsed.articles}
    books = {row.book for row in parsed.articles}
    rows = Article.objects.filter(version=version, book__in=books, is_gist=False)
    held = {
        (number, sub): plain(text)
        for number, sub, text in rows.values_list("number", "sub", "text")
    }
    return not held or held == wanted
