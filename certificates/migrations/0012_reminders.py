import django.db.models.deletion
from django.db import migrations, models

from portal.append_only import allow, forbid

TABLE = "certificates_certificatereminder"
OCCASIONS = [("expiry", "the period ends"), ("review", "the annual review comes")]


class Migration(migrations.Migration):
    dependencies = [("certificates", "0011_life")]

    operations = [
        migrations.CreateModel(
            name="CertificateReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occasion", models.CharField(max_length=10, choices=OCCASIONS)),
                ("due", models.DateField(verbose_name="day")),
                ("days", models.PositiveSmallIntegerField()),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="certificates.certificate",
                    ),
                ),
            ],
            options={"default_manager_name": "every"},
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.AddConstraint(
            "certificatereminder",
            models.UniqueConstraint(
                fields=["certificate", "occasion", "due", "days"], name="one_reminder_per_stage"
            ),
        ),
        migrations.RunPython(forbid(TABLE, "update", "delete"), allow(TABLE, "update", "delete")),
    ]
