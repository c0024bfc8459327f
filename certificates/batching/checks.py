"""What doctor says of batches."""

from django.db.models import Exists, OuterRef, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from certificates.batching import stepping
from certificates.batching.choices import BatchState
from certificates.batching.models import Batch
from portal import invariants
from portal.jobs.enqueueing import OPEN
from portal.jobs.models import Job


@invariants.invariant
def a_batch_at_work_has_its_next_step() -> invariants.Finding:
    """Its job waits or runs; a failed one stands on the page of the batch with the remedy."""
    key = Concat(
        Value(f"{stepping.KIND}:"),
        Cast(OuterRef("pk"), CharField()),
        Value(":"),
        Cast(OuterRef("turn"), CharField()),
    )
    rows = Batch.objects.unscoped("doctor").filter(state=BatchState.RUNNING)
    stuck = rows.exclude(Exists(Job.objects.filter(key=key, state__in=OPEN)))
    return invariants.none_of(
        "certificates: every batch at work has its next step in the outbox",
        list(stuck.values_list("pk", flat=True)),
    )
