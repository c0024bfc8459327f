"""Taking in the rescue file of a paper: answers that a device could not send, handed to the exam
office. While the paper is open, what is newer than what was saved counts; after its end all is kept
and nothing counts. What came of a mark then is for people to decide."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from exams import answering, passing, storing, unsealing
from exams.answering import AnswerRefused, Sent, device_of
from exams.choices import AttemptState, Became
from exams.models import Answer, AnswerEvent, Attempt, RescueFile
from exams.storing import Fate, Given
from exams.unsealing import Held, NoRescueFile, Rescued
from portal import clock
from portal.audit.recording import record

WINDOW = "rescue"  # behind the name of the device
WHY = "the answers of one paper"


class AlreadyIn(RuntimeError):
    """This very file was taken in before."""

    def __init__(self, kept: RescueFile) -> None:
        super().__init__(f"taken in as {kept.pk}")
        self.kept = kept


@dataclass(frozen=True)
class Line:
    """An answer of the file beside the one that counts on the server, and what becomes of it."""

    held: Held
    became: Became
    stands: Answer | None
    given: Given | None = None


@dataclass(frozen=True)
class _Server:
    """What the server has of some questions: the answers that count, the events by which they came,
    and everything that ever arrived."""

    standing: Mapping[int, Answer]
    counted: Mapping[int, AnswerEvent]
    known: frozenset[tuple[int, int, tuple[str, ...]]]


def opened(text: str) -> Rescued:
    """What stands in a rescue file, made by the page of that very paper: it shows its pass. Raises
    NoRescueFile."""
    rescued = unsealing.unseal(text)
    if not passing.opens(rescued.attempt_id, rescued.shown):
        raise NoRescueFile(
            _(
                "This file does not come from the page of the paper that it names. Please take the"
                " file that the candidate's own page saves."
            )
        )
    return rescued


def look(rescued: Rescued) -> list[Line]:
    """What taking it in would do now."""
    return _lines(rescued, late=_is_late(_attempts().get(pk=rescued.attempt_id)))


def taken(digest: str) -> RescueFile | None:
    """The file with this digest, if it was taken in."""
    return RescueFile.objects.unscoped(WHY).filter(digest=digest).first()


def take_in(rescued: Rescued, *, reason: str, actor_id: int | None) -> RescueFile:
    """Let answers count that are newer while the paper is open, keep all the others as evidence,
    and the file itself. Raises AlreadyIn."""
    try:
        with transaction.atomic():
            return _take_in(rescued, reason, actor_id)
    except IntegrityError:
        kept = taken(rescued.digest)
        if kept is None:
            raise
        raise AlreadyIn(kept) from None


def _take_in(rescued: Rescued, reason: str, actor_id: int | None) -> RescueFile:
    moment = clock.now()
    _attempts().select_for_update().get(pk=rescued.attempt_id)
    kept = taken(rescued.digest)
    if kept:
        raise AlreadyIn(kept)
    attempt = _attempts().select_related("person__organisation").get(pk=rescued.attempt_id)
    lines = _lines(rescued, late=_is_late(attempt))
    _store(rescued, lines)
    kept = RescueFile.objects.create(
        attempt=attempt,
        digest=rescued.digest,
        answers=[_told(line) for line in lines],
        made_at=rescued.made_at,
        taken_at=moment,
        taken_by_id=actor_id,
        reason=reason,
    )
    counted = sum(line.became == Became.COUNTED for line in lines)
    record(
        "attempt.rescued",
        attempt,
        actor_id=actor_id,
        place=attempt.person.organisation.path,
        reason=reason,
        data={"file": rescued.digest, "answers": len(lines), "counted": counted},
    )
    return kept


def _store(rescued: Rescued, lines: Sequence[Line]) -> None:
    """Those that count stand above what stood, with whatever number; as evidence each keeps the
    number that its device gave it."""
    moment = clock.now()
    counted = [
        replace(line.given, sequence=max(line.given.sequence, _number(line.stands) + 1))
        for line in lines
        if line.given and line.became == Became.COUNTED
    ]
    if counted:  # the hour of the last answer that counts, and only of such a one
        storing.open_the_door(rescued.attempt_id, moment, "", "")
    storing.put(rescued.attempt_id, counted, moment)
    fates = {
        Became.COUNTED: Fate(),
        Became.OLDER: Fate(stale=True),
        Became.LATE: Fate(late=True),
    }
    noted = [
        (line.given, fates[line.became]) for line in lines if line.given and line.became in fates
    ]
    storing.note(rescued.attempt_id, noted, moment, device_of(rescued.window) + WINDOW)


def _told(line: Line) -> dict[str, Any]:
    held = line.held
    return {
        "question": held.question,
        "sequence": held.sequence,
        "value": held.value,
        "at": held.at.isoformat() if held.at else "",
        "device_at": held.device_at,
        "waits": held.waits,
        "became": line.became.value,
    }


def _attempts() -> QuerySet[Attempt]:
    return Attempt.objects.unscoped(WHY)


def _is_late(attempt: Attempt) -> bool:
    is_open = attempt.state == AttemptState.OPEN
    return not (is_open and answering.in_time(attempt, clock.now()))


def _lines(rescued: Rescued, *, late: bool) -> list[Line]:
    sent = [Sent(one.question, one.sequence, one.value) for one in rescued.answers]
    read = answering.checked(rescued.attempt_id, sent)
    given = [one for one in read if isinstance(one, Given)]
    server = _server({one.question_id for one in given})
    newest = {one.question_id: one for one in sorted(given, key=lambda one: one.sequence)}
    lines = []
    for held, one in zip(rescued.answers, read, strict=True):
        if isinstance(one, AnswerRefused):
            lines.append(Line(held, Became.REFUSED, None))
            continue
        became = _became(held, one, server, rescued.window)
        if became == Became.COUNTED and newest[one.question_id] is not one:
            became = Became.OLDER
        if late and became != Became.KNOWN:
            became = Became.LATE
        lines.append(Line(held, became, server.standing.get(one.question_id), one))
    return lines


def _server(questions: Collection[int]) -> _Server:
    answers = Answer.objects.unscoped(WHY).filter(question_id__in=questions)
    events = list(
        AnswerEvent.objects.unscoped(WHY).filter(question_id__in=questions).order_by("pk")
    )
    return _Server(
        standing={answer.question_id: answer for answer in answers},
        counted={
            one.question_id: one for one in events if not (one.late or one.stale or one.elsewhere)
        },
        known=frozenset((one.question_id, one.sequence, tuple(one.value)) for one in events),
    )


def _became(held: Held, one: Given, server: _Server, window: str) -> Became:
    """What becomes of an answer while the paper is open.

    The numbers of one device tell which of its answers is newer. Between two devices they tell
    nothing: then the moment decides that the file says, and without one the number.
    """
    if (one.question_id, one.sequence, tuple(one.value)) in server.known:
        return Became.KNOWN
    stands, event = server.standing.get(one.question_id), server.counted.get(one.question_id)
    if stands is None:
        return Became.COUNTED
    if event and window and device_of(event.window) == device_of(window):
        newer = one.sequence > event.sequence
    else:
        newer = held.at > stands.saved_at if held.at else one.sequence > stands.sequence
    has_room = stands.sequence < answering.HIGHEST_SEQUENCE
    return Became.COUNTED if newer and has_room else Became.OLDER


def _number(answer: Answer | None) -> int:
    return answer.sequence if answer else 0
