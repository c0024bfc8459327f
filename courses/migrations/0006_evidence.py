from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_paths")]

    operations = [
        migrations.AddField(
            model_name="lessonprogress",
            name="position",
            field=models.CharField(blank=True, max_length=36, verbose_name="block read last"),
        ),
        migrations.AddField(
            model_name="lessonprogress",
            name="seen",
            field=models.JSONField(default=list, verbose_name="blocks seen"),
        ),
    ]
