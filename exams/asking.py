"""A question as somebody sees it before its release, in the order shown to them. Nothing here reads
a key or an explanation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import pgettext

from exams.choices import Kind
from exams.models import ItemVersion
from exams.wording import BLANK, LETTERS, PICTURE


@dataclass(frozen=True)
class Line:
    """An option, a target, a blank or a place as shown; `given` is what was answered there:
    "chosen" for an option that was, the text of a blank, the letter matched to an entry or put on
    a place."""

    letter: str
    text: str
    given: str = ""


@dataclass(frozen=True)
class Question:
    """`lines` are what is answered: options, blanks, entries to match, places of an order;
    `targets` are what entries are matched to, or what is put in order."""

    version_id: int
    kind: str
    subject: str
    stem: str
    credit: str
    lines: tuple[Line, ...]
    targets: tuple[Line, ...] = ()

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is shown before the answer."""
        return (self.stem, *(line.text for line in (*self.lines, *self.targets)))

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The digests of its pictures."""
        return frozenset(found["digest"] for text in self.texts for found in PICTURE.finditer(text))


def option_texts(version: ItemVersion, kind: str, order: Iterable[int]) -> list[str]:
    """The options in the order shown."""
    if kind == Kind.TRUE_FALSE:
        return [pgettext("answer", "True"), pgettext("answer", "False")]
    return [version.options[index] for index in order]


def drawn(version: ItemVersion, order: Sequence[int], given: Sequence[str] = ()) -> Question:
    """A version as shown in an order (`grading.Asked`), with what was answered so far: the letters
    chosen, or what stands at each line."""
    kind = version.item.kind
    targets: tuple[Line, ...] = ()
    if kind == Kind.FILL_BLANK:
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
    return Question(
        version.pk, kind, version.item.subject, version.stem, version.credit, lines, targets
    )


def _numbered(many: int, given: Sequence[str]) -> tuple[Line, ...]:
    said = [*given, *[""] * many]
    return tuple(Line(str(n), "", said[n - 1]) for n in range(1, many + 1))


def _lettered(texts: Iterable[str], given: Sequence[str] = ("",) * 26) -> tuple[Line, ...]:
    return tuple(
        Line(letter, text, said) for letter, text, said in zip(LETTERS, texts, given, strict=False)
    )
