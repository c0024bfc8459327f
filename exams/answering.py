"""Saving answers: the higher sequence number wins, one window writes at a time, everything that
arrives is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from exams import remembering, storing
from exams.choices import AttemptState
from exams.models import Answer, AnswerEvent, Attempt
from exams.responses import AnswerRefused, response
from exams.storing import Fate, Given
from portal import clock
from portal.audit.recording import record

__all__ = [
    "AnswerRefused",
    "Elsewhere",
    "HandedIn",
    "Saved",
    "Sent",
    "checked",
    "in_time",
    "may_close",
    "save",
]

HIGHEST_SEQUENCE = 2**31 - 1
LATE_KEPT = timedelta(days=1)
DEVICE = 10  # signs
RAISED = 1000
# A save that arrived in time may still wait for its lock. The page gives up on a save after 8 s
# and says "not saved"; when the attempt is closed 10 s after the grace, none that anybody waits
# for is lost.
CLOSING_MARGIN = timedelta(seconds=10)


class HandedIn(RuntimeError):
    """The paper is handed in, or its time was up a day ago; nothing is kept any more."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(f"attempt {attempt.pk} is handed in")
        self.attempt = attempt


class Elsewhere(RuntimeError):
    """Another window writes this paper; what was sent is kept as evidence and does not count."""


@dataclass(frozen=True)
class Sent:
    """An answer as a page sends it: place on the paper, sequence number (None: the server counts,
    for plain forms), and what `responses.response` takes, empty for "no answer"."""

    question: int
    sequence: int | None
    value: list[str]


@dataclass(frozen=True)
class Saved:
    """What became of an answer: saved; newer (an answer with a higher or the same sequence number
    stands); late (kept for appeals, not counted). The rest is the answer that counts."""

    stored: Literal["saved", "newer", "late"]
    sequence: int
    value: list[str]
    saved_at: datetime | None


@dataclass(frozen=True)
class Kept:
    """What became of answers sent together, each in its place; `door` None: the paper is
    closed."""

    answers: list[Saved | AnswerRefused]
    door: storing.Door | None


@dataclass(frozen=True)
class Window:
    """Which window sends: its name, and the name it had before it was loaded anew. No name: not a
    page (a test, the demo), which may always write."""

    name: str = ""
    before: str = ""


def in_time(attempt: Attempt, moment: datetime) -> bool:
    """True up to and with the deadline and its grace, and while the paper is paused."""
    return _in_time(attempt, moment)


def may_close(attempt: Attempt, moment: datetime) -> bool:
    """True when no answer that arrived in time can still be on its way into the database."""
    return not in_time(attempt, moment - CLOSING_MARGIN)


def save(
    attempt_id: int,
    *,
    question: int,
    sequence: int | None,
    value: list[str],
    received_at: datetime | None = None,
    window: Window = Window(),
) -> Saved:
    """`save_all` of one answer. Raises AnswerRefused, and what that raises."""
    sent = [Sent(question, sequence, value)]
    (saved,) = save_all(attempt_id, sent, received_at=received_at, window=window).answers
    if isinstance(saved, AnswerRefused):
        raise saved
    return saved


def save_all(
    attempt_id: int,
    sent: Sequence[Sent],
    *,
    received_at: datetime | None = None,
    window: Window = Window(),
) -> Kept:
    """Save answers to questions of one paper, in one transaction; what became of each, in order.
    One that its question cannot have is refused by itself, the others are saved.

    `received_at` is when the server began to read the request. Raises HandedIn after handing in or
    a day after the deadline (late answers before that are kept), and Elsewhere when another window
    writes.
    """
    moment = received_at or clock.now()
    paper = remembering.questions_at(attempt_id, {one.question for one in sent})
    with transaction.atomic():
        door = storing.open_the_door(attempt_id, moment, window.name, window.before)
        fate = _fate(attempt_id, door, moment)
        read = [_given(paper, one) for one in sent]
        given = [one for one in read if isinstance(one, Given)]
        saved = iter(_settle(attempt_id, given, moment, fate, window.name))
    if fate.elsewhere and not fate.late:
        raise Elsewhere
    answers = [one if isinstance(one, AnswerRefused) else next(saved) for one in read]
    return Kept(answers, door)


def checked(attempt_id: int, sent: Sequence[Sent]) -> list[Given | AnswerRefused]:
    """Each as its question can have it, or why it cannot; nothing is stored."""
    paper = remembering.questions_at(attempt_id, {one.question for one in sent})
    return [_given(paper, one) for one in sent]


def take_over(attempt_id: int, window: str, *, actor_id: int | None) -> bool:
    """Let this window write from now on; False when the paper is no longer open.

    What another device saved stands before what this one had not sent yet: its numbers are
    raised, so that older answers that waited here are kept as evidence only.
    """
    with transaction.atomic():
        rows = Attempt.objects.unscoped("one's own paper").filter(
            pk=attempt_id, state=AttemptState.OPEN
        )
        other = rows.values_list("writer", flat=True).first() or ""
        taken = rows.update(writer=window)
        if taken:
            if other and device_of(other) != device_of(window):
                storing.raise_numbers(attempt_id, device_of(other), RAISED)
            attempt = rows.select_related("person__organisation").get()
            place = attempt.person.organisation.path
            record("attempt.taken_over", attempt, actor_id=actor_id, place=place)
    return bool(taken)


def device_of(window: str) -> str:
    """The beginning of a window's name: the same for all windows of a browser."""
    return window[:DEVICE]


def _in_time(open_one: Attempt | storing.Door, moment: datetime) -> bool:
    """The clock of a paper that is paused stands; only one that was in time can be paused."""
    last = open_one.deadline + timedelta(seconds=open_one.grace_seconds)
    return open_one.paused_at is not None or moment <= last


def _fate(attempt_id: int, door: storing.Door | None, moment: datetime) -> Fate:
    """What becomes of answers that come now. Raises HandedIn."""
    if door and (door.paused_at or moment <= door.deadline + LATE_KEPT):
        return Fate(late=not _in_time(door, moment))
    # The lock that the door would have been: evidence that comes twice at once is kept once.
    rows = Attempt.objects.unscoped("the answers of one paper").select_for_update()
    attempt = rows.get(pk=attempt_id)
    over = attempt.paused_at is None and moment > attempt.deadline + LATE_KEPT
    if attempt.state == AttemptState.SUBMITTED or over:
        raise HandedIn(attempt)
    is_open = attempt.state == AttemptState.OPEN
    return Fate(late=not (is_open and in_time(attempt, moment)), elsewhere=is_open)


def _given(paper: Mapping[int, remembering.Asked], sent: Sent) -> Given | AnswerRefused:
    asked = paper.get(sent.question)
    if asked is None:
        return AnswerRefused(_("This question is not on your paper."))
    try:
        value = response(asked.question, sent.value)
    except AnswerRefused as refused:
        return refused
    number = _next(asked.pk) if sent.sequence is None else sent.sequence
    if not 1 <= number <= HIGHEST_SEQUENCE:
        return AnswerRefused(_("This answer has no valid number. Please reload the page."))
    return Given(asked.pk, number, value)


def _next(question_id: int) -> int:
    rows = _standing([question_id])
    return rows[question_id].sequence + 1 if rows else 1


def _standing(question_ids: Collection[int]) -> dict[int, Answer]:
    rows = Answer.objects.unscoped("the answers of one paper").filter(question_id__in=question_ids)
    return {answer.question_id: answer for answer in rows}


def _settle(
    attempt_id: int, given: Sequence[Given], moment: datetime, fate: Fate, window: str
) -> list[Saved]:
    """Let those count that may, keep all as evidence; what became of each."""
    highest = {one.question_id: one for one in sorted(given, key=lambda one: one.sequence)}
    stood = storing.put(attempt_id, list(highest.values()), moment) if fate == Fate() else set()
    counts = [one.question_id in stood and highest[one.question_id] is one for one in given]
    left = [one for one, counted in zip(given, counts, strict=True) if not counted]
    standing = _standing({one.question_id for one in left}) if left else {}
    fates = [
        Fate() if counted else _why_not(one, standing.get(one.question_id), fate)
        for one, counted in zip(given, counts, strict=True)
    ]
    known = _known(left) if left else frozenset()
    events = [
        (one, why)
        for one, why in zip(given, fates, strict=True)
        if why == Fate() or _name(one) not in known
    ]
    storing.note(attempt_id, events, moment, window)
    return [
        Saved("saved", one.sequence, one.value, moment)
        if why == Fate()
        else _told(one, standing.get(one.question_id), why)
        for one, why in zip(given, fates, strict=True)
    ]


def _why_not(one: Given, answer: Answer | None, fate: Fate) -> Fate:
    return replace(fate, stale=bool(answer and one.sequence <= answer.sequence))


def _told(one: Given, answer: Answer | None, why: Fate) -> Saved:
    """A page that heard no reply sends the same again: it is saved, since then."""
    stored: Literal["saved", "newer", "late"] = "newer" if why.stale else "late"
    if answer is None:
        return Saved(stored, 0, [], None)
    if why.stale and (one.sequence, one.value) == (answer.sequence, answer.value):
        stored = "saved"
    return Saved(stored, answer.sequence, answer.value, answer.saved_at)


def _known(given: Collection[Given]) -> frozenset[tuple[int, int, tuple[str, ...]]]:
    """Those kept before: a page that got no reply sends the same again; that is no other answer."""
    events = AnswerEvent.objects.unscoped("the answers of one paper").filter(
        question_id__in={one.question_id for one in given},
        sequence__in={one.sequence for one in given},
    )
    found = events.values_list("question_id", "sequence", "value")
    return frozenset((pk, sequence, tuple(value)) for pk, sequence, value in found)


def _name(one: Given) -> tuple[int, int, tuple[str, ...]]:
    return (one.question_id, one.sequence, tuple(one.value))
