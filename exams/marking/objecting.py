"""Objecting to one's own result: until when, and what it holds up."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exams import objection_days, releasing
from exams.choices import RELEASED, ExamKind
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
    """The last day of objecting (`objection_days`); None before release."""
    if result.released_at is None:
        return None
    return objection_days.last_day(clock.day_of(result.released_at))


def way(result: Result) -> Way:
    """Whether one's own result can be objected to now."""
    until = last_day(result)
    if until is None or result.state not in RELEASED:
        return Way(None, _("The result is not out yet."))
    if result.attempt.exam.kind != ExamKind.QUALIFYING:
        return Way(None, _("A quiz can be taken again at any time; nobody needs to object to it."))
    if clock.today() > until:
        words = _("Objections could be made until %(day)s.")
        return Way(until, words % {"day": date_format(until)})
    if open_one(result.pk):
        return Way(until, _("Your objection is being looked at."))
    return Way(until)


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
        raise ObjectionRefused(_("Your objection is being looked at.")) from None
    return made
