from django.db import migrations

from portal.guards import Guard, changed

BEFORE = Guard(
    "exams_seat_is_fixed",
    "exams_seat",
    "UPDATE",
    changed("id", "sitting_id", "person_id", "ticket"),
)
NOW = Guard(
    "exams_seat_is_fixed",
    "exams_seat",
    "UPDATE",
    f"({changed('id', 'sitting_id', 'person_id')}"
    f" OR (OLD.attempt_id IS NOT NULL AND {changed('ticket')}))",
)


class Migration(migrations.Migration):
    """Until the paper is begun an admission number may follow its sitting to another day."""

    dependencies = [("exams", "0023_told_of_sittings")]

    operations = [
        migrations.RunPython(BEFORE.take_down, BEFORE.put_up),
        migrations.RunPython(NOW.put_up, NOW.take_down),
    ]
