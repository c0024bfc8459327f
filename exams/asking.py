"""A question as somebody sees it before its release, in the order shown to them. Nothing here reads
a key or an explanation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import pgettext

from exams.choices import CHOSEN, Kind
from exams.models import ItemVersion
from exams.sharing import shares
from exams.wording import BLANK, LETTERS, PICTURE


@dataclass(frozen=True)
class Line:
    """An option, a target, a blank, a place or a written answer as shown; `given` is what was
    answered there: "chosen" for an option that was, the text of a blank or of a written answer, the
    letter matched to an entry or put on a place, the letters chosen in a question on a case."""

    letter: str
    text: str
    given: str = ""


@dataclass(frozen=True)
class Part:
    """A question on a case, by its number in the case; `first` is the index of its first line among
    those of the case, `points` are None where no paper says. A choice has `options` and one line,
    which holds the letters chosen."""

    number: int
    first: int
    kind: str
    stem: str
    credit: str
    points: Decimal | None
    lines: tuple[Line, ...]
    options: tuple[Line, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.stem, *(option.text for option in self.options))


@dataclass(frozen=True)
class Question:
    """`lines` are what is answered: options, blanks, entries to match, places of an order, the
    written answer, and of a case the lines of all its `parts`; `targets` are what entries are
    matched to, or what is put in order."""

    version_id: int
    kind: str
    subject: str
    stem: str
    credit: str
    lines: tuple[Line, ...]
    targets: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is shown before the answer."""
        shown = (line.text for line in (*self.lines, *self.targets))
        return (self.stem, *shown, *(text for part in self.parts for text in part.texts))

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The digests of its pictures."""
        return frozenset(found["digest"] for text in self.texts for found in PICTURE.finditer(text))


def option_texts(version: ItemVersion, kind: str, order: Iterable[int]) -> list[str]:
    """The options in the order shown."""
    return _options(kind, [version.options[index] for index in order if kind != Kind.TRUE_FALSE])


def _options(kind: str, texts: list[str]) -> list[str]:
    if kind == Kind.TRUE_FALSE:
        return [pgettext("answer", "True"), pgettext("answer", "False")]
    return texts


def drawn(
    version: ItemVersion,
    order: Sequence[int],
    given: Sequence[str] = (),
    points: Decimal | None = None,
) -> Question:
    """A version as shown in an order (`grading.Asked`), with what was answered so far: the letters
    chosen, or what stands at each line. `points` are what it brings on a paper."""
    kind = version.item.kind
    targets: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()
    if kind == Kind.OPEN:
        lines = _numbered(1, given)
    elif kind == Kind.CASE:
        parts = tuple(_parts(version.parts, given, points))
        lines = tuple(line for part in parts for line in part.lines)
    elif kind == Kind.FILL_BLANK:
        lines = _numbered(version.stem.count(BLANK), given)
    elif kind == Kind.MATCHING:
        targets = _lettered(version.targets[index] for index in order)
        lines = _lettered(version.options, [*given, *[""] * len(version.options)])
    elif kind == Kind.ORDERING:
        targets = _lettered(version.options[index] for index in order)
        lines = _numbered(len(targets), given)
    else:
        chosen = ["chosen" if letter in given else "" for letter in LETTERS]
        lines = _lettered(option_texts(version, kind, order), chosen)
    subject = version.item.subject
    return Question(version.pk, kind, subject, version.stem, version.credit, lines, targets, parts)


def _parts(
    faces: Sequence[dict[str, Any]], given: Sequence[str], points: Decimal | None
) -> Iterator[Part]:
    """The questions on a case; their lines are numbered through."""
    said, first = iter(given), 0
    weights = [None if face["marks"] is None else Decimal(face["marks"]) for face in faces]
    each = shares(points, weights) if points is not None else (None,) * len(faces)
    for number, (face, brings) in enumerate(zip(faces, each, strict=True), start=1):
        kind, stem = face["kind"], face["stem"]
        names = [f"{number}"]
        if kind == Kind.FILL_BLANK:
            names = [f"{number}-{blank}" for blank in range(1, stem.count(BLANK) + 1)]
        lines = tuple(Line(name, "", next(said, "")) for name in names)
        options: tuple[Line, ...] = ()
        if kind in CHOSEN:
            chosen = ["chosen" if letter in lines[0].given else "" for letter in LETTERS]
            options = _lettered(_options(kind, face["options"]), chosen)
        yield Part(number, first, kind, stem, face["credit"], brings, lines, options)
        first += len(lines)


def _numbered(many: int, given: Sequence[str]) -> tuple[Line, ...]:
    said = [*given, *[""] * many]
    return tuple(Line(str(n), "", said[n - 1]) for n in range(1, many + 1))


def _lettered(texts: Iterable[str], given: Sequence[str] = ("",) * 26) -> tuple[Line, ...]:
    return tuple(
        Line(letter, text, said) for letter, text, said in zip(LETTERS, texts, given, strict=False)
    )
