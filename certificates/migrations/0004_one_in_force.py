from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("certificates", "0003_versions_say_why")]

    operations = [
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=["issued", "suspended"]),
                name="one_certificate_in_force",
            ),
        ),
    ]
