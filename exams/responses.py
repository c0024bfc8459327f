"""What an answer to a question can be, by its kind."""

import unicodedata
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from exams.asking import Question
from exams.choices import Kind

LONGEST_TEXT = 200
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
    shown = {line.letter for line in question.lines}
    if not set(value) <= shown:
        raise AnswerRefused(_("This option is not part of the question."))
    chosen = sorted(set(value))
    if len(chosen) > 1 and question.kind != Kind.MULTIPLE:
        raise AnswerRefused(_("This question has only one right answer. Please choose one option."))
    return chosen


def _filled(question: Question, value: Sequence[str]) -> list[str]:
    texts = [_seen(text) for text in _each_line(question, value)]
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise AnswerRefused(_("An answer has at most 200 characters. Please shorten it."))
    return texts


def _seen(text: str) -> str:
    return "".join(each for each in text if unicodedata.category(each) not in UNSEEN).strip()


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
}
