"""Who is hired holds a post certificate: no other kind will do."""

from typing import Any

from django.db import migrations

from portal.guards import POSTGRES_FUNCTION, Guard

NAME, TABLE = "roster_certificate_fits", "roster_appointment"
CERTIFICATE_FITS = """
NEW.certificate_id IS NOT NULL AND NOT EXISTS (
SELECT 1 FROM certificates_certificate c
JOIN certificates_certificateversion v ON v.certificate_id = c.id
WHERE c.id = NEW.certificate_id AND c.person_id = NEW.person_id AND c.state = 'issued'{kind}
AND v.valid_from <= NEW.starts AND NEW.starts <= v.valid_until{lock})
"""
OF_ANY_KIND, OF_POST = "", " AND c.kind = 'post'"


def _write(editor: Any, kind: str) -> None:
    """On PostgreSQL the trigger stays and calls the function by its name (0003)."""
    if editor.connection.vendor == "postgresql":
        broken = CERTIFICATE_FITS.format(kind=kind, lock=" FOR SHARE OF c")
        editor.execute(POSTGRES_FUNCTION.format(name=NAME, broken=broken))
        return
    guard = Guard(NAME, TABLE, "INSERT", CERTIFICATE_FITS.format(kind=kind, lock=""))
    guard.take_down(None, editor)
    guard.put_up(None, editor)


def of_post(_apps: Any, editor: Any) -> None:
    _write(editor, OF_POST)


def of_any_kind(_apps: Any, editor: Any) -> None:
    _write(editor, OF_ANY_KIND)


class Migration(migrations.Migration):
    dependencies = [
        ("roster", "0005_names_of_records"),
        ("certificates", "0016_acts"),
    ]

    operations = [migrations.RunPython(of_post, of_any_kind)]
