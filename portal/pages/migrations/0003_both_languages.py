"""The home page greets in both languages; a notice says which language it is written in."""

from django.conf import settings
from django.db import migrations, models

SLOGAN = "Learn it, pass it,\ntake up your duty."
LEAD = (
    "Training, examinations, certificates and the roster of people's mediators in one place. "
    "Courses and cases are open to everyone, free of charge, and work on a phone."
)


def greet(apps, schema_editor):
    pages = apps.get_model("pages", "HomePage").objects
    pages.filter(slogan_en="").update(slogan_en=SLOGAN, lead_en=LEAD)


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_first_pages")]
    operations = [
        migrations.AddField(
            "homepage",
            "slogan_en",
            models.CharField(blank=True, default="", max_length=100, verbose_name="slogan in English"),
            preserve_default=False,
        ),
        migrations.AddField(
            "homepage",
            "lead_en",
            models.CharField(blank=True, default="", max_length=300, verbose_name="lead in English"),
            preserve_default=False,
        ),
        migrations.AddField(
            "noticepage",
            "lang",
            models.CharField(
                choices=settings.LANGUAGES, default="zh-hans", max_length=10, verbose_name="language"
            ),
        ),
        migrations.RunPython(greet, migrations.RunPython.noop),
    ]
