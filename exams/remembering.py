"""What never changes of a delivered paper, remembered by this process: every answer that is saved
asks for it. Nothing here reads a key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from exams.asking import Line, Question, drawn
from exams.models import ItemVersion, PaperQuestion

PAPERS = 4000  # some 6 kB each
SHAPES = 20_000

_papers: dict[int, Mapping[int, "Asked"]] = {}
_shapes: dict[tuple[int, int], Question] = {}


@dataclass(frozen=True)
class Asked:
    """A question of one paper: its row, and what can be answered to it (without texts)."""

    pk: int
    question: Question


def questions_of(attempt_id: int) -> Mapping[int, Asked]:
    """The questions of a delivered paper by their place; empty when there is no such paper."""
    held = _papers.get(attempt_id)
    if held is None:
        held = _read(attempt_id)
        if held:
            _make_room(_papers, PAPERS)
            _papers[attempt_id] = held
    return held


def forget() -> None:
    """For tests, which take rows back and use their numbers again."""
    _papers.clear()
    _shapes.clear()


def _read(attempt_id: int) -> Mapping[int, Asked]:
    rows = PaperQuestion.objects.unscoped("the answers of one paper").filter(attempt_id=attempt_id)
    found = list(rows.values_list("pk", "position", "version_id", "option_order"))
    wanted = {(version_id, len(order)) for _pk, _place, version_id, order in found}
    _learn(wanted - _shapes.keys())
    return {
        place: Asked(pk, _shapes[version_id, len(order)]) for pk, place, version_id, order in found
    }


def _learn(wanted: Iterable[tuple[int, int]]) -> None:
    """What can be answered is the same in every order of the options."""
    pairs = list(wanted)
    _make_room(_shapes, SHAPES - len(pairs))
    rows = ItemVersion.objects.select_related("item").in_bulk({pk for pk, _shown in pairs})
    for pk, shown in pairs:
        question = drawn(rows[pk], range(shown))
        _shapes[pk, shown] = replace(
            question, stem="", lines=_bare(question.lines), targets=_bare(question.targets)
        )


def _make_room(
    held: dict[int, Mapping[int, Asked]] | dict[tuple[int, int], Question], most: int
) -> None:
    if len(held) >= most:
        held.clear()


def _bare(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(_line(line.letter) for line in lines)


@lru_cache(100)
def _line(letter: str) -> Line:
    return Line(letter, "")
