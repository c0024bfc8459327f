"""What happened in an attempt, step by step, by the server's time. Reads only."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.choices import Cause, ResultState
from exams.evidence import Said, Window
from exams.models import (
    Attempt,
    Irregularity,
    PageLeaving,
    Pause,
    RescueFile,
    Result,
    Seat,
    TimeCredit,
)
from portal.accounts.models import User
from portal.audit.extracting import Act

TAKEN_OVER = "attempt.taken_over"
STEPS = {
    "started": _("The paper is delivered; the clock runs"),
    "taken_in": _("Taken in by hand: the paper is opened from its printed form"),
    "answer": _("Answer received"),
    "taken_over": _("Answering went on in another window"),
    "credited": _("Minutes given back"),
    "paused": _("The clock was stopped"),
    "resumed": _("The clock went on"),
    "left": _("The page was left, as it told itself"),
    "back": _("The page was come back to, as it told itself"),
    "noted": _("Noted at the seat"),
    "rescued": _("A rescue file of the candidate's device was taken in"),
    "submitted": _("The candidate handed in"),
    "entered": _("Handed in by the exam office or the examiners"),
    "closed": _("Time was up"),
    "graded": _("Marked by the platform"),
    "collected": _("Written answer laid before its markers, without a name"),
    "marked": _("Written answer marked"),
    "settled": _("Points of a written answer settled"),
    "graded_by_people": _("All answers are marked"),
    "released": _("Result released"),
    "objected": _("Objection made"),
    "decided": _("Objection answered"),
    "revised": _("Result changed"),
    "effective": _("The result counts"),
}
ORDER = tuple(STEPS)


@dataclass(frozen=True)
class Step:
    """Something that happened; by `what` there is an answer, an act or minutes to it. `told` says
    more of it in words."""

    at: datetime
    what: str
    said: Said | None = None
    window: Window | None = None
    credit: TimeCredit | None = None
    rescue: RescueFile | None = None
    pause: Pause | None = None
    leaving: PageLeaving | None = None
    note: Irregularity | None = None
    who: str = ""
    told: str = ""

    @property
    def label(self) -> str:
        return str(STEPS[self.what])


More = Callable[[Result], Iterable[Step]]
_more: list[More] = []


def steps_from(provider: More) -> More:
    """Let a room above tell what it did between handing in and the result. It names nobody who
    marked: the steps are read by the candidate too."""
    _more.append(provider)
    return provider


@dataclass(frozen=True)
class Course:
    """What stands in tables of its own, beside answers and acts."""

    credits: tuple[TimeCredit, ...]
    rescues: tuple[RescueFile, ...]
    pauses: tuple[Pause, ...]
    leavings: tuple[PageLeaving, ...]
    notes: tuple[Irregularity, ...]


def course_of(attempt: Attempt, seat: Seat | None) -> Course:
    """Four queries, and one with a seat."""
    pauses = Pause.objects.unscoped("one attempt as it was").filter(attempt=attempt)
    leavings = PageLeaving.objects.unscoped("one attempt as it was").filter(attempt=attempt)
    return Course(
        tuple(attempt.credits.select_related("granted_by").order_by("at", "pk")),
        tuple(attempt.rescues.select_related("taken_by").order_by("taken_at", "pk")),
        tuple(pauses.select_related("began_by", "ended_by").order_by("began_at", "pk")),
        tuple(leavings.order_by("at", "pk")),
        tuple(seat.irregularities.select_related("noted_by").order_by("at", "pk") if seat else ()),
    )


def steps_of(
    attempt: Attempt,
    acts: Sequence[Act],
    answers: Iterable[Said],
    windows: Mapping[str, Window],
    course: Course,
) -> tuple[Step, ...]:
    """Everything in the order of the server's time."""
    result: Result | None = getattr(attempt, "result", None)
    steps = [
        *_course(attempt, acts, by_hand=any(one.entry for one in windows.values())),
        *(of_result(result, acts) if result else ()),
        *_answers(answers, windows),
        *_given(course.credits, course.rescues),
        *_stood(course.pauses, course.leavings),
        *_noted(course.notes),
    ]
    return tuple(sorted(steps, key=lambda step: (step.at, ORDER.index(step.what))))


def named(user: User | None) -> str:
    """A login as a court reads it: whose it is, and its name; empty for the platform itself."""
    return f"{user.get_full_name()} ({user.get_username()})" if user else ""


def of_result(result: Result, acts: Sequence[Act] = ()) -> list[Step]:
    """What came of the paper after it was handed in, in order; with `acts` also who released it,
    else as which office. Points stand nowhere in it."""
    found = [step for provider in _more for step in provider(result)]
    by_people = any(step.what == "collected" for step in found)
    office = gettext("the exam office")
    if result.state != ResultState.MARKING:
        found.append(Step(result.graded_at, "graded_by_people" if by_people else "graded"))
    if result.released_at:
        names = {act.kind: act.actor for act in acts}
        who = names.get("result.released", "") or (office if by_people else "")
        found.append(Step(result.released_at, "released", who=who))
    found += [
        Step(one.at, "revised", who=office, told=str(Cause(one.cause).label))
        for one in result.revisions.order_by("number")
    ]
    if result.effective_at:
        found.append(Step(result.effective_at, "effective"))
    return sorted(found, key=lambda step: (step.at, ORDER.index(step.what)))


def _course(attempt: Attempt, acts: Sequence[Act], *, by_hand: bool) -> Iterator[Step]:
    """`by_hand`: written on paper or heard, and entered by others (`entering`)."""
    who = {act.kind: act.actor for act in acts}
    began = "taken_in" if by_hand else "started"
    yield Step(attempt.started_at, began, who=who.get("attempt.started", ""))
    for act in acts:
        if act.kind == TAKEN_OVER:
            yield Step(act.at, "taken_over", who=act.actor)
    if attempt.submitted_at:
        state = str(attempt.state)
        ended = "entered" if by_hand else state
        yield Step(attempt.submitted_at, ended, who=who.get(f"attempt.{state}", ""))


def _answers(answers: Iterable[Said], windows: Mapping[str, Window]) -> Iterator[Step]:
    for one in answers:
        yield Step(one.at, "answer", said=one, window=windows.get(one.window))


def _given(credited: Iterable[TimeCredit], rescues: Iterable[RescueFile]) -> Iterator[Step]:
    for credit in credited:
        yield Step(credit.at, "credited", credit=credit, who=named(credit.granted_by))
    for rescue in rescues:
        yield Step(rescue.taken_at, "rescued", rescue=rescue, who=named(rescue.taken_by))


def _stood(pauses: Iterable[Pause], leavings: Iterable[PageLeaving]) -> Iterator[Step]:
    for pause in pauses:
        yield Step(pause.began_at, "paused", pause=pause, who=named(pause.began_by))
        if pause.ended_at:
            yield Step(pause.ended_at, "resumed", pause=pause, who=named(pause.ended_by))
    for leaving in leavings:
        yield Step(leaving.at, "back" if leaving.back else "left", leaving=leaving)


def _noted(notes: Iterable[Irregularity]) -> Iterator[Step]:
    for note in notes:
        yield Step(note.at, "noted", note=note, who=named(note.noted_by))
