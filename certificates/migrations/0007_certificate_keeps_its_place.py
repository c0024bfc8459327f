from django.db import migrations

from portal.guards import Guard, changed

GUARD = Guard(
    "certificate_keeps_its_place",
    "certificates_certificate",
    "UPDATE",
    changed("organisation_id"),
)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_guards")]

    operations = [migrations.RunPython(GUARD.put_up, GUARD.take_down)]
