from django.db import migrations

from portal.append_only import allow, forbid

TABLE = "certificates_certificatechange"


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_certificates")]

    operations = [
        migrations.RunPython(forbid(TABLE, "update", "delete"), allow(TABLE, "update", "delete")),
    ]
