"""What doctor says of the audit trail."""

from datetime import timedelta

from django.conf import settings
from django.db import connection

from portal import app_role, clock, invariants
from portal.audit.models import AuditDay, AuditEvent

LATE = timedelta(minutes=5)
NIGHTLY = timedelta(hours=26)
READ_AGAIN = "audit: the whole trail was read within 26 hours and found intact"


@invariants.invariant
def events_are_sealed() -> invariants.Finding:
    late = AuditEvent.objects.filter(seal__isnull=True, at__lt=clock.now() - LATE)
    first = late.values_list("pk", flat=True).first()
    return invariants.Finding(
        "audit: no event waits for its seal for 5 minutes",
        first is None,
        late.count(),
        str(first or ""),
    )


@invariants.invariant
def the_trail_was_read_again() -> invariants.Finding:
    """Fails on what the last reading found; a reading that did not come is a warning."""
    acts = AuditEvent.objects.filter(kind="audit.verified").select_related("body")
    last = acts.order_by("-pk").first()
    if last is not None and last.body.data["faults"]:
        found = last.body.data
        return invariants.Finding(
            READ_AGAIN, ok=False, count=found["faults"], example=found["first"]
        )
    young = last is not None and last.at > clock.now() - NIGHTLY
    late = AuditDay.objects.exists() and not young
    when = last.at.isoformat(timespec="seconds") if last else "–"
    return invariants.none_of(READ_AGAIN, [when] if late else [], "warn")


@invariants.invariant
def the_site_only_adds() -> invariants.Finding:
    bound = not settings.OWNER_APART or app_role.is_bound(connection)
    return invariants.Finding(
        "audit: the site's database role can only add to the trail",
        bound,
        int(not bound),
        "" if bound else str(connection.settings_dict.get("USER", "")),
    )
