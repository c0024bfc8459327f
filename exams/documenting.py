"""Everything that is on record of one attempt, as plain values: the paper as it was delivered, what
happened in the order of the server's time, what came of it, and the acts with their seals.

Reads only. Keys are read for those who may see them, after release.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Subquery

from exams import evidence, papers, reviewing
from exams.asking import Question, drawn
from exams.choices import AttemptState, ExamKind, Kind
from exams.evidence import Said, Window
from exams.grading import right_answer
from exams.keying import keys_in_force
from exams.models import Attempt, AttemptDraw, ItemKey, PaperQuestion, Result, Seat
from exams.papers.proving import proves_attempt
from exams.sittings.arranging import REPLANNED
from exams.stepping import Course, Step, course_of, steps_of
from exams.wording import LETTERS
from portal.audit.extracting import Act, extract
from portal.audit.models import AuditEvent
from portal.audit.recording import subject_of

TAKEN, NOTICE_TAKEN = "attempt.evidence_taken", "result.notice_taken"
GIVEN = "seat.given"


@dataclass(frozen=True)
class Sight:
    """What a reader may see besides who, when and which letter: the texts of the questions, and
    after release the keys with the marks of each question."""

    texts: bool
    keys: bool


@dataclass(frozen=True)
class Asked:
    """A question as delivered. `question` is there with texts; `points_given` and `right` with
    keys. `agrees`: the answer that stands is the last one that counted."""

    place: int
    version_id: int
    reference: str
    version: int
    kind: str
    points: Decimal
    order: tuple[int, ...]
    question: Question | None
    sequence: int
    value: tuple[str, ...]
    words: str
    saved_at: datetime | None
    agrees: bool
    points_given: Decimal | None = None
    full: bool | None = None
    right: tuple[str, ...] | None = None
    accepted: tuple[tuple[str, ...], ...] = ()

    @property
    def authors_order(self) -> str:
        """The author's letters of the options in the order shown."""
        return " ".join(LETTERS[index] for index in self.order)

    @property
    def right_words(self) -> str:
        """What is right, as people read it; of a blank every answer that is accepted."""
        forms = tuple("／".join(each) for each in self.accepted)
        return evidence.as_read(self.kind, forms or self.right or ())


@dataclass(frozen=True)
class Document:
    """`drawn_again`: seed and source give this paper (None: nothing is kept to draw it from).
    `deadline` is the last one, `first_deadline` that of the start."""

    attempt: Attempt
    sight: Sight
    asked: tuple[Asked, ...]
    steps: tuple[Step, ...]
    answers: tuple[Said, ...]
    windows: tuple[Window, ...]
    course: Course
    seat: Seat | None
    result: Result | None
    draw: AttemptDraw | None
    drawn_again: bool | None
    acts: tuple[Act, ...]

    @property
    def totals(self) -> evidence.Totals:
        return evidence.totals(self.answers)

    @property
    def ticket_given(self) -> str:
        """The admission number as the seat got it; it follows the sitting to another day."""
        if self.seat is None:
            return ""
        given = (act.data.get("ticket", "") for act in self.acts if act.kind == GIVEN)
        return next(given, "") or self.seat.ticket

    @property
    def numbered_again(self) -> bool:
        return self.seat is not None and self.ticket_given != self.seat.ticket

    @property
    def credited(self) -> int:
        """Minutes given back in all, but for pauses."""
        return sum(credit.minutes for credit in self.course.credits)

    @property
    def stood(self) -> int:
        """Seconds given back for pauses."""
        return sum(pause.given_seconds or 0 for pause in self.course.pauses)

    @property
    def first_deadline(self) -> datetime:
        given = timedelta(minutes=self.credited, seconds=self.stood)
        return self.attempt.deadline - given

    @property
    def minutes(self) -> int:
        """How long the paper could be written by the rules of the day it was delivered, and by
        the seat."""
        return round((self.first_deadline - self.attempt.started_at) / timedelta(minutes=1))

    @property
    def in_grace(self) -> bool:
        """Handed in by the candidate after the deadline, within the grace."""
        attempt = self.attempt
        if attempt.state != AttemptState.SUBMITTED or any(one.entry for one in self.windows):
            return False
        return attempt.submitted_at is not None and attempt.submitted_at > attempt.deadline

    @property
    def answered(self) -> int:
        return sum(bool(one.value) for one in self.asked)

    @property
    def agrees(self) -> bool:
        return all(one.agrees for one in self.asked)

    @property
    def acts_intact(self) -> bool:
        return all(act.intact for act in self.acts)

    @property
    def released(self) -> bool:
        return bool(self.result and reviewing.may_see(self.result))


def sight_of(attempt: Attempt, *, keeper: bool) -> Sight:
    """While a paper is written nobody needs its questions here; afterwards those of the bank that
    exams draw from are seen by its keepers only, those of quizzes by whoever reads attempts."""
    texts = attempt.state != AttemptState.OPEN and (keeper or attempt.exam.kind == ExamKind.QUIZ)
    result = getattr(attempt, "result", None)
    return Sight(texts, texts and result is not None and reviewing.may_see(result))


def document(attempt: Attempt, sight: Sight) -> Document:
    """The attempt comes with exam, person and organisation. A dozen queries, and one drawing."""
    answers = evidence.said(attempt)
    result: Result | None = getattr(attempt, "result", None)
    sat = Seat.objects.unscoped("one attempt").filter(attempt=attempt)
    seat = sat.select_related("room__room", "sitting").first()
    course = course_of(attempt, seat)
    subjects = [subject_of(one) for one in (attempt, result, seat) if one]
    acts = tuple(extract(subjects, without=[TAKEN, NOTICE_TAKEN], more=_numberings(attempt, seat)))
    windows = evidence.windows(answers)
    draw = AttemptDraw.objects.unscoped("one attempt").filter(attempt=attempt)
    source = draw.select_related("source", "attempt").first()
    return Document(
        attempt=attempt,
        sight=sight,
        asked=tuple(_asked(attempt, sight, _last(answers))),
        steps=steps_of(attempt, acts, answers, windows, course),
        answers=answers,
        windows=tuple(windows.values()),
        course=course,
        seat=seat,
        result=result,
        draw=source,
        drawn_again=_drawn_again(source),
        acts=acts,
    )


def _numberings(attempt: Attempt, seat: Seat | None) -> list[int]:
    """The acts (ids) by which the admission number followed the sitting to another day; without
    them the number that was given and the one on the paper would contradict each other."""
    if seat is None:
        return []
    given = AuditEvent.objects.filter(subject=subject_of(seat), kind=GIVEN)
    moved = AuditEvent.objects.filter(
        subject=subject_of(seat.sitting),
        kind=REPLANNED,
        body__data__has_key="tickets",
        pk__gt=Subquery(given.values("pk")[:1]),
        at__lte=attempt.started_at,
    )
    return list(moved.values_list("pk", flat=True))


def _last(answers: Iterable[Said]) -> dict[int, tuple[str, ...]]:
    """The last answer that counted, by place."""
    return {one.place: one.value for one in answers if one.counts}


def _drawn_again(draw: AttemptDraw | None) -> bool | None:
    if draw is None:
        return None
    try:
        return proves_attempt(draw)
    except (ValueError, papers.Shortage):
        return False


def _asked(attempt: Attempt, sight: Sight, last: Mapping[int, tuple[str, ...]]) -> Iterator[Asked]:
    rows = PaperQuestion.objects.unscoped("one attempt as it was").filter(attempt=attempt)
    found = list(rows.select_related("version__item", "answer", "mark").order_by("position"))
    versions = [row.version_id for row in found] if sight.keys else []
    keys = keys_in_force(versions)
    for row in found:
        yield _question(row, sight, keys.get(row.version_id), last.get(row.position, ()))


def _question(
    row: PaperQuestion, sight: Sight, key: ItemKey | None, last: tuple[str, ...]
) -> Asked:
    answer, mark = getattr(row, "answer", None), getattr(row, "mark", None)
    value = evidence.shown(answer.value if answer else ())
    kind = row.version.item.kind
    right = tuple(right_answer(kind, key.key, row.option_order, key.accepted)) if key else None
    return Asked(
        place=row.position,
        version_id=row.version_id,
        reference=row.version.item.ref,
        version=row.version.n,
        kind=kind,
        points=Decimal(row.points),
        order=tuple(row.option_order),
        question=drawn(row.version, row.option_order) if sight.texts else None,
        sequence=answer.sequence if answer else 0,
        value=value,
        words=evidence.as_read(
            kind, value, evidence.line_names(row.version) if kind == Kind.CASE else ()
        ),
        saved_at=answer.saved_at if answer else None,
        agrees=value == last,
        points_given=Decimal(mark.points) if mark and sight.keys else None,
        full=mark.full if mark and sight.keys else None,
        right=right,
        accepted=tuple(map(tuple, key.accepted)) if key else (),
    )
