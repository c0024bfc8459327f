from django.db import migrations

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

PANEL = "roster_expertpanel"
MEMBER = "roster_expertpanelmember"
PANEL_ENDED_TWICE = "OLD.ended IS NOT NULL OR NEW.ended IS NULL OR " + changed(
    "id", "organisation_id", "name", "since", "recorded_at", "recorded_by_id"
)
MEMBER_LEFT_TWICE = "OLD.until IS NOT NULL OR NEW.until IS NULL OR " + changed(
    "id", "panel_id", "person_id", "name", "unit", "since", "recorded_at", "recorded_by_id"
)
PANEL_IS_OVER = f"""
EXISTS (SELECT 1 FROM {PANEL} p WHERE p.id = NEW.panel_id
AND (p.ended IS NOT NULL OR p.since > NEW.since))
"""
GUARDS = [
    Guard("roster_panel_ended_once", PANEL, "UPDATE", PANEL_ENDED_TWICE),
    Guard("roster_expert_left_once", MEMBER, "UPDATE", MEMBER_LEFT_TWICE),
    Guard("roster_expert_joins_open_panel", MEMBER, "INSERT", PANEL_IS_OVER),
]


class Migration(migrations.Migration):
    dependencies = [("roster", "0013_panels")]

    operations = [
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(
            migrations.RunPython(forbid(table, "delete"), allow(table, "delete"))
            for table in (PANEL, MEMBER)
        ),
    ]
