"""Going through the bank: which questions cite what does not exist, is not in force or belongs to
a repealed law. Reads only; taking such questions out of papers is for a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import F, Max, Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.statutes.articles import current_versions, shelf
from courses.statutes.citations import Finder
from courses.statutes.models import Article
from exams.choices import ItemState
from exams.citing import Fault, Law, Library, Why, faults
from exams.models import ItemVersion
from exams.recalling import recall_all
from exams.wording import Wording
from portal import clock

AT_ONCE = 500

REMEDIES: dict[Why, Promise] = {
    Why.UNREADABLE: gettext_lazy("no article number; mend the citation"),
    Why.UNKNOWN: gettext_lazy(
        "the law library does not hold this law; import it, or cite one that it holds"
    ),
    Why.MISSING: gettext_lazy("today's version has no such article; mend the number"),
    Why.NOT_HELD: gettext_lazy(
        "the law library does not hold this article; import the official text, or mend the number"
    ),
    Why.COMING: gettext_lazy("not in force before %(day)s; wait, or cite what is in force"),
    Why.REPEALED: gettext_lazy("repealed on %(day)s; cite the law in force"),
}


@dataclass(frozen=True)
class Unsound:
    """A question with a citation that does not stand."""

    ref: str
    fault: Fault

    def __str__(self) -> str:
        return _("%(ref)s: %(cited)s: %(remedy)s") % {
            "ref": self.ref,
            "cited": self.fault.cited,
            "remedy": say(self.fault),
        }


@dataclass(frozen=True)
class Report:
    """How many questions were read, and what does not stand, in the order of their references."""

    read: int
    unsound: tuple[Unsound, ...]


def say(fault: Fault) -> str:
    """What is wrong with a citation and what to do, in words."""
    day = date_format(fault.day) if fault.day else ""
    if fault.now:
        words = _("repealed on %(day)s; its rules now stand in %(now)s, cite the article there")
        return words % {"day": day, "now": fault.now}
    return str(REMEDIES[fault.why]) % {"day": day}


def library() -> Library:
    """The law library as it stands today."""
    versions = current_versions()
    articles: dict[int, set[tuple[int, int]]] = {version.pk: set() for version in versions}
    in_gist: set[int] = set()
    rows = Article.objects.filter(version__in=versions)
    for version_id, number, sub, is_gist in rows.values_list(
        "version_id", "number", "sub", "is_gist"
    ):
        articles[version_id].add((number, sub))
        if is_gist:
            in_gist.add(version_id)
    laws = {
        version.statute.slug: Law(
            name=version.statute.short_title,
            articles=frozenset(articles[version.pk]),
            since=version.since,
            repealed_on=version.repealed_on,
            whole=version.pk not in in_gist,
        )
        for version in versions
    }
    return Library(laws, shelf().names)


def verify(*, everything: bool = False) -> Report:
    """Read the version in use of every live question; with `everything` the newest version of
    every question as well, whatever its state. The day is the city's today."""
    held, today, read = library(), clock.today(), 0
    unsound: list[Unsound] = []
    for version, wording in _questions(everything):
        read += 1
        found = faults(cites_of(wording), texts_of(wording), held, today)
        unsound += [Unsound(version.item.ref, fault) for fault in found]
    return Report(read, tuple(unsound))


def unsound(wording: Wording) -> list[Fault]:
    """What does not stand of the citations of one question today."""
    return faults(cites_of(wording), texts_of(wording), library(), clock.today())


def cites_of(wording: Wording) -> Iterator[tuple[str, str]]:
    """What a question lists, and what the questions on its case list."""
    yield from wording.cites
    for part in wording.parts:
        yield from cites_of(part)


def texts_of(wording: Wording) -> Iterator[str]:
    """Every text of a question, what a candidate sees first."""
    yield from wording.faces()
    yield from wording.secrets()


def cited_by_words(wording: Wording, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The articles that the texts of a question cite, each once; `names` as a library has them."""
    found = Finder(names).find("\n".join(texts_of(wording)))
    return tuple(
        dict.fromkeys(
            (row.slug, f"{row.number}-{row.sub}" if row.sub else str(row.number)) for row in found
        )
    )


def _questions(everything: bool) -> Iterator[tuple[ItemVersion, Wording]]:
    chosen = Q(item__state=ItemState.LIVE, n=F("item__approved_n"))
    if everything:
        chosen |= Q(n=F("newest"))
    rows = (
        ItemVersion.objects.alias(newest=Max("item__versions__n"))
        .filter(chosen)
        .select_related("item")
        .order_by("item__ref", "n")
    )
    versions = list(rows)
    for start in range(0, len(versions), AT_ONCE):
        some = versions[start : start + AT_ONCE]
        yield from zip(some, recall_all(some), strict=True)
