"""Answering an objection: by somebody who has marked nothing of it; other marks only with a second
person. The result is let go with the answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from exams import releasing, revising
from exams.choices import Cause
from exams.marking.agreeing import HALF
from exams.marking.choices import ObjectionState
from exams.marking.models import Marking, Objection
from exams.models import Mark, PaperQuestion, Result
from exams.revising import Decided, NewMark
from portal import clock
from portal.audit.recording import record
from portal.counting import plain
from portal.notices.telling import tell
from portal.notices.wording import Wording

ANSWERED = Wording(
    "objection.answered",
    gettext_noop("Your objection is answered: %(exam)s"),
    gettext_noop("The answer to your objection stands on the page of the result."),
)
OTHERWISE = gettext_lazy(
    "This proposal or the result was changed meanwhile. Please look at it as it is now."
)
CHANGED = gettext_lazy(
    "These points were changed meanwhile. Please send the proposal back, so that it is made anew."
)


class DecisionRefused(ValueError):
    """This decision cannot be taken; the message says why."""


class Moved(DecisionRefused):
    """Somebody else did something meanwhile; nothing was done."""


@dataclass(frozen=True)
class Wanted:
    """What is proposed of one question (its row on the paper), and which change (id) its mark had
    undergone by then; None where it stood as it was first given."""

    question_id: int
    points: Decimal
    full: bool
    revision_id: int | None


def wanted_of(objection: Objection) -> list[Wanted]:
    """What is proposed; a proposal from before changes were kept beside it names none."""
    return [
        Wanted(pk, Decimal(points), full, next(iter(change), None))
        for pk, points, full, *change in objection.marks
    ]


def digest_of(objection: Objection) -> str:
    """SHA-256 of a proposal: by whom, which marks, in which words, for the result as it stands (how
    often it was changed): another one has another, and so has one that would come out otherwise."""
    result = objection.result.revision
    told = [objection.decided_by_id, objection.marks, objection.answer, result]
    return sha256(json.dumps(told).encode()).hexdigest()


def may_decide(objection: Objection, user_id: int) -> str:
    """Why somebody may not decide on an objection; "" when they may."""
    if objection.result.attempt.person.user_id == user_id:
        return _("Nobody decides on their own objection.")
    given = Marking.objects.unscoped("who marked it").filter(
        script__attempt=objection.result_id, marker_id=user_id, marked_at__isnull=False
    )
    if given.exists():
        return _("You have marked an answer of this paper. Somebody else decides.")
    return ""


def reject(objection: Objection, answer: str, *, actor_id: int) -> None:
    """The marks stand. Raises DecisionRefused."""
    _refuse(objection, actor_id)
    with transaction.atomic():
        _end(objection, ObjectionState.REJECTED, answer, actor_id)
        _note("objection.rejected", objection, actor_id, {}, answer)
        _answer(objection)


def propose(
    objection: Objection, marks: Sequence[tuple[int, Decimal]], answer: str, *, actor_id: int
) -> None:
    """Say which points questions (their places on the paper) are to bring; a second person
    approves. Raises DecisionRefused."""
    _refuse(objection, actor_id)
    wanted = _checked(objection, marks)
    with transaction.atomic():
        rows = Objection.objects.unscoped("deciding").filter(
            pk=objection.pk, state=ObjectionState.OPEN
        )
        if not rows.update(
            state=ObjectionState.PROPOSED,
            answer=answer,
            marks=[list(_plainly(one)) for one in wanted],
            decided_by_id=actor_id,
        ):
            raise Moved(_("It was decided meanwhile."))
        told = [[one.question_id, str(one.points)] for one in wanted]
        _note("objection.proposed", objection, actor_id, {"marks": told}, answer)


def approve(objection: Objection, seen: str, *, actor_id: int) -> None:
    """A second person agrees to the proposal that they have seen (its digest): the result says
    something else from now on. Raises DecisionRefused, and Moved where something else is proposed
    by now, or its marks were changed since."""
    _refuse(objection, actor_id)
    if objection.decided_by_id == actor_id:
        raise DecisionRefused(_("You proposed it. A second person approves."))
    if seen != digest_of(objection):
        raise Moved(OTHERWISE)
    with transaction.atomic():
        _hold(objection)
        by, answer = objection.decided_by_id or 0, objection.answer
        _end(objection, ObjectionState.UPHELD, answer, by, second=actor_id)
        decided = Decided(Cause.OBJECTION, answer[:500], by, actor_id)
        _revise(objection, decided)
        _note("objection.upheld", objection, actor_id, {}, answer)
        _answer(objection)


def _hold(objection: Objection) -> None:
    """Nobody changes its marks until this is over; it is what was seen."""
    rows = Result.objects.unscoped("deciding").select_for_update(of=("self",), no_key=True)
    if rows.get(pk=objection.result_id).revision != objection.result.revision:
        raise Moved(OTHERWISE)


def _revise(objection: Objection, decided: Decided) -> None:
    wanted = wanted_of(objection)
    if changed_since(wanted):
        raise Moved(CHANGED)
    marks = [NewMark(one.question_id, one.points, one.full) for one in wanted]
    try:
        revising.revise(objection.result_id, marks, decided)
    except revising.Changed:
        raise Moved(CHANGED) from None


def changed_since(wanted: Sequence[Wanted]) -> bool:
    """Whether one of these marks was changed after the proposal, by a corrected key or a sample."""
    rows = Mark.objects.unscoped("deciding").filter(pk__in=[one.question_id for one in wanted])
    now = dict(rows.values_list("pk", "revision_id"))
    return any(now[one.question_id] != one.revision_id for one in wanted)


def send_back(objection: Objection, why: str, *, actor_id: int) -> None:
    """A second person does not agree: it is open again. Raises DecisionRefused."""
    _refuse(objection, actor_id)
    if objection.decided_by_id == actor_id:
        raise DecisionRefused(_("You proposed it. A second person approves."))
    with transaction.atomic():
        rows = Objection.objects.unscoped("deciding").filter(
            pk=objection.pk, state=ObjectionState.PROPOSED
        )
        if not rows.update(state=ObjectionState.OPEN, answer="", marks=[], decided_by=None):
            raise Moved(_("It was decided meanwhile."))
        _note("objection.sent_back", objection, actor_id, {}, why)


def _refuse(objection: Objection, actor_id: int) -> None:
    if why := may_decide(objection, actor_id):
        raise DecisionRefused(why)


def _plainly(one: Wanted) -> tuple[int, str, bool, int | None]:
    return one.question_id, str(one.points), one.full, one.revision_id


def _checked(objection: Objection, marks: Sequence[tuple[int, Decimal]]) -> list[Wanted]:
    rows = PaperQuestion.objects.unscoped("deciding").filter(attempt=objection.result_id)
    asked = {one.position: one for one in rows}
    there = Mark.objects.unscoped("deciding").in_bulk([one.pk for one in asked.values()])
    wanted = []
    for position, points in marks:
        question = asked.get(position)
        if question is None:
            raise DecisionRefused(_("Question %(n)s is not on this paper.") % {"n": position})
        most = Decimal(question.points)
        if not points.is_finite() or not 0 <= points <= most:
            words = _("Question %(n)s brings 0 to %(most)s points.")
            raise DecisionRefused(words % {"n": position, "most": plain(most)})
        if points % HALF and points != most:
            raise DecisionRefused(_("Half points are the smallest."))
        mark = there[question.pk]
        if mark.points != points:
            wanted.append(Wanted(question.pk, points, points == most, mark.revision_id))
    if not wanted:
        raise DecisionRefused(_("These are the marks as they stand. Please change one, or reject."))
    return wanted


def _end(
    objection: Objection,
    state: ObjectionState,
    answer: str,
    decided_by: int,
    *,
    second: int | None = None,
) -> None:
    """Once: what is upheld was proposed just so, what is rejected was open."""
    rows = Objection.objects.unscoped("deciding").filter(pk=objection.pk)
    if second is None:
        rows = rows.filter(state=ObjectionState.OPEN)
    else:
        rows = rows.filter(
            state=ObjectionState.PROPOSED,
            decided_by_id=decided_by,
            marks=objection.marks,
            answer=answer,
        )
    if not rows.update(
        state=state,
        answer=answer,
        decided_by_id=decided_by,
        second_id=second,
        ended_at=clock.now(),
    ):
        raise Moved(_("It was decided meanwhile."))


def _answer(objection: Objection) -> None:
    """Nothing holds the result any more, and its person reads what became of the objection."""
    releasing.let_go(objection.result_id)
    attempt = objection.result.attempt
    tell(
        ANSWERED,
        key=f"{objection.pk}",
        person_id=attempt.person_id,
        facts={"exam": attempt.exam.title},
        link=reverse("result", args=[attempt.pk]),
    )


def _note(
    kind: str, objection: Objection, actor_id: int, data: dict[str, object], reason: str
) -> None:
    place = objection.result.attempt.person.organisation.path
    record(kind, objection, actor_id=actor_id, place=place, data=data, reason=reason[:500])
