"""Hiring waits for whoever is suspending or revoking the certificate it rests on: PostgreSQL reads
the row under FOR SHARE. SQLite has one writer at a time and needs nothing."""

from typing import Any

from django.db import migrations

from portal.guards import POSTGRES_FUNCTION

NAME = "roster_certificate_fits"
CERTIFICATE_FITS = """
NEW.certificate_id IS NOT NULL AND NOT EXISTS (
SELECT 1 FROM certificates_certificate c
JOIN certificates_certificateversion v ON v.certificate_id = c.id
WHERE c.id = NEW.certificate_id AND c.person_id = NEW.person_id AND c.state = 'issued'
AND v.valid_from <= NEW.starts AND NEW.starts <= v.valid_until {lock})
"""


def _write(editor: Any, lock: str) -> None:
    if editor.connection.vendor == "postgresql":
        broken = CERTIFICATE_FITS.format(lock=lock)
        editor.execute(POSTGRES_FUNCTION.format(name=NAME, broken=broken))


def wait(_apps: Any, editor: Any) -> None:
    _write(editor, "FOR SHARE OF c")


def wait_no_more(_apps: Any, editor: Any) -> None:
    _write(editor, "")


class Migration(migrations.Migration):
    dependencies = [("roster", "0002_guards")]

    operations = [migrations.RunPython(wait, wait_no_more)]
