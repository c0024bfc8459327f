from django.db import migrations

from certificates.roster.guards import NoOverlap, range_operators
from portal.append_only import allow, forbid
from portal.guards import Guard, changed

DECISION_FITS = """
NOT EXISTS (SELECT 1 FROM roster_gatedecision d JOIN people_post p ON p.id = d.post_id
WHERE d.id = NEW.gate_decision_id AND d.person_id = NEW.person_id AND d.post_id = NEW.post_id
AND d.mode = NEW.mode AND d.day = NEW.starts AND p.organisation_id = NEW.organisation_id
AND (p.kind = 'full_time') = NEW.full_time
AND (d.granted OR (d.override_first_id IS NOT NULL AND d.override_second_id IS NOT NULL)))
"""
CERTIFICATE_FITS = """
NEW.certificate_id IS NOT NULL AND NOT EXISTS (
SELECT 1 FROM certificates_certificate c
JOIN certificates_certificateversion v ON v.certificate_id = c.id
WHERE c.id = NEW.certificate_id AND c.person_id = NEW.person_id AND c.state = 'issued'
AND v.valid_from <= NEW.starts AND NEW.starts <= v.valid_until)
"""
ENDED_TWICE = "OLD.ends IS NOT NULL OR NEW.ends IS NULL OR " + changed(
    "id", "person_id", "post_id", "organisation_id", "mode", "full_time", "starts", "term_ends",
    "basis", "certificate_id", "gate_decision_id", "recorded_at", "recorded_by_id",
)  # fmt: skip
LIFTED_TWICE = "OLD.ends IS NOT NULL OR NEW.ends IS NULL OR " + changed(
    "id", "appointment_id", "organisation_id", "starts", "reason", "recorded_at", "recorded_by_id"
)
ENDING_FITS = """
NOT EXISTS (SELECT 1 FROM roster_appointment a WHERE a.id = NEW.appointment_id
AND a.ends = NEW.day)
"""
APPOINTMENT = "roster_appointment"
SUSPENSION = "roster_dutysuspension"

GUARDS = [
    NoOverlap("roster_one_holder", APPOINTMENT, "post_id"),
    NoOverlap("roster_one_full_time_post", APPOINTMENT, "person_id", flag="full_time"),
    NoOverlap("roster_one_suspension", SUSPENSION, "appointment_id"),
    NoOverlap("roster_one_assessor_term", "roster_assessorterm", "person_id"),
    Guard("roster_decision_fits", APPOINTMENT, "INSERT", DECISION_FITS),
    Guard("roster_certificate_fits", APPOINTMENT, "INSERT", CERTIFICATE_FITS),
    Guard("roster_ended_once", APPOINTMENT, "UPDATE", ENDED_TWICE),
    Guard("roster_lifted_once", SUSPENSION, "UPDATE", LIFTED_TWICE),
    Guard("roster_ending_fits", "roster_appointmentending", "INSERT", ENDING_FITS),
]
APPEND_ONLY = {
    "roster_gatedecision": ("update", "delete"),
    "roster_appointmentending": ("update", "delete"),
    "roster_assessorterm": ("update", "delete"),
    APPOINTMENT: ("delete",),
    SUSPENSION: ("delete",),
}


class Migration(migrations.Migration):
    dependencies = [("roster", "0001_roster")]

    operations = [
        migrations.RunPython(range_operators, migrations.RunPython.noop),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(
            migrations.RunPython(forbid(table, *acts), allow(table, *acts))
            for table, acts in APPEND_ONLY.items()
        ),
    ]
