"""Telling the county bureau of a change of the roster, and the bureau's telling the basic court
(People's Mediation Law art. 10): what is owed, by when, and that it was done."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.roster.choices import ROSTER_KEEPERS, FilingKind
from certificates.roster.models import Appointment, Filing
from certificates.roster.refusing import Refused, refuse_empty
from portal import clock
from portal.audit.recording import record
from portal.policy.rules import rule
from portal.policy.workdays import add_working_days
from portal.scope import Scope

WHY = "filings of a change"
OWED_BACK = timedelta(days=366)


def owe(appointment: Appointment, day: date, *, of_ending: bool) -> None:
    """Write down that the bureau and the court are to be told of a change of `day`, in the caller's
    transaction. Of what is entered more than a year late nobody is told any more."""
    if day < clock.today() - OWED_BACK:
        return
    terms = {
        FilingKind.BUREAU: rule("committee.filing_days", on=day).number,
        FilingKind.COURT: rule("committee.court_notice_days", on=day).number,
    }
    for kind, days in terms.items():
        Filing.objects.create(
            kind=kind,
            appointment=appointment,
            of_ending=of_ending,
            organisation_id=appointment.organisation_id,
            day=day,
            due_on=add_working_days(day, days),
            recorded_at=clock.now(),
        )


def overdue_in(scope: Scope, today: date) -> int:
    """How many changes at a keeper's places should have been told by now."""
    rows = Filing.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS),
        done_on__isnull=True,
        due_on__lt=today,
        appointment__superseded_at__isnull=True,
    )
    return rows.count()


def note_told(
    filings: Collection[Filing], *, day: date, document_number: str, actor_id: int | None
) -> int:
    """Record that changes were told by one document; how many. Raises Refused for a day to come or
    before a change was there to be told, and when one of them was told already."""
    refuse_empty("document_number", document_number, _("Please enter the number of the document."))
    if day > clock.today():
        raise Refused("day", _("This day has not come yet. Enter it once the paper has left."))
    if any(day < min(one.day, clock.day_of(one.recorded_at)) for one in filings):
        raise Refused("day", _("A change among them came later than that day. Check the date."))
    rows = Filing.objects.unscoped(WHY).filter(pk__in=[one.pk for one in filings])
    with transaction.atomic():
        told = rows.filter(done_on__isnull=True).update(
            done_on=day, document_number=document_number.strip(), done_by_id=actor_id
        )
        if told != len(filings):
            raise Refused("", _("Some of these have been told already. Please look again."))
        for one in filings:
            record(
                "roster.told",
                one.appointment,
                actor_id=actor_id,
                place=one.organisation.path,
                data={
                    "kind": one.kind,
                    "day": day.isoformat(),
                    "document": document_number.strip(),
                    "of_ending": one.of_ending,
                },
            )
    return told
