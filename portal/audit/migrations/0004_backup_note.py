from django.db import migrations, models

from portal.append_only import allow, forbid

TABLE, ACTS = "audit_backupnote", ("update", "delete")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_doctor_run")]

    operations = [
        migrations.CreateModel(
            name="BackupNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(db_index=True)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("place", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("made_at", "sha256"), name="one_note_per_backup"
                    )
                ],
            },
        ),
        migrations.RunPython(forbid(TABLE, *ACTS), allow(TABLE, *ACTS)),
    ]
