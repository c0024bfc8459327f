import django.db.models.deletion
from django.db import migrations, models

from portal.append_only import allow, forbid

TABLE = "certificates_certificatereview"


class Migration(migrations.Migration):
    dependencies = [("certificates", "0012_reminders")]

    operations = [
        migrations.CreateModel(
            name="CertificateReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(verbose_name="last day")),
                ("needed", models.DecimalField(decimal_places=1, max_digits=5)),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=1, max_digits=6, verbose_name="credit hours"
                    ),
                ),
                ("passed", models.BooleanField()),
                ("evidence", models.JSONField()),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="certificates.certificate",
                    ),
                ),
            ],
            options={"default_manager_name": "every"},
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.AddConstraint(
            "certificatereview",
            models.UniqueConstraint(fields=["certificate", "starts"], name="one_review_per_year"),
        ),
        migrations.RunPython(forbid(TABLE, "update", "delete"), allow(TABLE, "update", "delete")),
    ]
