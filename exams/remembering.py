"""The versions of questions, and what can be answered to them, remembered by this process: they
never change, and every page of a paper and every answer that is saved asks for them. Nothing here
reads a key."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from exams.asking import Line, Part, Question, drawn
from exams.models import ItemVersion, PaperQuestion

SHAPES = 20_000  # a few hundred bytes each, versions some thousand; a bank has some thousands

_versions: dict[int, ItemVersion] = {}
_shapes: dict[tuple[int, int], Question] = {}


@dataclass(frozen=True)
class Asked:
    """A question of one paper: its row, and what can be answered to it (without texts)."""

    pk: int
    question: Question


def questions_at(attempt_id: int, places: Collection[int]) -> Mapping[int, Asked]:
    """The questions at these places of a delivered paper; places that it has not are left out.
    One query, and one more for versions that this process has not met."""
    rows = PaperQuestion.objects.unscoped("the answers of one paper").filter(
        attempt_id=attempt_id, position__in=places
    )
    found = list(rows.values_list("pk", "position", "version_id", "option_order"))
    shapes = _shapes_of({(version_id, len(order)) for _pk, _place, version_id, order in found})
    return {
        place: Asked(pk, shapes[version_id, len(order)]) for pk, place, version_id, order in found
    }


def versions(wanted: Collection[int]) -> Mapping[int, ItemVersion]:
    """Versions by their ids, with kind (never another one) and words; to be read, never changed:
    threads share them. What else is said of the item may be old."""
    known = {pk: one for pk in wanted if (one := _versions.get(pk))}
    missing = set(wanted) - known.keys()
    if not missing:
        return known
    read = ItemVersion.objects.select_related("item").in_bulk(missing)
    if len(_versions) + len(read) > SHAPES:
        _versions.clear()
    _versions.update(read)
    return known | read


def forget() -> None:
    """For tests, which take rows back and use their numbers again."""
    _shapes.clear()
    _versions.clear()


def _shapes_of(wanted: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], Question]:
    """What is answered from holds by itself: other threads may empty the memory meanwhile."""
    known = {pair: shape for pair in wanted if (shape := _shapes.get(pair))}
    missing = {pair: _read(*pair) for pair in set(wanted) - known.keys()}
    if len(_shapes) + len(missing) > SHAPES:
        _shapes.clear()
    _shapes.update(missing)
    return known | missing


def _read(version_id: int, shown: int) -> Question:
    """What can be answered is the same in every order of the options."""
    version = versions([version_id])[version_id]
    question = drawn(version, range(shown))
    lines, targets = _bare(question.lines), _bare(question.targets)
    parts = tuple(_bare_part(part) for part in question.parts)
    return replace(question, stem="", lines=lines, targets=targets, parts=parts)


def _bare_part(part: Part) -> Part:
    return replace(part, stem="", lines=_bare(part.lines), options=_bare(part.options))


def _bare(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(_line(line.letter) for line in lines)


@lru_cache(100)
def _line(letter: str) -> Line:
    return Line(letter, "")
