from django.db import migrations

from portal.guards import Guard, changed

ATTEMPT = "exams_attempt"
CONDITIONS_CHANGED = changed(
    "id", "person_id", "exam_id", "number", "seed", "started_at", "grace_seconds", "pass_mark"
)

GUARDS = [
    Guard("exams_attempt_is_fixed", ATTEMPT, "UPDATE", CONDITIONS_CHANGED),
    # Minutes may be credited while the paper is open; none is ever taken away.
    Guard("exams_attempt_deadline_grows", ATTEMPT, "UPDATE", "NEW.deadline < OLD.deadline"),
]


class Migration(migrations.Migration):
    dependencies = [("exams", "0005_stale_answers")]

    operations = [migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS]
