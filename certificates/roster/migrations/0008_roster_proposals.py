"""Acts that take two people: written down, and decided once."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "roster_rosterproposal"
COLUMNS = (
    "id", "act", "person_id", "organisation_id", "post_id", "appointment_id", "terms", "reason",
    "proposed_by_id", "proposed_at",
)  # fmt: skip
DECIDED_TWICE = "OLD.state <> 'waiting' OR " + changed(*COLUMNS)
ONCE = Guard("roster_proposal_once", TABLE, "UPDATE", DECIDED_TWICE)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("certificates", "0020_withdrawn_awards"),
        ("people", "0011_names_of_records"),
        ("roster", "0007_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("appoint", "appoint"),
                            ("end", "end the appointment"),
                            ("correct", "correct the entry"),
                            ("annul", "strike the entry"),
                        ],
                        max_length=20,
                        verbose_name="act",
                    ),
                ),
                ("terms", models.JSONField(default=dict)),
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
            ],
            options={
                "verbose_name": "proposal to the roster",
                "verbose_name_plural": "proposals to the roster",
                "default_manager_name": "every",
            },
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.AddField(
            model_name="rosterproposal",
            name="appointment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="roster.appointment",
            ),
        ),
        migrations.AddField(
            model_name="rosterproposal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rosterproposal",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="rosterproposal",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="roster_proposals",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="rosterproposal",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
            ),
        ),
        migrations.AddField(
            model_name="rosterproposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("appointment__isnull", False), ("state", "waiting")),
                fields=("appointment",),
                name="one_proposal_for_an_appointment",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("appointment__isnull", True), ("state", "waiting")),
                fields=("person", "post"),
                name="one_proposal_for_a_post",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="proposal_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True), ("decided_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="roster_proposal_says_who_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "waiting"),
                    models.Q(("decided_by", models.F("proposed_by")), ("state", "taken_back")),
                    models.Q(
                        models.Q(("state", "taken_back"), _negated=True),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="roster_proposal_is_decided_by_another",
            ),
        ),
        migrations.RunPython(ONCE.put_up, ONCE.take_down),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
    ]
