"""What is told after an answer: right or not, the right answer, why, and the articles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import pgettext

from courses.statutes.articles import shelf
from courses.statutes.numerals import article_label, typed_number
from exams.choices import Kind
from exams.grading import as_shown, plain, shown_letters
from exams.models import ItemKey
from exams.practice.models import PracticeAnswer
from exams.practice.showing import Line, Question, drawn
from exams.wording import LETTERS, PICTURE


@dataclass(frozen=True)
class Told:
    """A line of the question after the answer: `given` and `wanted` in words, whether right."""

    line: Line
    right: bool
    given: str = ""
    wanted: str = ""


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

    question: Question
    right: bool
    known: bool
    lines: tuple[Told, ...]
    word: str
    explanation: str
    articles: tuple[ArticleLink, ...]

    @property
    def plain(self) -> bool:
        """No picture and no table stands in the explanation: its citations can be links."""
        return not PICTURE.search(self.explanation) and "|" not in self.explanation


def outcome(kept: PracticeAnswer) -> Outcome:
    """What is told of an answer that was kept."""
    version, key = kept.version, ItemKey.objects.get(pk=kept.version_id)
    kind = version.item.kind
    shown = drawn(version, kept.order, [] if kind == Kind.ORDERING else kept.value)
    lines = {Kind.FILL_BLANK: _filled, Kind.MATCHING: _matched, Kind.ORDERING: _ordered}
    tell = lines.get(Kind(kind), _chosen)
    return Outcome(
        question=shown,
        right=kept.right,
        known=any(kept.value),
        lines=tuple(tell(shown, key, kept)),
        word=_word(kind, key, kept),
        explanation=as_shown(key.explanation, kept.order) if kept.order else key.explanation,
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


def _chosen(shown: Question, key: ItemKey, kept: PracticeAnswer) -> Iterator[Told]:
    right = shown_letters(key.key, kept.order)
    for line in shown.lines:
        yield Told(line, line.letter in right)


def _filled(shown: Question, key: ItemKey, _kept: PracticeAnswer) -> Iterator[Told]:
    every = [form for forms in key.accepted for form in forms]
    for line, forms in zip(shown.lines, key.accepted, strict=True):
        fitting = {plain(form) for form in (every if key.any_order else forms)}
        yield Told(line, plain(line.given) in fitting, line.given, "／".join(forms))


def _matched(shown: Question, key: ItemKey, kept: PracticeAnswer) -> Iterator[Told]:
    texts = {target.letter: f"{target.letter} {target.text}" for target in shown.targets}
    for line, wanted in zip(shown.lines, key.key, strict=True):
        letter = shown_letters(wanted, kept.order)
        yield Told(line, line.given == letter, texts.get(line.given, ""), texts[letter])


def _ordered(shown: Question, key: ItemKey, kept: PracticeAnswer) -> Iterator[Told]:
    """The lines in their right order."""
    given = {letter: str(place) for place, letter in enumerate(kept.value, start=1)}
    lines = {line.letter: line for line in shown.lines}
    for place, authors in enumerate(key.key, start=1):
        letter = LETTERS[list(kept.order).index(LETTERS.index(authors))]
        said = given.get(letter, "")
        yield Told(lines[letter], said == str(place), said, str(place))
