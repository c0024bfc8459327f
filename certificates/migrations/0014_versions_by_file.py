from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0013_reviews")]

    operations = [
        migrations.AddIndex(
            model_name="certificateversion",
            index=models.Index(fields=["file_sha256"], name="version_by_file"),
        ),
    ]
