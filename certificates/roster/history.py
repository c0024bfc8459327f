"""What happened to a person, newest first, and the same as bands over the years."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.holdings import Holding
from certificates.roster import (
    events_of_assessors,
    events_of_certificates,
    events_of_posts,
    events_of_training,
)
from certificates.roster.bands import Picture, Span, draw
from certificates.roster.choices import CERTIFICATE_LABELS
from certificates.roster.events import (
    ASSESSOR,
    CERTIFICATE,
    FACT,
    FUTURE,
    LEARNING,
    POST,
    Event,
    joined,
)
from certificates.roster.events_of_posts import WITH_CORRECTION, post_words
from certificates.roster.events_of_training import NOTHING, Learnt
from certificates.roster.models import Appointment, Appraisal, AssessorTerm
from portal import clock
from portal.people.models import Person

WHY = "the history of a person in reach"
TONES = {"valid": "ok", "suspended": "warn", "revoked": "stop", "expired": "rest"}


@dataclass(frozen=True)
class History:
    """All dated rows of one person; `wrong` are appointments that count for nothing any more."""

    appointments: tuple[Appointment, ...]
    certificates: tuple[Holding, ...]
    terms: tuple[AssessorTerm, ...]
    neighbours: tuple[Appointment, ...]
    appraisals: tuple[Appraisal, ...] = ()
    wrong: tuple[Appointment, ...] = ()
    learnt: Learnt = NOTHING

    def events(self, today: date) -> list[Event]:
        """Newest first; what lies ahead is marked so."""
        found: dict[str, Iterable[Event]] = {
            POST: (
                *events_of_posts.told_of(self.appointments, self.neighbours),
                *map(events_of_posts.told_of_wrong, self.wrong),
            ),
            CERTIFICATE: events_of_certificates.told_of(self.certificates, today),
            ASSESSOR: (
                event for term in self.terms for event in events_of_assessors.told_of(term, today)
            ),
            LEARNING: (
                *events_of_training.told_of(self.learnt),
                *map(_of_appraisal, self.appraisals),
            ),
        }
        told = [replace(event, kind=kind) for kind, some in found.items() for event in some]
        return sorted(
            (replace(event, weight=FUTURE) if event.day > today else event for event in told),
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


def history_of(person: Person, held: Sequence[Holding], learnt: Learnt = NOTHING) -> History:
    """Everything dated about a person, in seven queries; `held` are the person's certificates,
    `learnt` what the reader may know of training and exams."""
    own, wrong = appointments_of(person)
    neighbours = (
        Appointment.objects.unscoped(WHY)
        .filter(post_id__in={row.post_id for row in own}, superseded_at__isnull=True)
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
    decided = Appraisal.objects.unscoped(WHY).filter(
        person=person, superseded_at__isnull=True, appointment__superseded_at__isnull=True
    )
    return History(
        own,
        tuple(held),
        tuple(terms),
        tuple(neighbours),
        tuple(decided.exclude(final="").order_by("year", "pk")),
        wrong,
        learnt,
    )


def appointments_of(person: Person) -> tuple[tuple[Appointment, ...], tuple[Appointment, ...]]:
    """Those of a person's history, and those that count for nothing any more."""
    every = tuple(
        Appointment.objects.unscoped(WHY)
        .filter(person=person)
        .select_related(
            *WITH_CORRECTION,
            *("gate_decision__override_first", "gate_decision__override_second"),
            *("second_signer", "secondment", "ending__succession"),
        )
        .prefetch_related("suspensions")
        .order_by("starts", "pk")
    )
    own = tuple(row for row in every if row.superseded_at is None)
    return own, tuple(row for row in every if row.superseded_at is not None)


def _of_appraisal(row: Appraisal) -> Event:
    """A final grade, on the day it was recorded, with the counts rather than a rate."""
    words = {"year": row.year, "grade": row.get_final_display()}
    title = _("Appraised for %(year)s: %(grade)s") % words
    counts = _("%(succeeded)s of %(accepted)s cases settled") % {
        "succeeded": row.succeeded, "accepted": row.accepted,
    }  # fmt: skip
    return Event(clock.day_of(row.recorded_at), title, joined([counts, row.document]), FACT)


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
