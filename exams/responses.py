"""What an answer to a question can be, by its kind; of a case, by the kind of each of its questions
in turn (letters chosen stand together: "ABD")."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from exams.asking import Line, Part, Question
from exams.choices import Kind

LONGEST_TEXT = 200
LONGEST_WRITTEN = 5000
# What is read of an answer at all: more than one may have, so that a longer one is told so.
MOST_LINES, LONGEST_SENT = 60, LONGEST_WRITTEN + 100
KEPT_SIGNS = "\n\t"
UNSEEN = {"Cc", "Cs"}  # no keyboard writes them, and no database keeps them all


class AnswerRefused(ValueError):
    """An answer that this question cannot have; nothing was stored."""


def response(question: Question, value: Sequence[str]) -> list[str]:
    """The answer as it is kept (`grading.Asked`), empty when nothing was answered; some lines may
    stay open (""), and an order may name an entry twice, for an answer is kept at every change.

    Raises AnswerRefused.
    """
    read = _READERS.get(Kind(question.kind), _chosen)(question, value)
    return read if any(read) else []


def _chosen(question: Question, value: Sequence[str]) -> list[str]:
    return _among(question.kind, question.lines, value)


def _among(kind: str, options: Iterable[Line], letters: Iterable[str]) -> list[str]:
    chosen = sorted(set(letters))
    if not set(chosen) <= {option.letter for option in options}:
        raise AnswerRefused(_("This option is not part of the question."))
    if len(chosen) > 1 and kind != Kind.MULTIPLE:
        raise AnswerRefused(_("This question has only one right answer. Please choose one option."))
    return chosen


def _filled(question: Question, value: Sequence[str]) -> list[str]:
    return [_blank(text) for text in _each_line(question, value)]


def _blank(text: str) -> str:
    seen = _seen(text)
    if len(seen) > LONGEST_TEXT:
        raise AnswerRefused(_("An answer has at most 200 characters. Please shorten it."))
    return seen


def _seen(text: str, kept: str = "") -> str:
    return "".join(
        each for each in text if each in kept or unicodedata.category(each) not in UNSEEN
    ).strip()


def _written(question: Question, value: Sequence[str]) -> list[str]:
    return [_at_length(text) for text in _each_line(question, value)]


def _at_length(text: str) -> str:
    kept = _seen(text.replace("\r\n", "\n").replace("\r", "\n"), KEPT_SIGNS)
    if len(kept) > LONGEST_WRITTEN:
        raise AnswerRefused(
            _("An answer has at most %(most)s characters; yours has %(many)s. Please shorten it.")
            % {"most": f"{LONGEST_WRITTEN:,}", "many": f"{len(kept):,}"}
        )
    return kept


def _on_case(question: Question, value: Sequence[str]) -> list[str]:
    said = iter(_each_line(question, value))
    return [_on_part(part, next(said)) for part in question.parts for _line in part.lines]


def _on_part(part: Part, text: str) -> str:
    if part.kind == Kind.OPEN:
        return _at_length(text)
    if part.kind == Kind.FILL_BLANK:
        return _blank(text)
    return "".join(_among(part.kind, part.options, text))


def _named(question: Question, value: Sequence[str]) -> list[str]:
    letters = _each_line(question, value)
    if not set(letters) - {""} <= {target.letter for target in question.targets}:
        raise AnswerRefused(_("This option is not part of the question."))
    return letters


def _each_line(question: Question, value: Sequence[str]) -> list[str]:
    if len(value) > len(question.lines):
        raise AnswerRefused(_("This answer does not fit the question. Please reload the page."))
    return [*value, *[""] * (len(question.lines) - len(value))]


_READERS: dict[Kind, Callable[[Question, Sequence[str]], list[str]]] = {
    Kind.FILL_BLANK: _filled,
    Kind.MATCHING: _named,
    Kind.ORDERING: _named,
    Kind.OPEN: _written,
    Kind.CASE: _on_case,
}
