"""Annual appraisals: rows are superseded once, and never changed or deleted."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "roster_appraisal"
COLUMNS = (
    "id", "person_id", "appointment_id", "organisation_id", "year", "screenings", "accepted",
    "succeeded", "return_visits", "documents", "archived", "proposed", "published_from",
    "published_until", "objection", "final", "document", "reason", "corrects_id", "recorded_at",
    "recorded_by_id",
)  # fmt: skip
SUPERSEDED_TWICE = "OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL OR " + changed(
    *COLUMNS
)
FITS = """
NEW.superseded_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM roster_appointment a
WHERE a.id = NEW.appointment_id AND a.person_id = NEW.person_id
AND a.organisation_id = NEW.organisation_id)
OR (NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM roster_appraisal o
WHERE o.id = NEW.corrects_id AND o.superseded_at IS NOT NULL
AND o.appointment_id = NEW.appointment_id AND o.year = NEW.year))
"""
GUARDS = (
    Guard("roster_appraisal_once", TABLE, "UPDATE", SUPERSEDED_TWICE),
    Guard("roster_appraisal_fits", TABLE, "INSERT", FITS),
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_names_of_records"),
        ("roster", "0014_panels_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("screenings", models.PositiveIntegerField(verbose_name="screenings")),
                ("accepted", models.PositiveIntegerField(verbose_name="cases accepted")),
                ("succeeded", models.PositiveIntegerField(verbose_name="cases settled")),
                ("return_visits", models.PositiveIntegerField(verbose_name="return visits")),
                ("documents", models.PositiveIntegerField(verbose_name="mediation documents")),
                ("archived", models.PositiveIntegerField(verbose_name="files archived")),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "excellent"),
                            ("competent", "competent"),
                            ("basically_competent", "basically competent"),
                            ("incompetent", "not competent"),
                            ("good", "good"),
                            ("qualified", "qualified"),
                            ("unqualified", "not qualified"),
                        ],
                        max_length=20,
                        verbose_name="proposed grade",
                    ),
                ),
                ("published_from", models.DateField(null=True, verbose_name="published from")),
                (
                    "published_until",
                    models.DateField(null=True, verbose_name="published up to and with"),
                ),
                (
                    "objection",
                    models.CharField(blank=True, max_length=500, verbose_name="objection"),
                ),
                (
                    "final",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "excellent"),
                            ("competent", "competent"),
                            ("basically_competent", "basically competent"),
                            ("incompetent", "not competent"),
                            ("good", "good"),
                            ("qualified", "qualified"),
                            ("unqualified", "not qualified"),
                        ],
                        max_length=20,
                        verbose_name="final grade",
                    ),
                ),
                (
                    "document",
                    models.CharField(blank=True, max_length=100, verbose_name="document number"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the change"
                    ),
                ),
                ("superseded_at", models.DateTimeField(null=True, verbose_name="corrected at")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="roster.appointment",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="roster.appraisal",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "appraisal",
                "verbose_name_plural": "appraisals",
                "default_manager_name": "every",
                "indexes": [models.Index(fields=["person", "year"], name="appraisal_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("appointment", "year"),
                        name="one_appraisal_of_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("archived__lte", models.F("accepted")),
                            ("succeeded__lte", models.F("accepted")),
                        ),
                        name="no_more_than_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_from__isnull", True), ("published_until__isnull", True)
                            ),
                            models.Q(
                                ("published_from__isnull", False),
                                ("published_until__gte", models.F("published_from")),
                                ("published_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="published_for_some_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("final", ""),
                            models.Q(
                                ("published_until__isnull", False),
                                models.Q(("document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="final_after_publication",
                    ),
                ],
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
    ]
