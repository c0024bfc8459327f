from collections.abc import Callable
from typing import Any

from django.db import migrations, models
from django.db.models import Q

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "certificates_certificate"

# As 0006 and 0007 put them up: SQLite makes the table anew without its old constraint, and what
# stood guard over the old table goes with that.
FIXED = changed(
    "id", "number", "code", "code_hash", "person_id", "kind", "attempt_id", "issued_on",
    "recorded_at",
)  # fmt: skip
STATE_JUMPED = """
NEW.state <> OLD.state AND NOT (
(OLD.state = 'issued' AND NEW.state IN ('suspended', 'revoked', 'voided'))
OR (OLD.state = 'suspended' AND NEW.state IN ('issued', 'revoked')))
"""
GUARDS = [
    Guard("certificate_is_fixed", TABLE, "UPDATE", FIXED),
    Guard("certificate_moves", TABLE, "UPDATE", STATE_JUMPED),
    Guard("certificate_keeps_its_place", TABLE, "UPDATE", changed("organisation_id")),
]


def rename(legacy: str) -> Callable[[Any, Any], None]:
    """Guards of the roster name the table while it is away; SQLite is not to mind."""

    def switch(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"PRAGMA legacy_alter_table = {legacy}")

    return switch


class Migration(migrations.Migration):
    dependencies = [("certificates", "0008_names_of_records")]

    operations = [
        migrations.RunPython(rename("ON"), rename("OFF")),
        *(migrations.RunPython(guard.take_down, guard.put_up) for guard in GUARDS),
        migrations.RunPython(allow(TABLE, "delete"), forbid(TABLE, "delete")),
        migrations.RemoveConstraint("certificate", "one_certificate_per_pass"),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                fields=["person", "kind", "attempt"],
                condition=~Q(state="voided"),
                name="one_certificate_per_pass",
            ),
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
        migrations.RunPython(rename("OFF"), rename("ON")),
    ]
