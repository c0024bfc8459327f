from django.db import migrations

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

KEY, DAY, ASKED = "asking_officekey", "asking_keyday", "asking_asked"
KEY_CHANGED = changed(
    "id", "organisation_id", "purpose", "daily", "until", "digest", "once", "made_at", "made_by_id"
)
ENDED_TWICE = "OLD.ended_at IS NOT NULL AND " + changed("ended_at")
GUARDS = [
    Guard("office_key_is_fixed", KEY, "UPDATE", KEY_CHANGED),
    Guard("office_key_ends_once", KEY, "UPDATE", ENDED_TWICE),
    Guard(
        "office_key_day_counts_up",
        DAY,
        "UPDATE",
        "NEW.spent < OLD.spent OR " + changed("id", "key_id", "day"),
    ),
]
REFUSED = [(KEY, "delete"), (DAY, "delete"), (ASKED, "update")]


class Migration(migrations.Migration):
    dependencies = [("asking", "0001_asking")]

    operations = [
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(migrations.RunPython(forbid(table, act), allow(table, act)) for table, act in REFUSED),
    ]
