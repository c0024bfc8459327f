import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid, refuse, refuse_no_more

# Both databases. A result moves forward by its state. While people mark it its score grows and what
# waits becomes less; afterwards what it says changes only with the revision that it then bears.
RESULT_SHUT = """
OLD.attempt_id <> NEW.attempt_id
OR OLD.out_of <> NEW.out_of
OR NOT (
    OLD.state = NEW.state
    OR (OLD.state = 'marking' AND NEW.state = 'graded' AND NEW.waiting = 0)
    OR (OLD.state = 'graded' AND NEW.state = 'released')
    OR (OLD.state = 'released' AND NEW.state = 'effective' AND NEW.held_at IS NULL)
)
OR (OLD.state = 'marking' AND NEW.waiting > OLD.waiting)
OR (OLD.state <> 'marking' AND (OLD.graded_at <> NEW.graded_at OR OLD.waiting <> NEW.waiting))
OR (OLD.state = NEW.state AND (
    OLD.released_at IS DISTINCT FROM NEW.released_at
    OR OLD.effective_from IS DISTINCT FROM NEW.effective_from
    OR OLD.effective_at IS DISTINCT FROM NEW.effective_at
))
OR (OLD.state <> 'marking'
    AND (OLD.score <> NEW.score OR OLD.passed <> NEW.passed OR OLD.revision <> NEW.revision)
    AND NOT (
        OLD.state = NEW.state
        AND NEW.revision = OLD.revision + 1
        AND EXISTS (
            SELECT 1 FROM exams_revision r
            WHERE r.result_id = NEW.attempt_id AND r.number = NEW.revision
            AND r.score = NEW.score AND r.passed = NEW.passed
            AND r.score_before = OLD.score AND r.passed_before = OLD.passed
        )
    )
)"""
RESULT_REFUSED = "a result only moves forward"
# A mark changes only with the row that keeps what it was.
MARK_SHUT = """
OLD.question_id <> NEW.question_id
OR OLD.result_id <> NEW.result_id
OR NEW.revision_id IS NULL
OR NEW.revision_id IS NOT DISTINCT FROM OLD.revision_id
OR NOT EXISTS (
    SELECT 1 FROM exams_markrevision r
    WHERE r.revision_id = NEW.revision_id AND r.mark_id = OLD.question_id
    AND r.points = NEW.points AND r."full" = NEW."full"
    AND r.points_before = OLD.points AND r.full_before = OLD."full"
)"""
MARK_REFUSED = "a mark changes only with a revision that keeps what it was"
BEFORE = """NOT (
    (OLD.state = 'graded' AND NEW.state = 'released')
    OR (OLD.state = 'released' AND NEW.state = 'effective')
)
OR OLD.attempt_id <> NEW.attempt_id
OR OLD.score <> NEW.score
OR OLD.out_of <> NEW.out_of
OR OLD.passed <> NEW.passed
OR OLD.graded_at <> NEW.graded_at"""
RESULT, MARK = "exams_result_only_forward", "exams_mark_with_revision"

COLUMNS = [
    ("exams_result", "waiting", {"*": "smallint NOT NULL DEFAULT 0 CHECK (waiting >= 0)"}),
    ("exams_result", "revision", {"*": "smallint NOT NULL DEFAULT 0 CHECK (revision >= 0)"}),
    (
        "exams_result",
        "held_at",
        {"postgresql": "timestamp with time zone NULL", "sqlite": "datetime NULL"},
    ),
    (
        "exams_mark",
        "revision_id",
        {
            "postgresql": "bigint NULL REFERENCES exams_revision (id) DEFERRABLE INITIALLY DEFERRED",
            "sqlite": "bigint NULL",  # a column with a reference could not be taken away again
        },
    ),
]


def columns(_apps, editor):
    """With a default of the database: no table is copied, so its triggers stay."""
    vendor = editor.connection.vendor
    for table, column, kinds in COLUMNS:
        kind = kinds.get(vendor) or kinds["*"]
        editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    editor.execute("CREATE INDEX exams_mark_revision_id ON exams_mark (revision_id)")


def no_columns(_apps, editor):
    editor.execute("DROP INDEX exams_mark_revision_id")
    for table, column, _kinds in reversed(COLUMNS):
        editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


class Migration(migrations.Migration):
    dependencies = [
        ("exams", "0026_told_until_now"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="result",
            name="state",
            field=models.CharField(
                choices=[
                    ("marking", "being marked"),
                    ("graded", "graded"),
                    ("released", "released"),
                    ("effective", "effective"),
                ],
                default="graded",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('cause', models.CharField(choices=[('key', 'the key was wrong'), ('objection', 'an objection was upheld'), ('sample', 'marked again as a sample')], max_length=10, verbose_name='cause')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('score_before', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='score before')),
                ('passed_before', models.BooleanField(verbose_name='passed before')),
                ('score', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='score')),
                ('passed', models.BooleanField(verbose_name='passed')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='exams.result')),
                ('second', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
            ],
            options={
                'verbose_name': 'change of a result',
                'verbose_name_plural': 'changes of results',
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='MarkRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points_before', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='points before')),
                ('full_before', models.BooleanField(verbose_name='all right before')),
                ('points', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='points')),
                ('full', models.BooleanField(verbose_name='all right')),
                ('mark', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='exams.mark')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='exams.revision')),
            ],
            options={
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('result', 'number'), name='one_revision_per_number'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), models.Q(('reason', ''), _negated=True)), name='revision_from_one_on'),
        ),
        migrations.AddConstraint(
            model_name='markrevision',
            constraint=models.UniqueConstraint(fields=('revision', 'mark'), name='one_change_per_mark'),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(columns, no_columns)],
            state_operations=[
                migrations.AddField(
                    "result",
                    "waiting",
                    models.PositiveSmallIntegerField(
                        "answers to be marked", default=0, db_default=0
                    ),
                ),
                migrations.AddField(
                    "result",
                    "revision",
                    models.PositiveSmallIntegerField("times changed", default=0, db_default=0),
                ),
                migrations.AddField(
                    "result", "held_at", models.DateTimeField("held since", null=True, blank=True)
                ),
                migrations.AddField(
                    "mark",
                    "revision",
                    models.ForeignKey(
                        null=True,
                        blank=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exams.revision",
                    ),
                ),
            ],
        ),
        migrations.RunPython(
            refuse_no_more(RESULT, "exams_result"),
            refuse(RESULT, "exams_result", BEFORE, RESULT_REFUSED),
        ),
        migrations.RunPython(
            refuse(RESULT, "exams_result", RESULT_SHUT, RESULT_REFUSED),
            refuse_no_more(RESULT, "exams_result"),
        ),
        migrations.RunPython(allow("exams_mark", "update"), forbid("exams_mark", "update")),
        migrations.RunPython(
            refuse(MARK, "exams_mark", MARK_SHUT, MARK_REFUSED),
            refuse_no_more(MARK, "exams_mark"),
        ),
        *(
            migrations.RunPython(
                forbid(table, "update", "delete"), allow(table, "update", "delete")
            )
            for table in ("exams_revision", "exams_markrevision")
        ),
    ]
