"""Objecting to one's own result: until when, and what it holds up."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exams import objection_days, releasing
from exams.choices import RELEASED, ExamKind, ResultState
from exams.marking.models import Objection
from exams.models import PaperQuestion, Result
from portal import clock
from portal.audit.recording import record
from portal.freetext import LONGEST


class ObjectionRefused(ValueError):
    """No objection can be made; the message says why."""


@dataclass(frozen=True)
class Way:
    """Whether somebody may still object, and until and with which day."""

    until: date | None
    reason: str = ""

    @property
    def open(self) -> bool:
        return not self.reason


def last_day(result: Result) -> date | None:
    """The last day of objecting; None before release. A result that counts later than on the day
    of its release counts from the day after it: what was told then stands. To one that counted at
    once people object late, by `exam.objection_working_days`."""
    if result.released_at is None or result.effective_from is None:
        return None
    released = clock.day_of(result.released_at)
    if result.effective_from > released:
        return result.effective_from - objection_days.DAY
    return objection_days.late_until(released)


def way(result: Result) -> Way:
    """Whether one's own result can be objected to now."""
    until = last_day(result)
    if until is None or result.state not in RELEASED:
        return Way(None, _("The result is not out yet."))
    if result.attempt.exam.kind != ExamKind.QUALIFYING:
        return Way(None, _("A quiz can be taken again at any time; nobody needs to object to it."))
    if open_one(result.pk):
        return Way(until, looked_at(result))
    if clock.today() > until:
        words = _("Objections could be made until %(day)s.")
        return Way(until, words % {"day": date_format(until)})
    return Way(until)


def standing_of(result: Result) -> str:
    """Whether and until when one's own released result can be objected to, or what an objection
    holds up, in one sentence."""
    now = way(result)
    if now.open:
        day = date_format(now.until) if now.until else ""
        return _("You can object until %(day)s, that day included.") % {"day": day}
    return now.reason


def looked_at(result: Result) -> str:
    """What an open objection to this result means for it."""
    if result.state == ResultState.EFFECTIVE:
        return _(
            "Your objection is being looked at. The result counts already, and goes on counting"
            " until it is answered; you get a message then."
        )
    return _(
        "Your objection is being looked at. The result counts once it is answered; you get a"
        " message then."
    )


def open_one(result_id: int) -> Objection | None:
    rows = Objection.objects.unscoped("one's own result")
    return rows.filter(result_id=result_id, ended_at__isnull=True).first()


def object_to(
    result: Result, reason: str, *, position: int | None = None, actor_id: int | None
) -> Objection:
    """Object to a result, or to what one question of it brought. Until it is answered the result
    does not become effective; one that counts already goes on counting. Raises ObjectionRefused."""
    now = way(result)
    if not now.open:
        raise ObjectionRefused(now.reason)
    question = None
    if position is not None:
        rows = PaperQuestion.objects.unscoped("one's own paper")
        question = rows.filter(attempt_id=result.pk, position=position).first()
        if question is None:
            raise ObjectionRefused(_("This question is not on your paper."))
    try:
        with transaction.atomic():
            held = releasing.hold(result.pk)
            made = Objection.objects.create(
                result=result, question=question, reason=reason, made_at=clock.now(), held=held
            )
            place = result.attempt.person.organisation.path
            data = {"question": position, "held": held}
            short = reason[:LONGEST]  # the objection itself keeps all
            record("objection.made", made, actor_id=actor_id, place=place, data=data, reason=short)
    except IntegrityError:
        raise ObjectionRefused(looked_at(result)) from None
    return made
