"""An appraisal goes along from an entry that was corrected to the right one."""

from django.db import migrations

from portal.guards import Guard

APPRAISAL = "roster_appraisal"
FITS = """
NEW.superseded_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM roster_appointment a
WHERE a.id = NEW.appointment_id AND a.person_id = NEW.person_id
AND a.organisation_id = NEW.organisation_id)
OR (NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM roster_appraisal o
WHERE o.id = NEW.corrects_id AND o.superseded_at IS NOT NULL
AND {same} AND o.year = NEW.year))
"""
SAME_ENTRY = "o.appointment_id = NEW.appointment_id"
SAME_OR_CORRECTED = f"""
({SAME_ENTRY} OR EXISTS (SELECT 1 FROM roster_appointment r
WHERE r.id = NEW.appointment_id AND r.corrects_id = o.appointment_id))
"""
BEFORE = Guard("roster_appraisal_fits", APPRAISAL, "INSERT", FITS.format(same=SAME_ENTRY))
AFTER = Guard("roster_appraisal_fits", APPRAISAL, "INSERT", FITS.format(same=SAME_OR_CORRECTED))


class Migration(migrations.Migration):
    dependencies = [("roster", "0017_grounds_of_misconduct")]

    operations = [
        migrations.RunPython(BEFORE.take_down, BEFORE.put_up),
        migrations.RunPython(AFTER.put_up, AFTER.take_down),
    ]
