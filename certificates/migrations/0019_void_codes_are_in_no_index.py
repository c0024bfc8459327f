from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0018_another_grade"),
        ("exams", "0028_corrections_of_keys"),
        ("people", "0011_names_of_records"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("state", "voided"), _negated=True),
                fields=["code_hash"],
                name="certificate_by_code",
            ),
        ),
    ]
