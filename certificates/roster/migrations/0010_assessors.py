import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_names_of_records"),
        ("roster", "0009_successions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="assessorterm",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("drawn", "drawn at random (arts. 9 and 10)"),
                    ("put_forward", "applied or recommended (art. 11)"),
                ],
                max_length=12,
                null=True,
                verbose_name="found by",
            ),
        ),
        migrations.AddField(
            model_name="assessorterm",
            name="decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="day of the decision"),
        ),
        migrations.AddField(
            model_name="assessorterm",
            name="decision_number",
            field=models.CharField(
                blank=True, max_length=100, null=True, verbose_name="number of the decision"
            ),
        ),
        migrations.AddField(
            model_name="assessorterm",
            name="number",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="which term"
            ),
        ),
        migrations.AddField(
            model_name="assessorterm",
            name="removed_from",
            field=models.DateField(blank=True, null=True, verbose_name="no longer assessor from"),
        ),
        migrations.AddField(
            model_name="assessorterm",
            name="superseded_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="counts for nothing since"
            ),
        ),
        migrations.CreateModel(
            name="AssessorCases",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("cases", models.PositiveSmallIntegerField(verbose_name="cases")),
                ("source", models.CharField(max_length=100, verbose_name="by which paper")),
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
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sat",
                        to="roster.assessorterm",
                    ),
                ),
            ],
            options={
                "verbose_name": "cases of a people's assessor",
                "verbose_name_plural": "cases of people's assessors",
                "abstract": False,
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AssessorCorrection",
            fields=[
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="correction",
                        serialize=False,
                        to="roster.assessorterm",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
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
                "verbose_name": "correction of an assessor's term",
                "verbose_name_plural": "corrections of assessors' terms",
                "abstract": False,
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AssessorOath",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("day", models.DateField(verbose_name="day of the oath")),
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
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oaths",
                        to="roster.assessorterm",
                    ),
                ),
            ],
            options={
                "verbose_name": "oath of a people's assessor",
                "verbose_name_plural": "oaths of people's assessors",
                "abstract": False,
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AssessorRemoval",
            fields=[
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="removal",
                        serialize=False,
                        to="roster.assessorterm",
                    ),
                ),
                ("day", models.DateField(verbose_name="no longer assessor from")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("resigned", "resigned with good reason (art. 27, item 1)"),
                            ("disqualified", "a case of art. 6 or 7 (art. 27, item 2)"),
                            ("refused", "refused to sit without good reason (art. 27, item 3)"),
                            (
                                "abused",
                                "broke the rules of trial, with grave results (art. 27, item 4)",
                            ),
                        ],
                        max_length=12,
                        verbose_name="ground",
                    ),
                ),
                ("removed_by", models.CharField(max_length=100, verbose_name="removed by")),
                (
                    "decision_number",
                    models.CharField(max_length=100, verbose_name="number of the decision"),
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
                "verbose_name": "removal of a people's assessor",
                "verbose_name_plural": "removals of people's assessors",
                "abstract": False,
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MediatedDispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="dispute number")),
                ("number_key", models.CharField(db_index=True, max_length=60)),
                ("starts", models.DateField(verbose_name="mediated from")),
                (
                    "ends",
                    models.DateField(blank=True, null=True, verbose_name="mediation closed on"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it was taken back"
                    ),
                ),
                (
                    "mediator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mediated",
                        to="people.person",
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
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="taken back by",
                    ),
                ),
            ],
            options={
                "verbose_name": "mediated dispute",
                "verbose_name_plural": "mediated disputes",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DisputeParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_index", models.CharField(db_index=True, max_length=64)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="roster.mediateddispute",
                    ),
                ),
            ],
            options={
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RecommendationList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quota", models.PositiveSmallIntegerField(verbose_name="quota of assessors")),
                (
                    "quota_paper",
                    models.CharField(max_length=100, verbose_name="decision on the quota"),
                ),
                (
                    "taken",
                    models.PositiveSmallIntegerField(verbose_name="assessors of this channel now"),
                ),
                ("most", models.PositiveSmallIntegerField(verbose_name="names at most")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("handed_over", "handed over"),
                            ("concluded", "concluded"),
                            ("given_up", "given up"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "handed_over_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="handed over at"),
                ),
                (
                    "paper",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="number of the letter"
                    ),
                ),
                (
                    "court",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed over by",
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
                "verbose_name": "recommendation list",
                "verbose_name_plural": "recommendation lists",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="place on the list")),
                (
                    "nominator_kind",
                    models.CharField(
                        choices=[
                            ("employer", "employer"),
                            ("residents", "village or residents' committee"),
                            ("organisation", "people's organisation"),
                        ],
                        max_length=12,
                        verbose_name="recommended by",
                    ),
                ),
                (
                    "nominator",
                    models.CharField(max_length=100, verbose_name="name of who recommends"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("listed", "on the list"),
                            ("appointed", "appointed"),
                            ("not_appointed", "not appointed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="listed",
                        max_length=13,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_paper",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="paper of the outcome"
                    ),
                ),
                (
                    "outcome_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="outcome recorded at"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "outcome_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="outcome recorded by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
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
                (
                    "term",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendation",
                        to="roster.assessorterm",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="roster.recommendationlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation as people's assessor",
                "verbose_name_plural": "recommendations as people's assessor",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RecusalCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_number", models.BooleanField(verbose_name="by dispute number")),
                ("names", models.PositiveSmallIntegerField(verbose_name="how many names")),
                ("hits", models.PositiveSmallIntegerField(verbose_name="how many hits")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
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
                "verbose_name": "recusal check",
                "verbose_name_plural": "recusal checks",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found", models.JSONField(verbose_name="what was found")),
                (
                    "education",
                    models.CharField(
                        choices=[
                            ("unknown", "not looked at yet"),
                            ("less", "less than senior secondary"),
                            ("secondary", "senior secondary"),
                            ("more", "more than senior secondary"),
                        ],
                        max_length=10,
                        verbose_name="education",
                    ),
                ),
                ("checked_on", models.DateField(verbose_name="looked at on")),
                ("paper", models.CharField(max_length=100, verbose_name="on what paper")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
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
                "verbose_name": "screening for people's assessors",
                "verbose_name_plural": "screenings for people's assessors",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="mediateddispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("organisation", "number_key", "mediator"),
                name="one_part_in_a_dispute",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediateddispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="dispute_closed_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="disputeparty",
            constraint=models.UniqueConstraint(
                fields=("dispute", "name_index"), name="one_row_of_a_party"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationlist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("open", "handed_over"))),
                fields=("court",),
                name="one_list_of_a_court",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("most__gte", 1),
                    (
                        "quota__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("most"), "+", models.F("taken")
                            ),
                            "*",
                            models.Value(5),
                        ),
                    ),
                ),
                name="list_within_a_fifth",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_over_at__isnull", True), ("state__in", ("open", "given_up"))),
                    models.Q(
                        ("handed_over_at__isnull", False),
                        ("state__in", ("handed_over", "concluded")),
                    ),
                    _connector="OR",
                ),
                name="list_handed_over_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "withdrawn"), _negated=True),
                fields=("list", "place"),
                name="one_name_on_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "withdrawn"), _negated=True),
                fields=("list", "person"),
                name="nobody_listed_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "appointed"), ("term__isnull", False)),
                    models.Q(
                        models.Q(("outcome", "appointed"), _negated=True), ("term__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="appointed_names_the_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "listed"), ("outcome_at__isnull", True)),
                    models.Q(
                        models.Q(("outcome", "listed"), _negated=True),
                        ("outcome_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="outcome_says_when",
            ),
        ),
    ]
