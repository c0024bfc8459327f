"""A file may tell the roster as it was known on a day before, and be a workbook without a
template. The table is built anew on SQLite, so its guard goes before and comes back after."""

from django.db import migrations, models

from portal.append_only import allow, forbid

HANDOUT = "sharing_handout"
FITS = models.Q(
    models.Q(("form", "template"), ("template__isnull", False)),
    models.Q(("form__in", ["print", "workbook"]), ("template__isnull", True)),
    _connector="OR",
)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_guards")]

    operations = [
        migrations.RunPython(allow(HANDOUT, "delete"), forbid(HANDOUT, "delete")),
        migrations.RemoveConstraint(model_name="handout", name="handout_has_its_template"),
        migrations.AddField(
            model_name="handout",
            name="known_at",
            field=models.DateTimeField(null=True, verbose_name="as known at"),
        ),
        migrations.AlterField(
            model_name="handout",
            name="form",
            field=models.CharField(
                choices=[
                    ("workbook", "workbook with every column"),
                    ("template", "workbook in a template"),
                    ("print", "printed roster"),
                ],
                max_length=8,
                verbose_name="form",
            ),
        ),
        migrations.AddConstraint(
            model_name="handout",
            constraint=models.CheckConstraint(condition=FITS, name="handout_has_its_template"),
        ),
        migrations.RunPython(forbid(HANDOUT, "delete"), allow(HANDOUT, "delete")),
    ]
