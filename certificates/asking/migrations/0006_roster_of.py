import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("asking", "0005_asked_by_whom"),
        ("people", "0011_names_of_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="officekey",
            name="roster_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
                verbose_name="roster of",
            ),
        ),
        migrations.AlterField(
            model_name="asked",
            name="way",
            field=models.CharField(
                choices=[
                    ("code", "page, by code"),
                    ("number", "page, by number and name"),
                    ("file", "page, by file"),
                    ("document", "page, by number and ID document"),
                    ("own", "page, by the holder"),
                    ("staff", "page, by the platform's staff"),
                    ("list", "page, many at once"),
                    ("desk", "desk, many at once"),
                    ("key", "interface, one"),
                    ("many", "interface, many at once"),
                    ("roster", "interface, roster of a place"),
                    ("changes", "interface, changes of the roster"),
                ],
                max_length=8,
                verbose_name="way",
            ),
        ),
    ]
