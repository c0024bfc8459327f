"""What is told of a question after its release: line by line what was given and what is right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exams.asking import Line, Question, drawn
from exams.choices import LINE_BY_LINE, Kind
from exams.grading import as_shown, plain, shown_letters
from exams.models import ItemKey, ItemVersion
from exams.wording import PICTURE


@dataclass(frozen=True)
class Told:
    """A line of the question after the answer: `given` and `wanted` in words, whether right."""

    line: Line
    right: bool
    given: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class Telling:
    """A question with its right answer and why."""

    question: Question
    lines: tuple[Told, ...]
    explanation: str

    @property
    def by_line(self) -> bool:
        """Each line has an answer of its own."""
        return self.question.kind in LINE_BY_LINE

    @property
    def plain(self) -> bool:
        """No picture and no table stands in the explanation: its citations can be links."""
        return not PICTURE.search(self.explanation) and "|" not in self.explanation

    @property
    def pictures(self) -> frozenset[str]:
        """The digests of all its pictures."""
        found = {match["digest"] for match in PICTURE.finditer(self.explanation)}
        return self.question.pictures | found


def tell(version: ItemVersion, key: ItemKey, order: Sequence[int], given: Sequence[str]) -> Telling:
    """What is told of a version as it was shown in an order, and answered."""
    shown = drawn(version, order, given)
    lines = _LINES.get(Kind(shown.kind), _chosen)(shown, key, order)
    by_line = shown.kind in LINE_BY_LINE
    return Telling(shown, tuple(lines), as_shown(key.explanation, order, sort=not by_line))


def _chosen(shown: Question, key: ItemKey, order: Sequence[int]) -> Iterator[Told]:
    right = shown_letters(key.key, order)
    for line in shown.lines:
        yield Told(line, line.letter in right)


def _filled(shown: Question, key: ItemKey, _order: Sequence[int]) -> Iterator[Told]:
    every = [form for forms in key.accepted for form in forms]
    for line, forms in zip(shown.lines, key.accepted, strict=True):
        fitting = {plain(form) for form in (every if key.any_order else forms)}
        yield Told(line, plain(line.given) in fitting, line.given, "／".join(forms))


def _named(shown: Question, key: ItemKey, order: Sequence[int]) -> Iterator[Told]:
    texts = {target.letter: f"{target.letter} {target.text}" for target in shown.targets}
    for line, wanted in zip(shown.lines, key.key, strict=True):
        letter = shown_letters(wanted, order)
        yield Told(line, line.given == letter, texts.get(line.given, ""), texts[letter])


_LINES = {Kind.FILL_BLANK: _filled, Kind.MATCHING: _named, Kind.ORDERING: _named}
