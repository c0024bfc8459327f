from django.db import migrations, models

from portal.append_only import allow, forbid

TABLE, ACTS = "audit_doctorrun", ("update", "delete")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="DoctorRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("lines", models.JSONField()),
                ("failed", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunPython(forbid(TABLE, *ACTS), allow(TABLE, *ACTS)),
    ]
