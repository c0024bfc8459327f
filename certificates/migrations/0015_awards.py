import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "certificates_award"
FIXED = changed(
    "id", "key", "person_id", "organisation_id", "kind", "rank", "post_id", "document_number",
    "decided_on", "deciding_body", "two_people", "entered_by_id", "entered_at",
)  # fmt: skip
DECIDED_TWICE = "OLD.state <> 'entered' AND " + changed(
    "state", "decided_by_id", "decided_at", "reason"
)
GUARDS = [
    Guard("award_is_fixed", TABLE, "UPDATE", FIXED),
    Guard("award_is_decided_once", TABLE, "UPDATE", DECIDED_TWICE),
]


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0014_versions_by_file"),
        ("people", "0011_names_of_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=32, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("post", "post certificate"),
                            ("training", "training certificate"),
                            ("chief", "chief mediator's certificate"),
                            ("grade", "grade certificate"),
                        ],
                        max_length=10,
                        verbose_name="kind of certificate",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="grade"),
                ),
                (
                    "document_number",
                    models.CharField(max_length=60, verbose_name="document number"),
                ),
                ("decided_on", models.DateField(verbose_name="decided on")),
                ("deciding_body", models.CharField(max_length=100, verbose_name="deciding body")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "Waits for a second person"),
                            ("agreed", "In force"),
                            ("declined", "Declined"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("two_people", models.BooleanField()),
                ("entered_at", models.DateTimeField(verbose_name="recorded at")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason in words"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        related_name="awards",
                        to="people.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="certificates.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on a title or grade",
                "verbose_name_plural": "decisions on titles and grades",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "declined"), _negated=True),
                fields=("person", "kind", "document_number"),
                name="a_document_decides_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("two_people", False),
                    models.Q(("state", "agreed"), _negated=True),
                    models.Q(("decided_by", models.F("entered_by")), _negated=True),
                    _connector="OR",
                ),
                name="award_two_are_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("state", "entered")),
                    models.Q(
                        models.Q(("state", "entered"), _negated=True), ("decided_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="award_says_who_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["chief", "grade"]),
                    models.Q(
                        models.Q(("kind", "grade"), ("rank__isnull", False)),
                        models.Q(
                            models.Q(("kind", "grade"), _negated=True), ("rank__isnull", True)
                        ),
                        _connector="OR",
                    ),
                ),
                name="award_is_of_a_title_or_grade",
            ),
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
    ]
