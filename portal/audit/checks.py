"""What doctor says of the audit trail."""

from datetime import timedelta

from portal import clock, hooks
from portal.audit.models import AuditEvent

LATE = timedelta(minutes=5)


@hooks.invariant
def events_are_sealed() -> hooks.Finding:
    late = AuditEvent.objects.filter(seal__isnull=True, at__lt=clock.now() - LATE)
    first = late.values_list("pk", flat=True).first()
    return hooks.Finding(
        "audit: no event waits for its seal for 5 minutes",
        first is None,
        late.count(),
        str(first or ""),
    )
