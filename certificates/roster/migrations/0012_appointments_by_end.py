from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0020_withdrawn_awards"),
        ("people", "0011_names_of_records"),
        ("roster", "0011_assessors_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                fields=["ends", "starts", "organisation", "superseded_at"],
                name="appointment_by_end",
            ),
        ),
    ]
