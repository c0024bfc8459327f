"""An entry that comes between two others is named by the earlier one."""

from django.db import migrations

from portal.guards import Guard, changed

SUCCESSION = "roster_succession"
SETTLED = """
OLD.settled_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM roster_appointment a
WHERE a.id = OLD.successor_id AND a.superseded_at IS NOT NULL)"""
NEARER = """
EXISTS (SELECT 1 FROM roster_appointment n JOIN roster_appointment o ON n.starts < o.starts
WHERE n.id = NEW.successor_id AND o.id = OLD.successor_id)"""
ANOTHER_ROW = changed("ending_id", "post_id", "organisation_id", "vacant_since", "recorded_at")
BEFORE = Guard("roster_settled_once", SUCCESSION, "UPDATE", f"({SETTLED}) OR {ANOTHER_ROW}")
NOW = Guard(
    "roster_settled_once", SUCCESSION, "UPDATE", f"({SETTLED} AND NOT {NEARER}) OR {ANOTHER_ROW}"
)


class Migration(migrations.Migration):
    dependencies = [("roster", "0019_two_signers")]

    operations = [
        migrations.RunPython(BEFORE.take_down, BEFORE.put_up),
        migrations.RunPython(NOW.put_up, NOW.take_down),
    ]
