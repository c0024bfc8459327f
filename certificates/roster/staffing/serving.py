"""Who is in office and on duty on a day, as a query that joins sets, for the numbers of the board.
What `standing.decide` says of facts is said in SQL twice: here, and in `twin` with every label of
every person, for lists. The tests hold both against the rule."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from certificates.choices import CertificateKind, CertificateState
from certificates.models import CertificateChange, CertificateVersion
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models import Appointment, DutySuspension
from certificates.roster.register import in_office_on
from portal.scope import Scope

WHY = "staffing of a keeper's places"


def in_reach(scope: Scope, day: date) -> QuerySet[Appointment]:
    """The appointments at a keeper's places that hold on the day, as known now."""
    rows: QuerySet[Appointment] = Appointment.objects.unscoped(WHY).filter(
        in_office_on(day), scope.below("organisation__path", *ROSTER_KEEPERS)
    )
    return rows


def on_duty(rows: QuerySet[Appointment], day: date) -> QuerySet[Appointment]:
    """Of appointments open on the day those whose holder is on duty (`standing.ON_DUTY`): the post
    certificate valid that day, the duty not suspended; said so that the database joins sets
    instead of looking up each row."""
    kept = DutySuspension.objects.unscoped(WHY).filter(
        Q(ends__isnull=True) | Q(ends__gt=day), starts__lte=day
    )
    valid = CertificateVersion.objects.unscoped(WHY).filter(
        certificate__kind=CertificateKind.POST,
        certificate_id__in=in_state(day, CertificateState.ISSUED),
        valid_from__lte=day,
        valid_until__gte=day,
    )
    return rows.filter(person_id__in=valid.values("certificate__person_id")).exclude(
        pk__in=kept.values("appointment_id")
    )


def in_state(day: date, *states: CertificateState) -> QuerySet[CertificateChange, int]:
    """The ids of the certificates that were in one of these stored states on the day: the change
    that says so had come by then, and none came later."""
    changes = CertificateChange.objects.unscoped(WHY).filter(day__lte=day)
    later = changes.filter(certificate_id=OuterRef("certificate_id")).filter(
        Q(recorded_at__gt=OuterRef("recorded_at"))
        | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk"))
    )
    return (
        changes.filter(state__in=states)
        .exclude(Exists(later))
        .values_list("certificate_id", flat=True)
    )
