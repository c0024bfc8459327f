"""Who is in office and on duty on a day, as a query: the one place where the board says in SQL what
`standing.decide` says of facts."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from certificates.choices import CertificateKind, CertificateState
from certificates.models import CertificateChange, CertificateVersion
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models import Appointment, DutySuspension
from certificates.roster.register import in_office_on
from portal.scope import Scope

WHY = "staffing of a keeper's places"


def in_reach(scope: Scope, day: date) -> QuerySet[Appointment]:
    """The appointments at a keeper's places that hold on the day."""
    rows: QuerySet[Appointment] = Appointment.objects.unscoped(WHY).filter(
        in_office_on(day), scope.below("organisation__path", *ROSTER_KEEPERS)
    )
    return rows


def on_duty(rows: QuerySet[Appointment], day: date) -> QuerySet[Appointment]:
    """Of appointments open on the day those whose holder is on duty (`standing.ON_DUTY`): the post
    certificate valid that day, the duty not suspended. The one place where this is said in SQL
    for numbers."""
    changes = CertificateChange.objects.unscoped(WHY).filter(day__lte=day)
    last = changes.filter(certificate=OuterRef("certificate_id")).order_by("-recorded_at", "-pk")
    moved = changes.exclude(state=CertificateState.ISSUED)
    issued = changes.filter(state=CertificateState.ISSUED)
    valid = (
        CertificateVersion.objects.unscoped(WHY)
        .filter(certificate__kind=CertificateKind.POST, valid_from__lte=day, valid_until__gte=day)
        .filter(certificate_id__in=issued.values("certificate_id"))
        # Few certificates ever moved: of those alone the last change is looked up.
        .filter(
            ~Q(certificate_id__in=moved.values("certificate_id"))
            | Q(certificate_id__in=_last_issued(moved, last))
        )
    )
    kept = DutySuspension.objects.unscoped(WHY).filter(
        Q(ends__isnull=True) | Q(ends__gt=day), starts__lte=day
    )
    return rows.filter(person_id__in=valid.values("certificate__person_id")).exclude(
        pk__in=kept.values("appointment_id")
    )


def _last_issued(
    moved: QuerySet[CertificateChange], last: QuerySet[CertificateChange]
) -> QuerySet[Any, Any]:
    """The certificates that moved and came back: issued says their last change by the day."""
    return (
        moved.annotate(now=Subquery(last.values("state")[:1]))
        .filter(now=CertificateState.ISSUED)
        .values("certificate_id")
    )
