"""What is typed into the form of a question, read by its kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from exams.choices import Kind
from exams.practice.showing import Question
from portal import clock

LONGEST_TEXT = 200
LONGEST_NUMBER = 15
SALT = "exams.practice.shown"


class Incomplete(ValueError):
    """The answer cannot be taken so; the message says what to do."""


@dataclass(frozen=True)
class Typed:
    """The form as it came: `values` in the order of its fields."""

    values: tuple[str, ...]
    version_id: int
    guessed: bool
    unknown: bool
    seconds: int


def stamp() -> str:
    """The moment at which a question is shown, to be sent back with its answer."""
    return signing.dumps(int(clock.now().timestamp()), salt=SALT)


def read(posted: QueryDict) -> Typed:
    """The form, whatever was typed; a stamp that is not ours says nothing of the time taken."""
    version = posted.get("version", "")
    whole = version.isascii() and version.isdigit() and len(version) <= LONGEST_NUMBER
    return Typed(
        values=tuple(value[:LONGEST_TEXT].strip() for value in posted.getlist("value")[:26]),
        version_id=int(version) if whole else 0,
        guessed="guessed" in posted,
        unknown=posted.get("go") == "unknown",
        seconds=_seconds(posted.get("shown", "")),
    )


def answered(question: Question, typed: Typed) -> tuple[str, ...]:
    """The answer as grading takes it, in letters as shown; empty for "I do not know".

    Raises Incomplete.
    """
    if typed.unknown:
        return ()
    if not any(typed.values):
        raise Incomplete(_("Please answer, or press “I do not know”."))
    return _READERS.get(Kind(question.kind), _chosen)(question, typed.values)


def _chosen(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    letters = [line.letter for line in question.lines]
    found = tuple(letter for letter in letters if letter in values)
    if not found or not set(values) <= set(letters):
        raise Incomplete(_("Please choose from the answers shown."))
    if question.kind != Kind.MULTIPLE and len(found) > 1:
        raise Incomplete(_("Please choose one answer."))
    return found


def _filled(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    return tuple([*values, *[""] * len(question.lines)][: len(question.lines)])


def _matched(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    letters = {target.letter for target in question.targets}
    found = _filled(question, values)
    if not set(found) - {""} <= letters:
        raise Incomplete(_("Please choose from the answers shown."))
    return found


def _ordered(question: Question, values: Sequence[str]) -> tuple[str, ...]:
    places = [str(place) for place in question.places]
    if sorted(values, key=lambda value: (len(value), value)) != places:
        raise Incomplete(_("Please give each entry a place of its own."))
    lines = {place: line.letter for line, place in zip(question.lines, values, strict=True)}
    return tuple(lines[place] for place in places)


def _seconds(shown: str) -> int:
    try:
        at = signing.loads(shown, salt=SALT)
    except signing.BadSignature:
        return 0
    return max(0, int(clock.now().timestamp()) - int(at))


_READERS: dict[Kind, Callable[[Question, Sequence[str]], tuple[str, ...]]] = {
    Kind.FILL_BLANK: _filled,
    Kind.MATCHING: _matched,
    Kind.ORDERING: _ordered,
}
