from django.db import migrations

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

BATCH = "batching_batch"
MEMBER = "batching_batchmember"

BATCH_CHANGED = changed(
    "id", "key", "organisation_id", "reason", "total", "two_people", "proposed_by_id",
    "proposed_at",
)  # fmt: skip
# The moves of `choices.MOVES`, and the end the work comes to, as they were when this was written.
STATE_JUMPED = """
NEW.state <> OLD.state AND NOT (
(OLD.state = 'proposed' AND NEW.state IN ('running', 'declined'))
OR (OLD.state = 'running' AND NEW.state IN ('paused', 'stopped', 'done'))
OR (OLD.state = 'paused' AND NEW.state IN ('running', 'stopped')))
"""
DECIDED_TWICE = "OLD.decided_by_id IS NOT NULL AND " + changed(
    "decided_by_id", "decided_at", "decision_reason"
)
MEMBER_CHANGED = changed("id", "batch_id", "person_id", "attempt_id")
SETTLED_TWICE = "OLD.state <> 'waiting' AND " + changed(
    "state", "certificate_id", "decision", "settled_at"
)

GUARDS = [
    Guard("batch_is_fixed", BATCH, "UPDATE", BATCH_CHANGED),
    Guard("batch_moves", BATCH, "UPDATE", STATE_JUMPED),
    Guard("batch_decided_once", BATCH, "UPDATE", DECIDED_TWICE),
    Guard("batch_member_is_fixed", MEMBER, "UPDATE", MEMBER_CHANGED),
    Guard("batch_member_settled_once", MEMBER, "UPDATE", SETTLED_TWICE),
]


class Migration(migrations.Migration):
    dependencies = [("batching", "0001_batches")]

    operations = [
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(
            migrations.RunPython(forbid(table, "delete"), allow(table, "delete"))
            for table in (BATCH, MEMBER)
        ),
    ]
