import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "certificates_endproposal"
FIXED = changed(
    "id", "certificate_id", "act", "reason_code", "reason", "proposed_by_id", "proposed_at"
)
DECIDED_TWICE = "OLD.state <> 'waiting' AND " + changed(
    "state", "decided_by_id", "decided_at", "answer"
)
GUARDS = [
    Guard("end_proposal_is_fixed", TABLE, "UPDATE", FIXED),
    Guard("end_proposal_is_decided_once", TABLE, "UPDATE", DECIDED_TWICE),
]


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0016_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EndProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=10)),
                (
                    "reason_code",
                    models.CharField(
                        choices=[
                            ("issued", "requirements fulfilled"),
                            ("renewed", "requirements fulfilled again"),
                            ("under_inquiry", "complaint under inquiry"),
                            ("inquiry_closed", "inquiry closed, nothing found"),
                            ("statutory_misconduct", "misconduct under Article 15 of the law"),
                            ("serious_dereliction", "serious dereliction of duty"),
                            ("incompetent", "not competent"),
                            ("cannot_serve", "cannot serve any longer"),
                            ("resigned", "resigned"),
                            ("disqualified", "disqualified"),
                            ("deceased", "deceased"),
                            ("fraud", "obtained by fraud"),
                            ("error", "issued in error"),
                            ("name_changed", "name changed by the police register"),
                            ("name_corrected", "name was misspelt"),
                            ("lost", "declared lost"),
                            ("stolen", "reported stolen"),
                            ("damaged", "damaged, handed in"),
                            ("post_ended", "the post certificate it rests on has ended"),
                            ("higher_grade", "a higher grade was given"),
                            ("other", "another reason"),
                        ],
                        max_length=30,
                        verbose_name="reason",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason in words")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a second person"),
                            ("agreed", "Agreed"),
                            ("declined", "Declined"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="recorded at")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(blank=True, max_length=500, verbose_name="reason in words"),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="end_proposals",
                        to="certificates.certificate",
                    ),
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
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal to end a certificate",
                "verbose_name_plural": "proposals to end certificates",
                "default_manager_name": "every",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("certificate",),
                        name="one_end_is_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["revoke", "void"])),
                        name="only_ends_are_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="end_says_who_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"),
                            models.Q(
                                ("decided_by", models.F("proposed_by")), ("state", "taken_back")
                            ),
                            models.Q(
                                models.Q(("state", "taken_back"), _negated=True),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="end_is_decided_by_another",
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
