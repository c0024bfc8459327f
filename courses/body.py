"""The body of a lesson as shown to one reader: its parts in order, articles and films in place, and
the attachments apart."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from courses import footnotes
from courses.evidence import BESIDE, FILMS
from courses.footnotes import Marks
from courses.models import LessonPage, LessonProgress, Watching
from courses.statutes.articles import articles_named
from courses.statutes.models import Article
from courses.statutes.numerals import typed_number
from portal import clock
from portal.policy.rules import rule

NOTED = ("text", "case")  # the kinds of parts that may refer to notes
NOWHERE = ("", 0, 0)


@dataclass(frozen=True)
class Shown:
    """An article shown in place, None when the library lost it; `marked` the words that matter."""

    article: Article | None
    marked: str


@dataclass(frozen=True)
class ShownFilm:
    """A film or recording, where the reader is in it, and how far they may go (None: anywhere)."""

    block_id: str
    value: Any
    position: int = 0
    furthest: int | None = None
    kept: bool = False


@dataclass(frozen=True)
class Part:
    """A block of the lesson's body; articles that follow one another are one part, `statutes`.

    `ids` are the blocks in it, with spaces between: what the page's script tells it has seen.
    """

    kind: str
    value: Any
    anchor: str
    ids: str
    notes: Marks | None = None


def parts_of(
    lesson: LessonPage, row: LessonProgress | None, day: date
) -> tuple[tuple[Part, ...], tuple[Any, ...]]:
    """The body without self-checks and attachments, which stand apart; and the attachments. `row`
    is the reader's progress, if it is kept; articles are those in force on `day`."""
    return _parts(lesson, _films(lesson, row), day)


def _films(lesson: LessonPage, row: LessonProgress | None) -> dict[str, ShownFilm]:
    """The films of a lesson as they stand for the reader; at first viewing none is skipped."""
    blocks = [block for block in lesson.body if block.block_type in FILMS]
    if not blocks or row is None:
        return {block.id: ShownFilm(block.id, block.value) for block in blocks}
    rows = Watching.objects.unscoped("the reader's own films").filter(progress=row)
    watched = {film.block_id: film for film in rows}
    bound = bool(rule("train.watch_percent", on=clock.today()).number)
    return {block.id: _film(block, watched.get(block.id), row, bound=bound) for block in blocks}


def _film(block: Any, film: Watching | None, row: LessonProgress, *, bound: bool) -> ShownFilm:
    free = not bound or block.id in row.seen or row.done_at is not None
    furthest = None if free else (film.furthest if film else 0)
    position = film.position if film else 0
    return ShownFilm(block.id, block.value, position, furthest, kept=row.done_at is None)


def _parts(
    lesson: LessonPage, films: dict[str, ShownFilm], day: date
) -> tuple[tuple[Part, ...], tuple[Any, ...]]:
    keys = {
        block.id: (block.value["statute"], *typed)
        for block in lesson.body
        if block.block_type == "statute" and (typed := typed_number(block.value["article"]))
    }
    found = articles_named(list(keys.values()), on=day) if keys else {}
    parts: list[Part] = []
    for number, (kind, held) in enumerate(groupby(lesson.body, lambda block: block.block_type)):
        if kind == "statute":
            articles = list(held)
            shown = [
                Shown(found.get(keys.get(block.id, NOWHERE)), block.value["marked"])
                for block in articles
            ]
            ids = " ".join(block.id for block in articles)
            parts.append(Part("statutes", shown, f"p-{number}", ids))
        elif kind not in BESIDE:
            parts += [
                Part(kind, films.get(block.id, block.value), f"p-{number}-{place}", block.id)
                for place, block in enumerate(held)
            ]
    parts = _with_notes(parts)
    return tuple(parts), attachments_of(lesson)


def attachments_of(lesson: LessonPage) -> tuple[Any, ...]:
    """The files that hang on a lesson, without those deleted since."""
    files = (block.value for block in lesson.body if block.block_type == "attachment")
    return tuple(document for document in files if document is not None)


def _with_notes(parts: list[Part]) -> list[Part]:
    """The texts know which notes they may refer to, and the notes where they are referred to."""
    held = [text for part in parts if part.kind == "footnotes" for text in part.value]
    if not held:
        return parts
    texts = [(part.anchor, _words(part)) for part in parts if part.kind in NOTED]
    notes = footnotes.notes_of(held, texts)
    known = frozenset(note.number for note in notes)
    return [
        replace(part, value=notes)
        if part.kind == "footnotes"
        else replace(part, notes=Marks(part.anchor, known))
        for part in parts
    ]


def _words(part: Part) -> str:
    value = part.value["text"] if part.kind == "case" else part.value
    return str(value.source)
