"""A decision in force can be withdrawn as long as it has brought no certificate."""

from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "certificates_award"
BEFORE_FIXED = (
    "id", "key", "person_id", "organisation_id", "kind", "rank", "post_id", "document_number",
    "decided_on", "deciding_body", "two_people", "entered_by_id", "entered_at",
)  # fmt: skip
DECISION = ("state", "decided_by_id", "decided_at", "reason")
ONCE = f"OLD.state <> 'entered' AND {changed(*DECISION)}"
BEFORE = [
    Guard("award_is_fixed", TABLE, "UPDATE", changed(*BEFORE_FIXED)),
    Guard("award_is_decided_once", TABLE, "UPDATE", ONCE),
]
# What was agreed to stays so, with whoever agreed, but for one move; every other end is one.
TWICE = f"""
(OLD.state IN ('declined', 'withdrawn') AND {changed(*DECISION, "withdrawn_by_id", "withdrawn_at")})
OR (OLD.state = 'agreed' AND {changed("decided_by_id", "decided_at")})
OR (OLD.state = 'agreed' AND NEW.state <> 'withdrawn' AND {changed("state", "reason")})
OR (OLD.state = 'entered' AND NEW.state = 'withdrawn')
"""
HAS_BROUGHT = """
NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn' AND EXISTS (
SELECT 1 FROM certificates_certificateversion v WHERE v.act = 'award:' || NEW.id)
"""
AFTER = [
    BEFORE[0],
    Guard("award_is_decided_once", TABLE, "UPDATE", TWICE),
    Guard("award_with_a_certificate_stays", TABLE, "UPDATE", HAS_BROUGHT),
]


def rename(legacy: str) -> Callable[[Any, Any], None]:
    """A guard of certificates names the table while it is away; SQLite is not to mind."""

    def switch(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"PRAGMA legacy_alter_table = {legacy}")

    return switch


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0019_void_codes_are_in_no_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(rename("ON"), rename("OFF")),
        *(migrations.RunPython(guard.take_down, guard.put_up) for guard in BEFORE),
        migrations.RunPython(allow(TABLE, "delete"), forbid(TABLE, "delete")),
        migrations.RemoveConstraint(
            model_name="award",
            name="a_document_decides_once",
        ),
        migrations.AddField(
            model_name="award",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="award",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="award",
            name="state",
            field=models.CharField(
                choices=[
                    ("entered", "Waits for a second person"),
                    ("agreed", "In force"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["declined", "withdrawn"]), _negated=True),
                fields=("person", "kind", "document_number"),
                name="a_document_decides_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="award_says_who_withdrew",
            ),
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in AFTER),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
        migrations.RunPython(rename("OFF"), rename("ON")),
    ]
