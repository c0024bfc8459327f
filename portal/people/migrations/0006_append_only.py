from django.db import migrations

from portal.append_only import allow, forbid

TABLES = ("organisationchange", "transfer", "reveal", "candidacystep")


class Migration(migrations.Migration):
    dependencies = [("people", "0005_candidacies")]

    operations = [
        migrations.RunPython(
            forbid(f"people_{table}", "update", "delete"),
            allow(f"people_{table}", "update", "delete"),
        )
        for table in TABLES
    ]
