import datetime

from django.db import migrations, models
from django.db.models import F


def keep_what_counted(apps, _schema_editor):
    """Lessons that are open keep the time since they were opened, as it counted until now."""
    progress = apps.get_model("courses", "LessonProgress")
    progress._default_manager.filter(state="open").update(read_for=F("last_seen_at") - F("opened_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0009_relearning'),
    ]

    operations = [
        migrations.AddField(
            model_name='lessonprogress',
            name='read_for',
            field=models.DurationField(default=datetime.timedelta(0), verbose_name='time spent reading'),
        ),
        migrations.RunPython(keep_what_counted, migrations.RunPython.noop),
    ]
