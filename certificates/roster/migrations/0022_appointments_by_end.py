from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0020_withdrawn_awards"),
        ("people", "0012_stationed_rooms"),
        ("roster", "0021_panels_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["ends"], name="appointment_by_end"),
        ),
    ]
