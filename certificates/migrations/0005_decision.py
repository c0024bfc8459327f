from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_one_in_force")]

    operations = [
        # Nullable: SQLite then adds the column without rebuilding a table that triggers read.
        migrations.AddField(
            "certificateversion",
            "decision",
            models.JSONField("decision", null=True, blank=True),
        ),
    ]
