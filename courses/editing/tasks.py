"""What goes live or expires by the clock, and who is reminded."""

from courses.editing import publishing, reminding
from portal.jobs.registry import Claim, daily, every_tick, handler

every_tick(publishing.enqueue_due)


@handler(publishing.GO_LIVE)
def go_live(claim: Claim) -> None:
    with claim.finish():
        publishing.go_live(claim.payload["revision"])


@handler(publishing.EXPIRE)
def expire(claim: Claim) -> None:
    with claim.finish():
        publishing.expire(claim.payload["page"])


@daily("editing.remind", hour=8, minute=30)
def remind(claim: Claim) -> None:
    with claim.finish():
        reminding.remind_overdue()
