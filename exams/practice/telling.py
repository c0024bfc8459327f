"""What is told after an answer: right or not, the right answer, why, and the articles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import pgettext

from courses.statutes.articles import shelf
from courses.statutes.numerals import article_label, typed_number
from exams.choices import Kind
from exams.grading import shown_letters
from exams.models import ItemKey
from exams.practice.models import PracticeAnswer
from exams.telling import Telling, tell


@dataclass(frozen=True)
class ArticleLink:
    """An article with its address in the law library; `law` is the short title."""

    slug: str
    address: str
    law: str
    article: str
    url: str

    @property
    def label(self) -> str:
        return f"《{self.law}》{self.article}"


@dataclass(frozen=True)
class Outcome:
    """Everything that is told of an answered question; `word` is the right answer in short, ""
    where the lines say it; `known` is False when "I do not know" was answered."""

    told: Telling
    right: bool
    known: bool
    word: str
    articles: tuple[ArticleLink, ...]


def outcome(kept: PracticeAnswer) -> Outcome:
    """What is told of an answer that was kept."""
    version, key = kept.version, ItemKey.objects.get(pk=kept.version_id)
    return Outcome(
        told=tell(version, key, kept.order, kept.value),
        right=kept.right,
        known=any(kept.value),
        word=_word(version.item.kind, key, kept),
        articles=tuple(links((str(slug), str(number)) for slug, number in version.cites)),
    )


def links(cites: Iterable[tuple[str, str]]) -> Iterator[ArticleLink]:
    """The articles that today's library holds, in the order cited."""
    held = shelf()
    for slug, address in cites:
        number = typed_number(address)
        if number is None or not held.has(slug, *number):
            continue
        title = held.versions_of[slug][0].statute.short_title
        url = reverse("statutes:article", args=[slug, address])
        yield ArticleLink(slug, address, title, article_label(*number), url)


def _word(kind: str, key: ItemKey, kept: PracticeAnswer) -> str:
    if kind == Kind.TRUE_FALSE:
        return pgettext("answer", "True") if key.key == "A" else pgettext("answer", "False")
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        return shown_letters(key.key, kept.order)
    return ""
