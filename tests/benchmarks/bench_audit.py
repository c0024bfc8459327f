"""The audit trail: sealing as the platform does it, and verifying 1,000,000 events within 60 s."""

from django.db import connection, transaction

from portal import clock
from portal.audit import sealing
from portal.audit.models import AuditBody, AuditEvent
from portal.audit.recording import digest_of
from portal.audit.verifying import verify
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 1_000_000
AT_ONCE = 20_000
TICKS = 50
SALT = "0" * 32


def write(size: int) -> None:
    """Events as verbs write them, many at once: `recording.record` takes one by one."""
    moment = clock.now()
    details = [{"number": f"{at:017d}", "version": 1} for at in range(size)]
    with transaction.atomic():
        events = AuditEvent.objects.bulk_create(
            [
                AuditEvent(
                    at=moment,
                    place="000100020003",
                    kind="certificate.issued",
                    subject=f"certificates.certificate:{at}",
                    digest=digest_of(SALT, "", data),
                )
                for at, data in enumerate(details)
            ],
            batch_size=2000,
        )
        bodies = zip(events, details, strict=True)
        AuditBody.objects.bulk_create(
            [AuditBody(event=event, salt=SALT, data=data) for event, data in bodies],
            batch_size=2000,
        )


@benchmark("audit", full=FULL, small=60, limits={"verify": Limit(60, 300)})
def audit(meter: Meter, size: int) -> None:
    """Fill the trail; a tick's sealing of one event upon all that is sealed; verify everything."""
    left = size - TICKS
    while left > 0:
        write(min(left, AT_ONCE))
        left -= AT_ONCE
        while sealing.seal():
            pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with meter.measure("seal one", TICKS):
        for _tick in range(TICKS):
            write(1)
            assert sealing.seal() == 1
    with meter.measure("verify", size):
        found = verify()
    assert (found.sealed, found.unsealed, found.faults) == (size, 0, ())
