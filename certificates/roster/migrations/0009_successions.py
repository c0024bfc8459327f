"""What follows an ending; those that are there already get the next holder of the post."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

SUCCESSION, FILING = "roster_succession", "roster_filing"
ITEM, SECONDMENT = "roster_handoveritem", "roster_secondment"
# Only when the successor's own entry turns out wrong is the post somebody else's or vacant again.
SETTLED_TWICE = """
(OLD.settled_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM roster_appointment a
WHERE a.id = OLD.successor_id AND a.superseded_at IS NOT NULL)) OR """ + changed(
    "ending_id", "post_id", "organisation_id", "vacant_since", "recorded_at"
)
FOLLOWS = """
NEW.successor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM roster_appointment a
WHERE a.id = NEW.successor_id AND a.post_id = NEW.post_id AND a.starts >= NEW.vacant_since
AND a.superseded_at IS NULL AND a.id <> NEW.ending_id)
"""
OF_ITS_END = """
NOT EXISTS (SELECT 1 FROM roster_appointment a WHERE a.id = NEW.ending_id
AND a.post_id = NEW.post_id AND a.organisation_id = NEW.organisation_id
AND a.ends = NEW.vacant_since)
"""
TOLD_TWICE = "OLD.done_on IS NOT NULL OR NEW.done_on IS NULL OR " + changed(
    "id", "kind", "appointment_id", "of_ending", "organisation_id", "day", "due_on", "recorded_at"
)
RECEIVED_TWICE = "OLD.received_on IS NOT NULL OR NEW.received_on IS NULL OR " + changed(
    "id", "ending_id", "organisation_id", "kind", "what", "recorded_at", "recorded_by_id"
)
GUARDS = [
    Guard("roster_settled_once", SUCCESSION, "UPDATE", SETTLED_TWICE),
    Guard("roster_successor_follows", SUCCESSION, "UPDATE", FOLLOWS),
    Guard("roster_succession_of_its_end", SUCCESSION, "INSERT", OF_ITS_END),
    Guard("roster_successor_fits", SUCCESSION, "INSERT", FOLLOWS),
    Guard("roster_told_once", FILING, "UPDATE", TOLD_TWICE),
    Guard("roster_received_once", ITEM, "UPDATE", RECEIVED_TWICE),
]
APPEND_ONLY = {
    SUCCESSION: ("delete",),
    FILING: ("delete",),
    ITEM: ("delete",),
    SECONDMENT: ("update", "delete"),
}


def follow(apps, _editor):
    """Every ending that is there gets who came next into the post, or stands vacant."""
    appointments = apps.get_model("roster", "Appointment").every
    succession = apps.get_model("roster", "Succession").every
    taken = set()
    for row in appointments.filter(ends__isnull=False).order_by("ends", "pk"):
        later = appointments.filter(post_id=row.post_id, starts__gte=row.ends)
        after = later.exclude(pk__in=taken).order_by("starts", "pk").first()
        succession.create(
            ending_id=row.pk,
            post_id=row.post_id,
            organisation_id=row.organisation_id,
            vacant_since=row.ends,
            successor=after,
            settled_at=after and after.recorded_at,
            recorded_at=row.ending.recorded_at,
        )
        taken.add(after and after.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("certificates", "0020_withdrawn_awards"),
        ("people", "0011_names_of_records"),
        ("roster", "0008_roster_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bureau", "filed with the county justice bureau"),
                            ("court", "told to the basic people's court"),
                        ],
                        max_length=10,
                        verbose_name="told to",
                    ),
                ),
                ("of_ending", models.BooleanField(verbose_name="of the end")),
                ("day", models.DateField(verbose_name="day of the change")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("done_on", models.DateField(null=True, verbose_name="told on")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=100, verbose_name="document number"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "filing",
                "verbose_name_plural": "filings",
                "default_manager_name": "every",
            },
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="HandOverItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("case", "open case"),
                            ("file", "case files"),
                            ("seal", "seal or stamp"),
                            ("key", "keys and equipment"),
                            ("other", "other"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what is handed over")),
                (
                    "received_by",
                    models.CharField(blank=True, max_length=50, verbose_name="received by"),
                ),
                ("received_on", models.DateField(null=True, verbose_name="received on")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "item handed over",
                "verbose_name_plural": "items handed over",
                "default_manager_name": "every",
            },
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="Secondment",
            fields=[
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="secondment",
                        serialize=False,
                        to="roster.appointment",
                    ),
                ),
                ("agency", models.CharField(max_length=100, verbose_name="sent by")),
                (
                    "detached",
                    models.BooleanField(verbose_name="detached from the home organisation"),
                ),
                ("due_on", models.DateField(verbose_name="rotation due on")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "secondment",
                "verbose_name_plural": "secondments",
                "default_manager_name": "every",
            },
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "ending",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="succession",
                        serialize=False,
                        to="roster.appointmentending",
                    ),
                ),
                ("vacant_since", models.DateField(verbose_name="vacant since")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="filled or closed at")),
                ("closed_on", models.DateField(null=True, verbose_name="post closed on")),
                (
                    "closed_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "succession",
                "verbose_name_plural": "successions",
                "default_manager_name": "every",
            },
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.AddField(
            model_name="filing",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="filings",
                to="roster.appointment",
            ),
        ),
        migrations.AddField(
            model_name="filing",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="filing",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="handoveritem",
            name="ending",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_over_items",
                to="roster.appointmentending",
            ),
        ),
        migrations.AddField(
            model_name="handoveritem",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="handoveritem",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="secondment",
            name="exchanges",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exchanged_by",
                to="roster.secondment",
            ),
        ),
        migrations.AddField(
            model_name="secondment",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="secondment",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successions",
                to="people.post",
            ),
        ),
        migrations.AddField(
            model_name="succession",
            name="successor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="succeeds",
                to="roster.appointment",
            ),
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["done_on", "due_on"], name="filing_by_due_day"),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                fields=("kind", "appointment", "of_ending"), name="told_once_of_each_change"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("received_by", ""), ("received_on__isnull", True)),
                    models.Q(
                        ("received_on__isnull", False), models.Q(("received_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="received_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondment",
            constraint=models.CheckConstraint(
                condition=models.Q(("exchanges", models.F("appointment")), _negated=True),
                name="exchange_is_of_another",
            ),
        ),
        migrations.AddIndex(
            model_name="succession",
            index=models.Index(fields=["post", "vacant_since"], name="succession_of_post"),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", True),
                        ("settled_at__isnull", True),
                        ("successor__isnull", True),
                    ),
                    models.Q(
                        ("closed_on__isnull", True),
                        ("settled_at__isnull", False),
                        ("successor__isnull", False),
                    ),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("settled_at__isnull", False),
                        ("successor__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="vacant_filled_or_closed",
            ),
        ),
        migrations.RunPython(follow, migrations.RunPython.noop),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(
            migrations.RunPython(forbid(table, *acts), allow(table, *acts))
            for table, acts in APPEND_ONLY.items()
        ),
    ]
