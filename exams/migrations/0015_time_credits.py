import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from portal.append_only import allow, forbid

TABLE = "exams_timecredit"


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0014_flags"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TimeCredit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=16, verbose_name="action")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="exams.attempt",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "time credited",
                "verbose_name_plural": "times credited",
                "default_manager_name": "every",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "action"), name="one_credit_per_action"
                    ),
                    models.CheckConstraint(
                        condition=Q(minutes__range=(1, 180)), name="credit_of_some_minutes"
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(forbid(TABLE, "update", "delete"), allow(TABLE, "update", "delete")),
    ]
