"""What comes in from outside: the answers and flags a page sends by itself, the filter of the
results list."""

import json
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.acting_once import OnceForm
from exams.answering import Sent, Window
from exams.models import Exam
from exams.models.credits import MOST_MINUTES
from exams.models.pauses import MARK_SIGNS
from exams.presence import Leaving
from exams.responses import LONGEST_SENT, MOST_LINES
from portal.freetext import FreeTextField

MOST_ANSWERS = 200  # of one request: a whole paper that waited for the line
LONGEST_WINDOW = 16
BODY = {"window", "before", "answers"}
ANSWER = {"question", "sequence", "value"}
FLAG = {"question", "flagged"}
LEAVINGS = {"leavings"}
LEAVING = {"mark", "ago", "seconds", "device"}
MOST_LEAVINGS = 50  # of one request
LATEST_DEVICE = 4102444800000  # milliseconds: the year 2100


class Malformed(ValueError):
    """The body does not hold answers as the page sends them."""


def read_answers(request: HttpRequest) -> tuple[Window, list[Sent]]:
    """The window that sends, and its answers, in a JSON body. Raises Malformed for anything else,
    however broken or large."""
    body = _body(request, BODY)
    if not isinstance(body["answers"], list):
        raise Malformed("fields")
    if not 0 < len(body["answers"]) <= MOST_ANSWERS:
        raise Malformed("answers")
    window = Window(_window(body["window"]), _window(body["before"]))
    if not window.name:  # without a name it would write whoever else writes
        raise Malformed("window")
    return window, [*map(_sent, body["answers"])]


def read_flag(request: HttpRequest) -> tuple[int, bool]:
    """A place on the paper, and whether it is flagged from now on, in a JSON body. Raises
    Malformed for anything else."""
    body = _body(request, FLAG)
    if type(body["flagged"]) is not bool:
        raise Malformed("flagged")
    return _whole(body["question"]), body["flagged"]


def read_leavings(request: HttpRequest) -> list[Leaving]:
    """When the page was left and for how long, in a JSON body. Raises Malformed for anything
    else."""
    told = _body(request, LEAVINGS)["leavings"]
    if not isinstance(told, list) or not 0 < len(told) <= MOST_LEAVINGS:
        raise Malformed("leavings")
    return [*map(_leaving, told)]


def _leaving(told: Any) -> Leaving:
    if not isinstance(told, dict) or set(told) != LEAVING:
        raise Malformed("fields")
    mark = _window(told["mark"])
    if not mark or len(mark) > MARK_SIGNS:
        raise Malformed("mark")
    seconds = told["seconds"] if told["seconds"] is None else _whole(told["seconds"])
    return Leaving(mark, _whole(told["ago"]), seconds, _device(told["device"]))


def _device(value: Any) -> datetime | None:
    """Milliseconds since 1970 by a clock that may say anything; None for what is no day."""
    if value is None:
        return None
    if type(value) is not int:
        raise Malformed("device")
    return datetime.fromtimestamp(value / 1000, UTC) if 0 <= value <= LATEST_DEVICE else None


def _body(request: HttpRequest, names: set[str]) -> dict[str, Any]:
    """An object of just these names, in JSON; numbers are whole."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length) > settings.SHORT_WAY_LONGEST:
        raise Malformed("length")
    try:
        body = json.loads(
            request.body.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_constant=_no_number,
            parse_float=_no_number,
        )
    except (ValueError, RecursionError, OSError) as error:  # OSError: the line broke off
        raise Malformed("json") from error
    if not isinstance(body, dict) or set(body) != names:
        raise Malformed("fields")
    return body


def _sent(told: Any) -> Sent:
    if not isinstance(told, dict) or set(told) != ANSWER:
        raise Malformed("fields")
    return Sent(_whole(told["question"]), _whole(told["sequence"]), _texts(told["value"]))


def read_window(text: str) -> str:
    """The name of a window as a form sends it; "" for anything that is none."""
    try:
        return _window(text)
    except Malformed:
        return ""


def _window(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_WINDOW or not value.isascii():
        raise Malformed("window")
    if value and not value.isalnum():
        raise Malformed("window")
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _value in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is not a whole number")


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise Malformed("number")
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise Malformed("value")
    if any(not isinstance(text, str) or len(text) > LONGEST_SENT for text in value):
        raise Malformed("value")
    return value


class ResultsFilter(forms.Form):
    """Every field may be empty; what is not understood is ignored with its field in error."""

    exam = forms.ModelChoiceField(
        Exam.objects.order_by("kind", "title"),
        required=False,
        label=_("Exam"),
        empty_label=pgettext_lazy("filter", "all exams"),
    )
    passed = forms.ChoiceField(
        required=False,
        label=pgettext_lazy("exam", "Result"),
        choices=[
            ("", pgettext_lazy("filter", "all results")),
            ("yes", pgettext_lazy("exam", "Passed")),
            ("no", pgettext_lazy("exam", "Not passed yet")),
        ],
    )


class AttemptsFilter(forms.Form):
    """A receipt number, or part of a name."""

    text = forms.CharField(
        label=_("Receipt number or name"), required=False, max_length=50, strip=True
    )


class FormsToDraw(forms.Form):
    """Two forms of a paper, and how much the second may share with the first."""

    overlap = forms.IntegerField(
        label=_("Questions that A and B may share, in percent"),
        help_text=_("With 0 they share none, where the bank has enough questions."),
        min_value=0,
        max_value=100,
        initial=0,
    )


class CreditForm(OnceForm):
    """How many minutes, and why; pressed twice, it gives once."""

    minutes = forms.IntegerField(
        label=pgettext_lazy("time credited", "Minutes"), min_value=1, max_value=MOST_MINUTES
    )
    reason = FreeTextField(
        label=_("Reason"), help_text=_("For example: no network in room 2 from 9:10 to 9:20")
    )
