"""Everything that is on record of one attempt, as plain values: the paper as it was delivered, what
happened in the order of the server's time, what came of it, and the acts with their seals.

Reads only. Keys are read for those who may see them, after release.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from exams import evidence, papers, reviewing
from exams.asking import Question, drawn
from exams.choices import AttemptState, ExamKind
from exams.evidence import Said, Window
from exams.grading import right_answer
from exams.models import (
    Attempt,
    AttemptDraw,
    ItemKey,
    PaperQuestion,
    RescueFile,
    Result,
    TimeCredit,
)
from exams.papers.proving import proves_attempt
from exams.wording import LETTERS
from portal.accounts.models import User
from portal.audit.extracting import Act, extract
from portal.audit.recording import subject_of

TAKEN = "attempt.evidence_taken"
TAKEN_OVER = "attempt.taken_over"
STEPS = {
    "started": _("The paper is delivered; the clock runs"),
    "answer": _("Answer received"),
    "taken_over": _("Answering went on in another window"),
    "credited": _("Minutes given back"),
    "rescued": _("A rescue file of the candidate's device was taken in"),
    "submitted": _("The candidate handed in"),
    "closed": _("Time was up"),
    "graded": _("Marked by the platform"),
    "released": _("Result released"),
    "effective": _("The result counts"),
}
ORDER = tuple(STEPS)


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
class Step:
    """Something that happened; by `what` there is an answer, an act or minutes to it."""

    at: datetime
    what: str
    said: Said | None = None
    window: Window | None = None
    credit: TimeCredit | None = None
    rescue: RescueFile | None = None
    who: str = ""

    @property
    def label(self) -> str:
        return str(STEPS[self.what])


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
    credits: tuple[TimeCredit, ...]
    rescues: tuple[RescueFile, ...]
    result: Result | None
    draw: AttemptDraw | None
    drawn_again: bool | None
    acts: tuple[Act, ...]

    @property
    def totals(self) -> evidence.Totals:
        return evidence.totals(self.answers)

    @property
    def credited(self) -> int:
        """Minutes given back in all."""
        return sum(credit.minutes for credit in self.credits)

    @property
    def first_deadline(self) -> datetime:
        return self.attempt.deadline - timedelta(minutes=self.credited)

    @property
    def minutes(self) -> int:
        """How long the paper could be written by the rules of the day it was delivered."""
        return round((self.first_deadline - self.attempt.started_at) / timedelta(minutes=1))

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
    credited = tuple(attempt.credits.select_related("granted_by").order_by("at", "pk"))
    rescues = tuple(attempt.rescues.select_related("taken_by").order_by("taken_at", "pk"))
    result: Result | None = getattr(attempt, "result", None)
    subjects = [subject_of(attempt), *([subject_of(result)] if result else [])]
    acts = tuple(extract(subjects, without=[TAKEN]))
    windows = evidence.windows(answers)
    draw = AttemptDraw.objects.unscoped("one attempt").filter(attempt=attempt)
    source = draw.select_related("source", "attempt").first()
    steps = [
        *_course(attempt, result, acts),
        *_answers(answers, windows),
        *_given(credited, rescues),
    ]
    return Document(
        attempt=attempt,
        sight=sight,
        asked=tuple(_asked(attempt, sight, _last(answers))),
        steps=tuple(sorted(steps, key=lambda step: (step.at, ORDER.index(step.what)))),
        answers=answers,
        windows=tuple(windows.values()),
        credits=credited,
        rescues=rescues,
        result=result,
        draw=source,
        drawn_again=_drawn_again(source),
        acts=acts,
    )


def named(user: User | None) -> str:
    """A login as a court reads it: whose it is, and its name; empty for the platform itself."""
    return f"{user.get_full_name()} ({user.get_username()})" if user else ""


def _last(answers: Iterable[Said]) -> dict[int, tuple[str, ...]]:
    """The last answer that counted, by place."""
    return {one.place: one.value for one in answers if one.counts}


def _course(attempt: Attempt, result: Result | None, acts: Sequence[Act]) -> Iterator[Step]:
    who = {act.kind: act.actor for act in acts}
    yield Step(attempt.started_at, "started", who=who.get("attempt.started", ""))
    for act in acts:
        if act.kind == TAKEN_OVER:
            yield Step(act.at, "taken_over", who=act.actor)
    if attempt.submitted_at:
        state = str(attempt.state)
        yield Step(attempt.submitted_at, state, who=who.get(f"attempt.{state}", ""))
    if result:
        yield Step(result.graded_at, "graded")
        if result.released_at:
            yield Step(result.released_at, "released", who=who.get("result.released", ""))
        if result.effective_at:
            yield Step(result.effective_at, "effective")


def _answers(answers: Iterable[Said], windows: Mapping[str, Window]) -> Iterator[Step]:
    for one in answers:
        yield Step(one.at, "answer", said=one, window=windows.get(one.window))


def _given(credited: Iterable[TimeCredit], rescues: Iterable[RescueFile]) -> Iterator[Step]:
    for credit in credited:
        yield Step(credit.at, "credited", credit=credit, who=named(credit.granted_by))
    for rescue in rescues:
        yield Step(rescue.taken_at, "rescued", rescue=rescue, who=named(rescue.taken_by))


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
    keys = ItemKey.objects.in_bulk(versions)
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
        words=evidence.as_read(kind, value),
        saved_at=answer.saved_at if answer else None,
        agrees=value == last,
        points_given=Decimal(mark.points) if mark and sight.keys else None,
        full=mark.full if mark and sight.keys else None,
        right=right,
        accepted=tuple(map(tuple, key.accepted)) if key else (),
    )
