from django.db import migrations, models

from portal.guards import Guard

CERTIFICATE = "certificates_certificate"
VERSION = "certificates_certificateversion"

# One after the other, the first by issue; a next one only of a certificate that is in force.
OUT_OF_ORDER = f"""
NEW.n <> 1 + (SELECT COUNT(*) FROM {VERSION} v WHERE v.certificate_id = NEW.certificate_id)
OR (NEW.n = 1) <> (NEW.cause = 'issue')
"""
NOT_IN_FORCE = f"""
NEW.n > 1 AND NOT EXISTS (
SELECT 1 FROM {CERTIFICATE} c WHERE c.id = NEW.certificate_id AND c.state = 'issued')
"""
# Reissue and replacement say the same of pass and period as the version before.
SAYS_OTHERWISE = f"""
NEW.cause IN ('reissue', 'lost') AND NOT EXISTS (
SELECT 1 FROM {VERSION} v WHERE v.certificate_id = NEW.certificate_id AND v.n = NEW.n - 1
AND v.attempt_id = NEW.attempt_id AND v.valid_from = NEW.valid_from
AND v.valid_until = NEW.valid_until)
"""
GUARDS = [
    Guard("certificate_versions_follow", VERSION, "INSERT", OUT_OF_ORDER),
    Guard("certificate_version_in_force", VERSION, "INSERT", NOT_IN_FORCE),
    Guard("certificate_version_keeps_pass", VERSION, "INSERT", SAYS_OTHERWISE),
]
REASONS = [
    ("issued", "requirements fulfilled"),
    ("renewed", "requirements fulfilled again"),
    ("under_inquiry", "complaint under inquiry"),
    ("inquiry_closed", "inquiry closed, nothing found"),
    ("statutory_misconduct", "misconduct under Article 15 of the law"),
    ("serious_dereliction", "serious dereliction of duty"),
    ("incompetent", "not competent"),
    ("cannot_serve", "cannot serve any longer"),
    ("resigned", "resigned"),
    ("disqualified", "disqualified"),
    ("deceased", "deceased"),
    ("fraud", "obtained by fraud"),
    ("error", "issued in error"),
    ("name_changed", "name changed by the police register"),
    ("name_corrected", "name was misspelt"),
    ("lost", "declared lost"),
    ("stolen", "reported stolen"),
    ("damaged", "damaged, handed in"),
    ("other", "another reason"),
]
CAUSES = [
    ("issue", "issue"),
    ("renewal", "renewal"),
    ("reissue", "reissue under another name"),
    ("lost", "replacement of a lost one"),
]


class Migration(migrations.Migration):
    dependencies = [("certificates", "0010_signed_files")]

    operations = [
        migrations.AddField(
            "certificatechange",
            "version",
            models.PositiveSmallIntegerField("version", null=True, blank=True),
        ),
        migrations.AlterField(
            "certificatechange",
            "reason_code",
            models.CharField("reason", max_length=30, choices=REASONS),
        ),
        migrations.AlterField(
            "certificateversion",
            "cause",
            models.CharField("cause", max_length=10, choices=CAUSES, default="issue"),
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
