import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid

TABLE = "exams_rescuefile"


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0016_labelled_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RescueFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(max_length=64, unique=True, verbose_name="digest"),
                ),
                ("answers", models.JSONField(verbose_name="answers")),
                ("made_at", models.DateTimeField(null=True, verbose_name="made at")),
                ("taken_at", models.DateTimeField(verbose_name="taken in at")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rescues",
                        to="exams.attempt",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken in by",
                    ),
                ),
            ],
            options={
                "verbose_name": "rescue file",
                "verbose_name_plural": "rescue files",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(forbid(TABLE, "update", "delete"), allow(TABLE, "update", "delete")),
    ]
