"""What courses tells becomes an outbox job, in its transaction, and nothing else."""

import hashlib
from typing import Any

from django.dispatch import receiver

from courses.signals import articles_changed
from portal.jobs.enqueueing import enqueue

HOLD = "exams.hold_citing"


@receiver(articles_changed, dispatch_uid="exams.hold_citing")
def hold_citing(
    statute: str, version_id: int, articles: list[tuple[int, int]], event: str = "", **_: Any
) -> None:
    """A statute of several files tells it file by file: the articles are part of the key."""
    named = " ".join(f"{number}-{sub}" for number, sub in articles)
    digest = hashlib.sha256(named.encode()).hexdigest()[:16]
    payload = {"statute": statute, "version": version_id, "articles": articles}
    enqueue(HOLD, f"{version_id}:{digest}:{event}", payload)
