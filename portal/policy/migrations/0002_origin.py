"""Whose word a rule is: those set through the platform by a city are known from the audit trail."""

from typing import Any

from django.db import migrations, models


def tell_apart(apps: Any, _editor: Any) -> None:
    rules = apps.get_model("policy", "PolicyRule").objects
    subjects = (
        apps.get_model("audit", "AuditEvent")
        .objects.filter(kind="policy.set")
        .values_list("subject", flat=True)
    )
    by_city = {int(subject.rpartition(":")[2]) for subject in subjects}
    rules.exclude(pk__in=by_city).update(origin="shipped")


class Migration(migrations.Migration):

    dependencies = [
        ("policy", "0001_policy_rule"),
        ("audit", "0001_audit_trail"),
    ]

    operations = [
        migrations.AddField(
            model_name="policyrule",
            name="origin",
            field=models.CharField(
                choices=[("shipped", "shipped with the platform"), ("city", "set by the city")],
                default="city",
                max_length=7,
                verbose_name="origin",
            ),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
    ]
