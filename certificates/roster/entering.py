"""Entering a term that is over already, its beginning and its end at once: who held a post before
the platform was there. Always two people's act (promise P19)."""

from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from certificates.roster import appointing, ending, notifying, succeeding
from certificates.roster.choices import EndReason
from certificates.roster.gate import decide_gate
from certificates.roster.models import Appointment
from certificates.roster.refusing import ANOTHER_TERM, Refused, Signed
from certificates.roster.turns import at_person, at_post
from certificates.roster.writing import End, Terms, write_appointment, write_ending
from portal import clock
from portal.people.models import Person, Post


def refuse_bad_entry(
    post: Post, *, mode: str, starts: date, terms: Terms, end: End, signed: Signed
) -> None:
    """Raises Refused for a day, a paper or an end that cannot be, for an end that is not past (one
    person records it, as ever), and for another term: that is an act of its own."""
    appointing.refuse_bad_terms(starts, terms, signed)
    appointing.refuse_long_term(post, mode, starts, terms)
    ending.refuse_bad_end(starts, end, signed)
    if end.day >= clock.today():
        raise Refused(
            "day", _("This day is not past. Enter the appointment alone, and its end by itself.")
        )
    if end.reason == EndReason.RENEWED:
        raise Refused("end_reason", str(ANOTHER_TERM))


def refuse_afterlife(person: Person, end: End) -> None:
    """Raises Refused when somebody would have died before a day on which they held a post."""
    later = Appointment.objects.unscoped("who lived on").filter(
        Q(ends__isnull=True) | Q(ends__gt=end.day), person=person, superseded_at__isnull=True
    )
    if end.reason == EndReason.DECEASED and later.exists():
        raise Refused(
            "day", _("The person held a post after that day. Please check the day and the reason.")
        )


def enter(
    person: Person,
    post: Post,
    *,
    mode: str,
    starts: date,
    terms: Terms,
    end: End,
    actor_id: int | None,
    signed: Signed,
) -> Appointment:
    """Record that a person took up a post and left it; whoever was there before is followed by them
    and they by whoever came next. Raises Refused, and GateClosed: the gate is asked for the days of
    the term only, so that today's holder, or a post closed since, stand in nobody's way."""
    refuse_bad_entry(post, mode=mode, starts=starts, terms=terms, end=end, signed=signed)
    refuse_afterlife(person, end)
    planned = terms.term_ends or appointing.planned_end(post, mode, starts)
    terms = replace(terms, term_ends=planned)
    try:
        with transaction.atomic():
            at_post(post.pk)
            at_person(person.pk)
            gate = decide_gate(person, post, mode, starts, until=end.day)
            appointing.refuse_closed(gate, signed)
            row = write_appointment(gate, post, terms, actor_id, signed=signed, ends=end.day)
            _follow_up(row, end, actor_id, signed)
            return row
    except IntegrityError as error:
        raise Refused(
            "", _("Something changed a moment ago. Please look again and confirm.")
        ) from error


def _follow_up(row: Appointment, end: End, actor_id: int | None, signed: Signed) -> None:
    told = write_ending(row, end, signed.first, signed)
    left = succeeding.leave_vacant(told)
    succeeding.settle(row.post_id)
    succeeding.stay_closed_after(left)
    notifying.owe(row, row.starts, of_ending=False)
    notifying.owe(row, end.day, of_ending=True)
    appointing.note_appointment(row, actor_id)
    ending.note_end(told, actor_id)
