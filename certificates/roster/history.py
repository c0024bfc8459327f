"""What happened to a person, newest first, and the same as bands over the years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.holdings import Holding
from certificates.roster.bands import Picture, Span, draw
from certificates.roster.choices import CERTIFICATE_LABELS, EndReason
from certificates.roster.events import ACT, FACT, FUTURE, Event, joined
from certificates.roster.events_of_assessors import told_of
from certificates.roster.models import Appointment, Appraisal, AssessorTerm
from portal import clock
from portal.people.models import Person
from portal.templatetags.look import grouped_number

WHY = "the history of a person in reach"
TONES = {"valid": "ok", "suspended": "warn", "revoked": "stop", "expired": "rest"}


@dataclass(frozen=True)
class History:
    """All dated rows of one person."""

    appointments: tuple[Appointment, ...]
    certificates: tuple[Holding, ...]
    terms: tuple[AssessorTerm, ...]
    neighbours: tuple[Appointment, ...]
    appraisals: tuple[Appraisal, ...] = ()

    def events(self, today: date) -> list[Event]:
        """Newest first; what lies ahead is marked so."""
        found = [
            *(event for row in self.appointments for event in self._of_appointment(row)),
            *_of_certificates(self.certificates, today),
            *(event for term in self.terms for event in told_of(term, today)),
            *(_of_appraisal(row) for row in self.appraisals),
        ]
        return sorted(
            (replace(event, weight=FUTURE) if event.day > today else event for event in found),
            key=lambda event: event.day,
            reverse=True,
        )

    def picture(self, today: date) -> Picture | None:
        return draw(self.lanes(today), today)

    def lanes(self, today: date) -> list[tuple[Any, list[Span]]]:
        """The bands with their titles; an assessor's lane only where there is a term."""
        lanes: list[tuple[Any, list[Span]]] = [
            (pgettext("band", "Posts"), [_band(row, today) for row in self.appointments]),
            (
                pgettext("band", "Certificate"),
                [span for held in self.certificates for span in _certificate_bands(held)],
            ),
        ]
        if self.terms:
            spans = [
                Span(term.appointed_by, "rest", term.starts, term.removed_from or term.ends)
                for term in self.terms
                if not term.superseded_at
            ]
            lanes.append((pgettext("band", "Assessor"), spans))
        return lanes

    def _of_appointment(self, row: Appointment) -> Iterator[Event]:
        names = {"post": post_words(row), "place": row.organisation.name}
        if row.mode == "elected":
            title = _("Elected %(post)s of %(place)s") % names
        else:
            title = _("Hired as %(post)s of %(place)s") % names
        before = self._before(row)
        parts = [row.basis, _("following %(name)s") % {"name": before[1]} if before else ""]
        yield Event(row.starts, title, joined(parts), ACT, mark=_mark(row), other=before)
        yield from _of_suspensions(row)
        ending = getattr(row, "ending", None)
        if ending:
            words = names | {"reason": EndReason(ending.reason).label}
            title = _("Left as %(post)s of %(place)s: %(reason)s") % words
            after = self._after(row)
            successor = (
                _("successor: %(name)s") % {"name": after[1]}
                if after
                else _("post vacant since then")
            )
            parts = [ending.deciding_body, ending.document_number, ending.note, successor]
            mark = _("entered late, by two people") if ending.second_signer_id else ""
            yield Event(
                ending.day, title, joined(parts), ACT, mark=mark, ending=row.pk, other=after
            )

    def _before(self, row: Appointment) -> tuple[int, str] | None:
        earlier = [
            other
            for other in self.neighbours
            if other.post_id == row.post_id and other.ends and other.ends <= row.starts
        ]
        return (earlier[-1].person_id, earlier[-1].person.name) if earlier else None

    def _after(self, row: Appointment) -> tuple[int, str] | None:
        later = [
            other
            for other in self.neighbours
            if other.post_id == row.post_id and row.ends and other.starts >= row.ends
        ]
        return (later[0].person_id, later[0].person.name) if later else None


def history_of(person: Person, held: Sequence[Holding]) -> History:
    """Everything dated about a person, in seven queries; `held` are the person's certificates."""
    rows = Appointment.objects.unscoped(WHY)
    own = tuple(
        rows.filter(person=person, superseded_at__isnull=True)
        .select_related(
            *("post", "organisation", "ending", "person"),
            *("gate_decision__override_first", "gate_decision__override_second"),
            *("second_signer", "secondment"),
        )
        .prefetch_related("suspensions")
        .order_by("starts", "pk")
    )
    neighbours = (
        rows.filter(post_id__in={row.post_id for row in own}, superseded_at__isnull=True)
        .select_related("person")
        .order_by("starts", "pk")
    )
    terms = (
        AssessorTerm.objects.unscoped(WHY)
        .filter(person=person)
        .select_related("court", "removal", "correction")
        .prefetch_related("oaths", "sat")
        .order_by("starts", "pk")
    )
    decided = Appraisal.objects.unscoped(WHY).filter(person=person, superseded_at__isnull=True)
    return History(
        own,
        tuple(held),
        tuple(terms),
        tuple(neighbours),
        tuple(decided.exclude(final="").order_by("year", "pk")),
    )


def post_words(row: Appointment) -> str:
    """The post as it is called: chair, full-time mediator."""
    return str(row.post.get_kind_display())


def _mark(row: Appointment) -> str:
    """What two people stand for."""
    if row.corrects_id:
        return _("corrected, by two people")
    if row.second_signer_id:
        return _("entered late, by two people")
    return _("past the gate, by two people") if row.gate_decision.override_second_id else ""


def _of_appraisal(row: Appraisal) -> Event:
    """A final grade, on the day it was recorded, with the counts rather than a rate."""
    words = {"year": row.year, "grade": row.get_final_display()}
    title = _("Appraised for %(year)s: %(grade)s") % words
    counts = _("%(succeeded)s of %(accepted)s cases settled") % {
        "succeeded": row.succeeded, "accepted": row.accepted,
    }  # fmt: skip
    return Event(clock.day_of(row.recorded_at), title, joined([counts, row.document]), FACT)


def _of_suspensions(row: Appointment) -> Iterator[Event]:
    for suspension in row.suspensions.all():
        yield Event(suspension.starts, _("Suspended from duty"), suspension.reason, ACT)
        if suspension.ends:
            yield Event(suspension.ends, _("Back on duty"), suspension.lift_reason, ACT)


def _of_certificates(certificates: Sequence[Holding], today: date) -> Iterator[Event]:
    """A renewed certificate has a holding for each period: its changes are told once, and it
    expires with the last."""
    for place, held in enumerate(certificates):
        before = certificates[place - 1] if place else None
        after = certificates[place + 1] if place + 1 < len(certificates) else None
        if before and before.certificate_id == held.certificate_id:
            until = _("valid until %(day)s") % {"day": date_format(held.valid_until)}
            yield Event(held.valid_from, _("Certificate renewed"), until, ACT)
        else:
            yield from _of_changes(held)
        if not (after and after.certificate_id == held.certificate_id):
            yield from _of_expiry(held, today)


def _of_changes(held: Holding) -> Iterator[Event]:
    number = _("No. %(number)s") % {"number": grouped_number(held.number)}
    words = {
        "suspended": _("Certificate suspended"),
        "revoked": _("Certificate withdrawn"),
        "issued": _("Certificate in force again"),
        "voided": _("Certificate declared void"),
    }
    for place, (day, state) in enumerate(held.changes):
        if place == 0:
            until = _("valid until %(day)s") % {"day": date_format(held.valid_until)}
            yield Event(day, _("Certificate issued"), joined([number, until]), ACT)
        elif state in words and state != held.changes[place - 1][1]:
            yield Event(day, words[state], number, ACT)


def _of_expiry(held: Holding, today: date) -> Iterator[Event]:
    number = _("No. %(number)s") % {"number": grouped_number(held.number)}
    over = held.valid_until + timedelta(days=1)
    if held.state_on(over) == "expired":
        title = _("Certificate expired") if over <= today else _("Certificate expires")
        yield Event(over, title, number, FACT)


def _band(row: Appointment, today: date) -> Span:
    ends = row.ends or max(row.term_ends or today, today + timedelta(days=1))
    words = {"post": capfirst(post_words(row)), "mode": row.get_mode_display()}
    return Span(_("%(post)s (%(mode)s)") % words, "accent", row.starts, ends)


def _certificate_bands(held: Holding) -> Iterator[Span]:
    """One span for each stretch of days in which the state stays the same, until the last valid
    day."""
    end = held.valid_until + timedelta(days=1)
    starts = sorted(
        {held.valid_from, *(day for day, _state in held.changes if held.valid_from < day < end)}
    )
    for place, start in enumerate(starts):
        until = starts[place + 1] if place + 1 < len(starts) else end
        state = held.state_on(start)
        if state:
            yield Span(str(CERTIFICATE_LABELS[state]), TONES[state], start, until)
