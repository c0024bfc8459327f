import django.db.models.manager
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("roster", "0003_hiring_waits")]

    operations = [
        migrations.AlterModelOptions("appointmentending", {"default_manager_name": "every"}),
        migrations.AlterModelManagers(
            "appointmentending", [("every", django.db.models.manager.Manager())]
        ),
    ]
