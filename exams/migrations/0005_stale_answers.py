from django.db import migrations, models

from portal.append_only import forbid


def shut_again(apps, editor):
    """SQLite rebuilds the table for a new column, and its triggers go with the old one."""
    if editor.connection.vendor == "sqlite":
        forbid("exams_answerevent", "update", "delete")(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("exams", "0004_no_way_back")]

    operations = [
        migrations.AddField(
            "answerevent", "stale", models.BooleanField("stale", default=False)
        ),
        migrations.RunPython(shut_again, shut_again),
    ]
