import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0011_names_of_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="as of")),
                (
                    "document_number",
                    models.CharField(max_length=100, verbose_name="document number"),
                ),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("sha256", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("end_reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_lists",
                        to="people.organisation",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "public list of mediators",
                "verbose_name_plural": "public lists of mediators",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PublicLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="place in the list")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                (
                    "organisation_name",
                    models.CharField(max_length=100, verbose_name="organisation"),
                ),
                ("post", models.CharField(max_length=10, verbose_name="post")),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="certificate number, masked"
                    ),
                ),
                ("left", models.BooleanField(verbose_name="no longer a mediator here")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "public_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="sharing.publiclist",
                        verbose_name="public list",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a public list",
                "verbose_name_plural": "lines of public lists",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="RosterTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name of the template")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("file_name", models.CharField(max_length=200, verbose_name="file name")),
                ("sha256", models.CharField(max_length=64)),
                ("placeholders", models.JSONField(verbose_name="placeholders")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "template of the roster",
                "default_manager_name": "every",
            },
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Handout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("template", "workbook in a template"),
                            ("print", "printed roster"),
                        ],
                        max_length=8,
                        verbose_name="form",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("filters", models.JSONField()),
                ("language", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("making", "being made"),
                            ("ready", "ready"),
                            ("failed", "could not be made"),
                        ],
                        default="making",
                        max_length=7,
                        verbose_name="stage",
                    ),
                ),
                ("rows", models.PositiveIntegerField(null=True, verbose_name="rows")),
                ("done", models.PositiveIntegerField(default=0)),
                ("files", models.JSONField(default=list)),
                ("trouble", models.CharField(blank=True, max_length=500)),
                (
                    "asked_by",
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
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sharing.rostertemplate",
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
        migrations.AddConstraint(
            model_name="publiclist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("organisation",),
                name="one_public_list_per_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicline",
            constraint=models.UniqueConstraint(
                fields=("public_list", "position"), name="one_line_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="rostertemplate",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name", "version"), name="one_template_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="rostertemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("organisation", "name"),
                name="one_template_in_use",
            ),
        ),
        migrations.AddConstraint(
            model_name="handout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form", "template"), ("template__isnull", False)),
                    models.Q(("form", "print"), ("template__isnull", True)),
                    _connector="OR",
                ),
                name="handout_has_its_template",
            ),
        ),
    ]
