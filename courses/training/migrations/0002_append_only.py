from django.db import migrations

from portal.append_only import allow, forbid

TABLE = "training_hoursentry"


class Migration(migrations.Migration):
    dependencies = [("training", "0001_hours_ledger")]

    operations = [
        migrations.RunPython(forbid(TABLE, "update", "delete"), allow(TABLE, "update", "delete"))
    ]
