"""Whoever signs second stands beside somebody else, who recorded it."""

from django.db import migrations

from portal.guards import Guard

ONE_SIGNER = """
NEW.second_signer_id IS NOT NULL
AND (NEW.recorded_by_id IS NULL OR NEW.recorded_by_id = NEW.second_signer_id)
"""
SIGNERS = (
    Guard("roster_signers_of_appointment", "roster_appointment", "INSERT", ONE_SIGNER),
    Guard("roster_signers_of_ending", "roster_appointmentending", "INSERT", ONE_SIGNER),
)


class Migration(migrations.Migration):
    dependencies = [("roster", "0018_appraisals_go_along")]

    operations = [
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in SIGNERS),
    ]
