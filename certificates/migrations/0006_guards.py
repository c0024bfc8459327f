from django.db import migrations

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

CERTIFICATE = "certificates_certificate"
VERSION = "certificates_certificateversion"
COUNTER = "certificates_numbercounter"

CERTIFICATE_CHANGED = changed(
    "id", "number", "code", "code_hash", "person_id", "kind", "attempt_id", "issued_on",
    "recorded_at",
)  # fmt: skip
# The moves of `certificates.choices.MOVES` as they were when this was written.
STATE_JUMPED = """
NEW.state <> OLD.state AND NOT (
(OLD.state = 'issued' AND NEW.state IN ('suspended', 'revoked', 'voided'))
OR (OLD.state = 'suspended' AND NEW.state IN ('issued', 'revoked')))
"""
VERSION_CHANGED = changed(
    "id", "certificate_id", "n", "cause", "attempt_id", "plan", "decision", "valid_from",
    "valid_until", "template_version", "font_set", "recorded_at",
)  # fmt: skip
FILED_TWICE = "OLD.file_sha256 <> '' AND " + changed("file_sha256", "file_size", "rendered_at")
SUPERSEDED_TWICE = "OLD.superseded_at IS NOT NULL AND " + changed("superseded_at")
COUNTED_WRONG = "NEW.last <> OLD.last + 1 OR " + changed("id", "division", "year")

GUARDS = [
    Guard("certificate_is_fixed", CERTIFICATE, "UPDATE", CERTIFICATE_CHANGED),
    Guard("certificate_moves", CERTIFICATE, "UPDATE", STATE_JUMPED),
    Guard("certificate_version_is_fixed", VERSION, "UPDATE", VERSION_CHANGED),
    Guard("certificate_filed_once", VERSION, "UPDATE", FILED_TWICE),
    Guard("certificate_superseded_once", VERSION, "UPDATE", SUPERSEDED_TWICE),
    Guard("certificate_numbers_run_on", COUNTER, "UPDATE", COUNTED_WRONG),
]


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_decision")]

    operations = [
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(
            migrations.RunPython(forbid(table, "delete"), allow(table, "delete"))
            for table in (CERTIFICATE, VERSION, COUNTER)
        ),
    ]
