"""Outbox jobs of the import of questions."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from exams.importing import entering, looking, staging
from exams.importing.models import QuestionBatch
from portal.jobs.registry import Claim, handler

SELDOM = (50_000, 50, 50)


@contextmanager
def garbage_seldom() -> Iterator[None]:
    """Look for garbage seldom: ten thousand questions live until the end, and each look goes
    through all of them (a quarter of the time of an import)."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@handler(staging.READ)
@garbage_seldom()
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
@garbage_seldom()
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
