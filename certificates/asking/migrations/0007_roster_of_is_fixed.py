from django.db import migrations

from portal.guards import Guard, changed

NAME, KEY = "office_key_is_fixed", "asking_officekey"
COLUMNS = (
    "id", "organisation_id", "purpose", "daily", "until", "digest", "once", "made_at", "made_by_id",
)  # fmt: skip
BEFORE = Guard(NAME, KEY, "UPDATE", changed(*COLUMNS))
AFTER = Guard(NAME, KEY, "UPDATE", changed(*COLUMNS, "roster_of_id"))


class Migration(migrations.Migration):
    dependencies = [("asking", "0006_roster_of")]

    operations = [
        migrations.RunPython(BEFORE.take_down, BEFORE.put_up),
        migrations.RunPython(AFTER.put_up, AFTER.take_down),
    ]
