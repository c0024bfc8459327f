import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0012_stationed_rooms"),
        ("roster", "0012_appointments_by_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpertPanel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name of the panel")),
                ("since", models.DateField(verbose_name="panel since")),
                (
                    "ended",
                    models.DateField(blank=True, null=True, verbose_name="no panel any more from"),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the panel's end"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "end_recorded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="end recorded at"),
                ),
                (
                    "end_recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="end recorded by",
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
                "verbose_name": "panel of experts",
                "verbose_name_plural": "panels of experts",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ExpertPanelMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=50, verbose_name="name of the expert"),
                ),
                (
                    "unit",
                    models.CharField(blank=True, max_length=100, verbose_name="unit of the expert"),
                ),
                ("since", models.DateField(verbose_name="in the panel from")),
                (
                    "until",
                    models.DateField(
                        blank=True, null=True, verbose_name="not in the panel any more from"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of leaving the panel"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "end_recorded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="end recorded at"),
                ),
                (
                    "end_recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="end recorded by",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="roster.expertpanel",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panel_seats",
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
                "verbose_name": "seat in a panel of experts",
                "verbose_name_plural": "seats in panels of experts",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="expertpanel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended__isnull", True), ("ended__gt", models.F("since")), _connector="OR"
                ),
                name="panel_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertpanel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended__isnull", True), ("end_recorded_at__isnull", False), _connector="OR"
                ),
                name="end_of_panel_is_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertpanel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended__isnull", True)),
                fields=("organisation", "name"),
                name="one_open_panel_per_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertpanelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), ("person__isnull", False)),
                    models.Q(("person__isnull", True), models.Q(("name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="expert_is_on_file_or_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertpanelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="expert_leaves_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertpanelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("end_recorded_at__isnull", False), _connector="OR"
                ),
                name="end_of_expert_is_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertpanelmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False), ("until__isnull", True)),
                fields=("panel", "person"),
                name="one_open_seat_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertpanelmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", True), ("until__isnull", True)),
                fields=("panel", "name", "unit"),
                name="one_open_seat_per_expert",
            ),
        ),
    ]
