from django.db import migrations

from portal.append_only import allow, forbid


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_audit_trail")]

    operations = [
        migrations.RunPython(forbid(table, *acts), allow(table, *acts))
        for table, acts in {
            "audit_auditevent": ("update", "delete"),
            "audit_auditseal": ("update", "delete"),
            "audit_auditday": ("update", "delete"),
            "audit_auditbody": ("update",),
        }.items()
    ]
