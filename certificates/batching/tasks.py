"""The outbox job of a batch: one step, then the next is asked for in the same transaction."""

from certificates.batching import stepping
from portal.jobs.registry import Claim, handler


@handler(stepping.KIND)
def take_a_step(claim: Claim) -> None:
    """Payload: `batch` (id) and `turn`."""
    with claim.finish():
        stepping.step(claim.payload["batch"], claim.payload["turn"])
