"""Rows that a correction supersedes, past days with a second signer, overrides of the gate. The
tables are built anew on SQLite, so their guards go before and come back after."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from certificates.roster.guards import NoOverlap, VendorGuard
from portal.append_only import allow, forbid
from portal.guards import Guard, changed

APPOINTMENT, ENDING = "roster_appointment", "roster_appointmentending"
CORRECTION = "roster_appointmentcorrection"
HELD = """
FROM certificates_certificate c JOIN certificates_certificateversion v ON v.certificate_id = c.id
WHERE c.id = NEW.certificate_id AND c.person_id = NEW.person_id AND c.kind = 'post'
AND v.valid_from <= NEW.starts AND NEW.starts <= v.valid_until
"""
# Of a day that is past counts what the certificate was on that day, whatever became of it since.
ISSUED_THAT_DAY = """
(SELECT x.state FROM certificates_certificatechange x WHERE x.certificate_id = c.id
AND x.day <= NEW.starts ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1) = 'issued'
"""
CERTIFICATE_FITS = f"""
NEW.certificate_id IS NOT NULL AND NOT EXISTS (SELECT 1 {HELD}
AND CASE WHEN NEW.second_signer_id IS NULL THEN c.state = 'issued' ELSE {ISSUED_THAT_DAY} END{{lock}})
"""
HIRED_FITS = """
NEW.mode = 'hired' AND NEW.certificate_id IS NULL AND NOT EXISTS (
SELECT 1 FROM roster_gatedecision d WHERE d.id = NEW.gate_decision_id
AND d.override_first_id IS NOT NULL AND d.override_second_id IS NOT NULL)
"""
BORN_ENDED = "NEW.ends IS NOT NULL AND NEW.second_signer_id IS NULL"
CORRECTS = """
NEW.superseded_at IS NOT NULL OR (NEW.corrects_id IS NOT NULL AND (NEW.second_signer_id IS NULL
OR NOT EXISTS (SELECT 1 FROM roster_appointment o WHERE o.id = NEW.corrects_id
AND o.superseded_at IS NOT NULL AND o.person_id = NEW.person_id)))
"""
COLUMNS = (
    "id", "person_id", "post_id", "organisation_id", "mode", "full_time", "starts", "term_ends",
    "basis", "certificate_id", "gate_decision_id", "recorded_at", "recorded_by_id",
)  # fmt: skip
NEWER = ("minority_member", "late_reason", "second_signer_id", "corrects_id")
ENDED_TWICE = "OLD.ends IS NOT NULL OR NEW.ends IS NULL OR " + changed(*COLUMNS)
ENDS = f"NOT {changed('superseded_at')} AND OLD.superseded_at IS NULL AND OLD.ends IS NULL"
IS_SUPERSEDED = f"""
NOT {changed("ends")} AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
AND EXISTS (SELECT 1 FROM {CORRECTION} k WHERE k.wrong_id = OLD.id)
"""
MOVED_TWICE = f"""
{changed(*COLUMNS, *NEWER)} OR NOT (({ENDS} AND NEW.ends IS NOT NULL) OR ({IS_SUPERSEDED}))
"""
ENDING_FITS = """
NOT EXISTS (SELECT 1 FROM roster_appointment a WHERE a.id = NEW.appointment_id
AND a.ends = NEW.day{alive})
"""
LATE_APPOINTMENT = "NEW.second_signer_id IS NULL AND NEW.starts < {recorded_day}"
LATE_ENDING = "NEW.second_signer_id IS NULL AND NEW.day < {recorded_day}"
DECISION_FITS = """
NOT EXISTS (SELECT 1 FROM roster_gatedecision d JOIN people_post p ON p.id = d.post_id
WHERE d.id = NEW.gate_decision_id AND d.person_id = NEW.person_id AND d.post_id = NEW.post_id
AND d.mode = NEW.mode AND d.day = NEW.starts AND p.organisation_id = NEW.organisation_id
AND (p.kind = 'full_time') = NEW.full_time
AND (d.granted OR (d.override_first_id IS NOT NULL AND d.override_second_id IS NOT NULL)))
"""
CERTIFICATE_FITTED = """
NEW.certificate_id IS NOT NULL AND NOT EXISTS (
SELECT 1 FROM certificates_certificate c
JOIN certificates_certificateversion v ON v.certificate_id = c.id
WHERE c.id = NEW.certificate_id AND c.person_id = NEW.person_id AND c.state = 'issued'
AND c.kind = 'post' AND v.valid_from <= NEW.starts AND NEW.starts <= v.valid_until{lock})
"""


DECISION = Guard("roster_decision_fits", APPOINTMENT, "INSERT", DECISION_FITS)
BEFORE = [
    NoOverlap("roster_one_holder", APPOINTMENT, "post_id"),
    NoOverlap("roster_one_full_time_post", APPOINTMENT, "person_id", flag="full_time"),
    DECISION,
    VendorGuard("roster_certificate_fits", APPOINTMENT, "INSERT", CERTIFICATE_FITTED),
    Guard("roster_ended_once", APPOINTMENT, "UPDATE", ENDED_TWICE),
    Guard("roster_ending_fits", ENDING, "INSERT", ENDING_FITS.format(alive="")),
]
AFTER = [
    NoOverlap("roster_one_holder", APPOINTMENT, "post_id", corrected=True),
    NoOverlap(
        "roster_one_full_time_post", APPOINTMENT, "person_id", flag="full_time", corrected=True
    ),
    DECISION,
    VendorGuard("roster_certificate_fits", APPOINTMENT, "INSERT", CERTIFICATE_FITS),
    Guard("roster_hired_fits", APPOINTMENT, "INSERT", HIRED_FITS),
    Guard("roster_born_ended", APPOINTMENT, "INSERT", BORN_ENDED),
    Guard("roster_corrects", APPOINTMENT, "INSERT", CORRECTS),
    VendorGuard("roster_late_appointment", APPOINTMENT, "INSERT", LATE_APPOINTMENT),
    Guard("roster_ended_once", APPOINTMENT, "UPDATE", MOVED_TWICE),
    Guard(
        "roster_ending_fits",
        ENDING,
        "INSERT",
        ENDING_FITS.format(alive=" AND a.superseded_at IS NULL"),
    ),
    VendorGuard("roster_late_ending", ENDING, "INSERT", LATE_ENDING),
]
KEPT = {APPOINTMENT: ("delete",), ENDING: ("update", "delete")}
EVIDENCE = (CORRECTION, ("update", "delete"))


def steps(guards, *, up):
    """Put the guards of the two tables up or take them down, whatever is done in between."""
    found = []
    for guard in guards:
        there, back = guard.put_up, guard.take_down
        found.append(migrations.RunPython(*((there, back) if up else (back, there))))
    for table, acts in KEPT.items():
        there, back = forbid(table, *acts), allow(table, *acts)
        found.append(migrations.RunPython(*((there, back) if up else (back, there))))
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("certificates", "0020_withdrawn_awards"),
        ("people", "0011_names_of_records"),
        ("roster", "0006_hired_by_post_certificates"),
    ]

    operations = [
        *steps(BEFORE, up=False),
        migrations.CreateModel(
            name="AppointmentCorrection",
            fields=[
                (
                    "wrong",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="correction",
                        serialize=False,
                        to="roster.appointment",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={"default_manager_name": "every"},
            managers=[("every", django.db.models.manager.Manager())],
        ),
        migrations.RemoveConstraint(model_name="appointment", name="hired_with_certificate"),
        migrations.RemoveConstraint(model_name="appointment", name="one_open_appointment"),
        migrations.AddField(
            model_name="appointment",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="roster.appointment",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="late_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="why only now"),
        ),
        migrations.AddField(
            model_name="appointment",
            name="minority_member",
            field=models.BooleanField(
                blank=True, null=True, verbose_name="member of an ethnic group that is few here"
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="second_signer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="second signer",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="superseded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="corrected at"),
        ),
        migrations.AddField(
            model_name="appointmentending",
            name="late_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="why only now"),
        ),
        migrations.AddField(
            model_name="appointmentending",
            name="second_signer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="second signer",
            ),
        ),
        migrations.AlterField(
            model_name="appointmentending",
            name="reason",
            field=models.CharField(
                choices=[
                    ("statutory_misconduct", "misconduct (Mediation Law art. 15)"),
                    ("serious_dereliction", "serious dereliction of duty"),
                    ("incompetent", "not competent"),
                    ("disqualified", "disqualified"),
                    ("cannot_serve", "can no longer serve"),
                    ("resigned", "resigned"),
                    ("term_expired", "term ended"),
                    ("rotated", "rotated"),
                    ("age", "age"),
                    ("deceased", "deceased"),
                    ("merged_org", "organisation merged"),
                    ("renewed", "elected or hired again"),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("late_reason", ""), ("second_signer__isnull", True)),
                    models.Q(
                        ("second_signer__isnull", False),
                        models.Q(("late_reason", ""), _negated=True),
                        models.Q(
                            ("recorded_by__isnull", True),
                            models.Q(("second_signer", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="late_appointment_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends__isnull", True), ("superseded_at__isnull", True)),
                fields=("post",),
                name="one_open_appointment",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointmentending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("late_reason", ""), ("second_signer__isnull", True)),
                    models.Q(
                        ("second_signer__isnull", False),
                        models.Q(("late_reason", ""), _negated=True),
                        models.Q(
                            ("recorded_by__isnull", True),
                            models.Q(("second_signer", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="late_ending_says_why",
            ),
        ),
        migrations.AddField(
            model_name="appointmentcorrection",
            name="first_signer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="first signer",
            ),
        ),
        migrations.AddField(
            model_name="appointmentcorrection",
            name="second_signer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="second signer",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointmentcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_signer__isnull", False),
                    ("second_signer__isnull", False),
                    models.Q(("first_signer", models.F("second_signer")), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="correction_has_two_signers",
            ),
        ),
        *steps(AFTER, up=True),
        migrations.RunPython(forbid(EVIDENCE[0], *EVIDENCE[1]), allow(EVIDENCE[0], *EVIDENCE[1])),
    ]
