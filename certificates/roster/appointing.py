"""Putting people into posts, past the gate."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.roster import notifying, succeeding, writing
from certificates.roster.choices import ELECTING_KINDS
from certificates.roster.gate import Gate, decide_gate
from certificates.roster.models import Appointment
from certificates.roster.refusing import (
    Refused,
    Signed,
    judged_on,
    refuse_bad_day,
    refuse_empty,
)
from certificates.roster.turns import at_person, at_post
from certificates.roster.writing import Terms
from portal import clock
from portal.audit.recording import record
from portal.counting import years_later
from portal.people.choices import AppointmentMode
from portal.people.models import Person, Post
from portal.policy.rules import rule

APPOINTED_YEARS = 1
LONGEST_YEARS = 6


class GateClosed(Refused):
    """Something is missing; `gate` lists every requirement."""

    def __init__(self, gate: Gate) -> None:
        super().__init__("", _("This appointment cannot be made yet. See what is missing below."))
        self.gate = gate


def appoint(
    person: Person,
    post: Post,
    *,
    mode: str,
    starts: date,
    basis: str,
    actor_id: int | None,
    term_ends: date | None = None,
    minority_member: bool | None = None,
    signed: Signed | None = None,
) -> Appointment:
    """Put a person into a post from the day `starts` (today to a year from now) on; the post's
    vacancy is filled, and bureau and court are to be told.

    `basis` names the minutes of the election or the letter; without `term_ends` (exclusive) the
    term is what the rule says. With `signed` a past day is taken, which stays marked, and what both
    have seen missing does not block, as far as it may be overridden. Raises Refused for another
    day, GateClosed with the whole list when a requirement is missing, also when another clerk
    filled the post in the meantime.
    """
    terms = Terms(basis, term_ends or planned_end(post, mode, starts), minority_member)
    refuse_bad_terms(starts, terms, signed)
    refuse_long_term(post, mode, starts, terms)
    try:
        with transaction.atomic():
            at_post(post.pk)
            at_person(person.pk)
            gate = decide_gate(person, post, mode, starts)
            refuse_closed(gate, signed)
            row = writing.write_appointment(gate, post, terms, actor_id, signed=signed)
            follow_up(row, actor_id)
            return row
    except IntegrityError as error:
        refuse_closed(decide_gate(person, post, mode, starts), signed)
        raise Refused(
            "", _("Something changed a moment ago. Please look again and confirm.")
        ) from error


def _is_elected(post: Post, mode: str) -> bool:
    return mode == AppointmentMode.ELECTED and post.organisation.kind in ELECTING_KINDS


def longest_end(post: Post, mode: str, starts: date) -> date:
    """When a term ends at the latest, exclusive: an elected one after the committee's."""
    if _is_elected(post, mode):
        return planned_end(post, mode, starts)
    return years_later(starts, LONGEST_YEARS)


def planned_end(post: Post, mode: str, starts: date) -> date:
    """When a term that begins on a day ends unless somebody says otherwise, exclusive: the
    committee's term (Mediation Law art. 9), or that of a hiring."""
    if _is_elected(post, mode):
        return years_later(starts, rule("committee.term_years", on=judged_on(starts)).number)
    return years_later(starts, rule("mediator.hire_term_years", on=judged_on(starts)).number)


def refuse_bad_terms(starts: date, terms: Terms, signed: Signed | None = None) -> None:
    """Raises Refused for a day the roster does not take, no paper, a term that cannot be."""
    refuse_bad_day("starts", starts, signed)
    if starts > years_later(clock.today(), APPOINTED_YEARS):
        raise Refused("starts", _("An appointment begins at most one year from now."))
    refuse_empty("basis", terms.basis, _("Please enter the minutes or the letter it rests on."))
    if terms.term_ends and terms.term_ends <= starts:
        raise Refused("term_ends", _("The term ends before it begins."))


def refuse_long_term(post: Post, mode: str, starts: date, terms: Terms) -> None:
    """Raises Refused for a term longer than a committee's (Mediation Law art. 9), or than 6
    years for the hired."""
    last = longest_end(post, mode, starts)
    if terms.term_ends and terms.term_ends > last:
        raise Refused(
            "term_ends",
            _("A term that begins then ends on %(day)s at the latest. Please check the year.")
            % {"day": date_format(last - timedelta(days=1))},
        )


def refuse_closed(gate: Gate, signed: Signed | None = None) -> None:
    """Raises GateClosed unless everything is there, or two people stand for all that is not."""
    missing = {found.id for found in gate.missing}
    seen = signed.overrides if signed else frozenset()
    if missing and not (gate.may_be_overridden and missing <= seen):
        raise GateClosed(gate)


def follow_up(row: Appointment, actor_id: int | None) -> None:
    """What goes with every new appointment, in the caller's transaction."""
    succeeding.fill(row)
    notifying.owe(row, row.starts, of_ending=False)
    note_appointment(row, actor_id)


def note_appointment(row: Appointment, actor_id: int | None) -> None:
    """The event of a new appointment, in the caller's transaction."""
    gate = row.gate_decision
    signers = {"second": gate.override_second_id or row.second_signer_id}
    record(
        "appointment.made",
        row,
        actor_id=actor_id,
        place=row.organisation.path,
        reason=row.late_reason or gate.override_reason,
        data={
            "person": row.person_id,
            "post": row.post_id,
            "mode": row.mode,
            "gate": gate.pk,
            "starts": row.starts.isoformat(),
            **({} if signers["second"] is None else signers),
        },
    )
