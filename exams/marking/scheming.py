"""What a marker marks by: each written question of a script with its marking points (采分点), their
points as this paper gives them, and what was written. Keys and schemes are read here; nothing that
answers a candidate may import this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from exams.asking import drawn
from exams.choices import Kind
from exams.marking.models import Script
from exams.models import Answer, ItemVersion, MarkingScheme
from exams.remembering import versions
from exams.sharing import shares
from exams.wording import PICTURE

CENT = Decimal("0.01")
VEIL = "×××"


@dataclass(frozen=True)
class Point:
    """What an answer must say, and the points it brings at most."""

    text: str
    most: Decimal


@dataclass(frozen=True)
class Task:
    """A written question of a script: `number` is its number in a case, 0 where it stands alone;
    without `points` the marker gives for the whole, up to `most`, which caps them together too."""

    number: int
    stem: str
    model: str
    most: Decimal
    points: tuple[Point, ...]
    written: str

    @property
    def fields(self) -> tuple[Decimal, ...]:
        """What can be given at most, one after the other."""
        return tuple(point.most for point in self.points) or (self.most,)


@dataclass(frozen=True)
class Sheet:
    """A script as its marker reads it: the story of a case, and its tasks."""

    stem: str
    tasks: tuple[Task, ...]


def sheet_of(script: Script) -> Sheet:
    """Three queries at most."""
    version = versions([script.version_id])[script.version_id]
    scheme = MarkingScheme.objects.filter(pk=version.pk).first() or MarkingScheme()
    value = _written(script)
    if version.item.kind != Kind.CASE:
        weight = version.marks
        points = _points(scheme.points, script.most, weight)
        written = value[0] if value else ""
        return Sheet(version.stem, (Task(0, "", scheme.answer, script.most, points, written),))
    return Sheet(version.stem, tuple(_tasks(version, scheme.parts, value, script)))


def _written(script: Script) -> list[str]:
    """What was written; where somebody wrote their own name or that of their organisation, also
    its short one, a veil lies over it."""
    given = Answer.objects.unscoped("marking").filter(question_id=script.pk)
    told = given.values_list(
        "value",
        "attempt__person__name",
        "attempt__person__organisation__name",
        "attempt__person__organisation__short_name",
    ).first()
    if told is None:
        return []
    value, *names = told
    return [_veiled(text, names) for text in value]


def _veiled(text: str, names: Sequence[str]) -> str:
    """The longest first: a short name often begins the long one."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, VEIL) if len(name) > 1 else text
    return text


def _tasks(
    version: ItemVersion, schemes: Sequence[dict[str, Any]], value: list[str], script: Script
) -> Iterator[Task]:
    whole = script.question.points
    parts = drawn(version, (), value, Decimal(whole)).parts
    for part, scheme, face in zip(parts, schemes, version.parts, strict=True):
        if part.kind != Kind.OPEN:
            continue
        most = part.points or Decimal(0)
        weight = None if face["marks"] is None else Decimal(face["marks"])
        points = _points(scheme["points"], most, weight)
        yield Task(part.number, part.stem, scheme["answer"], most, points, part.lines[0].given)


def _points(
    listed: Sequence[dict[str, str]], most: Decimal, weight: Decimal | None
) -> tuple[Point, ...]:
    """The marking points, each worth as much as its author weighed it, for a question that brings
    `most` on this paper. Together they are worth just that, to the cent; some schemes have more
    points than can be had."""
    marks = [Decimal(point["marks"]) for point in listed]
    together = sum(marks, Decimal(0))
    whole = weight or together
    worth = (
        shares(most, marks)
        if whole == together
        else [min(most, (most * each / whole).quantize(CENT, ROUND_HALF_UP)) for each in marks]
    )
    return tuple(Point(point["text"], each) for point, each in zip(listed, worth, strict=True))


def pictures(script: Script) -> frozenset[str]:
    """The digests of the pictures of a script's question and of its scheme."""
    version = versions([script.version_id])[script.version_id]
    scheme = MarkingScheme.objects.filter(pk=version.pk).first() or MarkingScheme()
    models = [scheme.answer, *(part["answer"] for part in scheme.parts)]
    found = {match["digest"] for text in models for match in PICTURE.finditer(text)}
    return drawn(version, range(len(version.options))).pictures | found
