"""What doctor says of the audit trail."""

from datetime import timedelta

from django.conf import settings
from django.db import connection

from portal import app_role, clock, hooks
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


@hooks.invariant
def the_site_only_adds() -> hooks.Finding:
    bound = not settings.OWNER_APART or app_role.is_bound(connection)
    return hooks.Finding(
        "audit: the site's database role can only add to the trail",
        bound,
        int(not bound),
        "" if bound else str(connection.settings_dict.get("USER", "")),
    )
