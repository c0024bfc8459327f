"""Outbox jobs of the import of questions."""

from exams.importing import entering, looking, staging
from exams.importing.models import QuestionBatch
from portal.jobs.registry import Claim, handler


@handler(staging.READ)
def read_batch(claim: Claim) -> None:
    """Payload: `batch` (id). What was discarded meanwhile is nobody's business."""
    batch = QuestionBatch.objects.get(pk=claim.payload["batch"])
    found = looking.look(batch)
    with claim.finish():
        try:
            looking.keep(batch, *found)
        except staging.NotNow:
            return


@handler(staging.ENTER)
def enter_batch(claim: Claim) -> None:
    """Payload: `batch` (id), `number` as confirmed, `actor` (login)."""
    batch = QuestionBatch.objects.get(pk=claim.payload["batch"])
    with claim.finish():
        if batch.number != claim.payload["number"]:
            return
        try:
            entering.enter(batch, actor_id=claim.payload["actor"])
        except staging.NotNow:
            return
