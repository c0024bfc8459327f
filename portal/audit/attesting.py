"""Writing down that the trail was read again, and what was found."""

from django.db import connection

from portal.audit.models import AuditDay
from portal.audit.recording import NoTransaction, record
from portal.audit.verifying import Verified


def attest(result: Verified) -> bool:
    """Record a verification in its caller's transaction, on the latest closed day; False before
    the first day is closed. Raises NoTransaction outside `transaction.atomic`."""
    if not connection.in_atomic_block:
        raise NoTransaction("attest outside a transaction")
    closed = AuditDay.objects.order_by("-day").first()
    if closed is None:
        return False
    first = result.faults[0] if result.faults else None
    data = {
        "sealed": result.sealed,
        "unsealed": result.unsealed,
        "faults": len(result.faults),
        "first": f"{first.day} #{first.position}" if first else "",
    }
    record("audit.verified", closed, actor_id=None, data=data)
    return True
