"""Jobs of the outbox."""

from portal.jobs.registry import Claim, handler
from portal.notices import sending
from portal.notices.telling import SEND


@handler(SEND)
def send_word(claim: Claim) -> None:
    """At least once: when a worker dies between provider and database, it is sent again under the
    same id. The key that the outbox gave the job, `notice.send:<notice>:<channel>`, is that id."""
    notice_id, channel = claim.payload["notice"], claim.payload["channel"]
    task = sending.errand(notice_id, channel)
    if task is not None:
        sending.send(task, f"{SEND}:{notice_id}:{channel}")
    with claim.finish():
        if task is not None:
            sending.note_sent(task)
