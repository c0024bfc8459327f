"""A suspension may be lifted before it began. The table is built anew on SQLite, so its guards go
before and come back after."""

from django.db import migrations, models

from certificates.roster.guards import NoOverlap
from portal.append_only import allow, forbid
from portal.guards import Guard, changed

SUSPENSION = "roster_dutysuspension"
LIFTED_TWICE = "OLD.ends IS NOT NULL OR NEW.ends IS NULL OR " + changed(
    "id", "appointment_id", "organisation_id", "starts", "reason", "recorded_at", "recorded_by_id"
)
GUARDS = [
    NoOverlap("roster_one_suspension", SUSPENSION, "appointment_id"),
    Guard("roster_lifted_once", SUSPENSION, "UPDATE", LIFTED_TWICE),
]


class Migration(migrations.Migration):
    dependencies = [("roster", "0015_appraisals")]

    operations = [
        *(migrations.RunPython(guard.take_down, guard.put_up) for guard in GUARDS),
        migrations.RunPython(allow(SUSPENSION, "delete"), forbid(SUSPENSION, "delete")),
        migrations.RemoveConstraint(
            model_name="dutysuspension", name="suspension_ends_after_start"
        ),
        migrations.AddConstraint(
            model_name="dutysuspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="suspension_ends_after_start",
            ),
        ),
        migrations.RunPython(forbid(SUSPENSION, "delete"), allow(SUSPENSION, "delete")),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
