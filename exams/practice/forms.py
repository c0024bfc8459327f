"""What is typed into the form of a question, read by its kind."""

from dataclasses import dataclass

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from exams.asking import Question
from exams.choices import Kind
from exams.responses import AnswerRefused, response
from portal import clock

LONGEST_TEXT = 300  # more than an answer may have, so that a longer one is told so
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
    try:
        found = response(question, typed.values)
    except AnswerRefused as refused:
        raise Incomplete(str(refused)) from refused
    if question.kind == Kind.ORDERING and len({*found} - {""}) < len(question.lines):
        raise Incomplete(_("Please give each entry a place of its own."))
    return tuple(found)


def _seconds(shown: str) -> int:
    try:
        at = signing.loads(shown, salt=SALT)
    except signing.BadSignature:
        return 0
    return max(0, int(clock.now().timestamp()) - int(at))
