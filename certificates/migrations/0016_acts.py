"""A certificate rests on a qualifying act: a pass, a completed training, a decision."""

from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

CERTIFICATE = "certificates_certificate"
VERSION = "certificates_certificateversion"
COUNTER = "certificates_numbercounter"
TABLES = (CERTIFICATE, VERSION, COUNTER)

OUT_OF_ORDER = f"""
NEW.n <> 1 + (SELECT COUNT(*) FROM {VERSION} v WHERE v.certificate_id = NEW.certificate_id)
OR (NEW.n = 1) <> (NEW.cause = 'issue')
"""
NOT_IN_FORCE = f"""
NEW.n > 1 AND NOT EXISTS (
SELECT 1 FROM {CERTIFICATE} c WHERE c.id = NEW.certificate_id AND c.state = 'issued')
"""
SAYS_OTHERWISE = f"""
NEW.cause IN ('reissue', 'lost') AND NOT EXISTS (
SELECT 1 FROM {VERSION} v WHERE v.certificate_id = NEW.certificate_id AND v.n = NEW.n - 1
AND v.{{act}} = NEW.{{act}} AND v.valid_from = NEW.valid_from
AND v.valid_until = NEW.valid_until)
"""
JUMPS = """
NEW.state <> OLD.state AND NOT (
(OLD.state = 'issued' AND NEW.state IN ('suspended', 'revoked', 'voided'{more}))
OR (OLD.state = 'suspended' AND NEW.state IN ('issued', 'revoked')))
"""
FIXED = (
    "id", "number", "code", "code_hash", "person_id", "kind", "attempt_id", "issued_on",
    "recorded_at",
)  # fmt: skip
VERSION_FIXED = (
    "id", "certificate_id", "n", "cause", "attempt_id", "plan", "decision", "valid_from",
    "valid_until", "template_version", "font_set", "recorded_at",
)  # fmt: skip
FILE = ("file_sha256", "file_size", "rendered_at", "unsigned_sha256", "record_sha256")
RUNS_ON = "NEW.last <> OLD.last + 1 OR "


def guards(
    fixed: tuple[str, ...], version: tuple[str, ...], counter: tuple[str, ...], act: str, more: str
) -> list[Guard]:
    """Those of 0006, 0007, 0010 and 0011 over these columns: SQLite makes the tables anew, and
    what stood guard over the old ones goes with them."""
    once = "OLD.superseded_at IS NOT NULL AND " + changed("superseded_at")
    filed = "OLD.file_sha256 <> '' AND " + changed(*FILE)
    otherwise = SAYS_OTHERWISE.format(act=act)
    return [
        Guard("certificate_is_fixed", CERTIFICATE, "UPDATE", changed(*fixed)),
        Guard("certificate_moves", CERTIFICATE, "UPDATE", JUMPS.format(more=more)),
        Guard("certificate_keeps_its_place", CERTIFICATE, "UPDATE", changed("organisation_id")),
        Guard("certificate_version_is_fixed", VERSION, "UPDATE", changed(*version)),
        Guard("certificate_filed_once", VERSION, "UPDATE", filed),
        Guard("certificate_superseded_once", VERSION, "UPDATE", once),
        Guard("certificate_versions_follow", VERSION, "INSERT", OUT_OF_ORDER),
        Guard("certificate_version_in_force", VERSION, "INSERT", NOT_IN_FORCE),
        Guard("certificate_version_keeps_pass", VERSION, "INSERT", otherwise),
        Guard("certificate_numbers_run_on", COUNTER, "UPDATE", RUNS_ON + changed(*counter)),
    ]


BEFORE = guards(FIXED, VERSION_FIXED, ("id", "division", "year"), "attempt_id", "")
# The act that is named is there, and it is this person's; a title or grade stands on a post
# certificate of the person that is in force.
NO_SUCH_ACT = f"""
(NEW.kind = 'post') <> (NEW.attempt_id IS NOT NULL)
OR (NEW.kind = 'post' AND NEW.act <> 'attempt:' || NEW.attempt_id)
OR (NEW.kind = 'training' AND NOT EXISTS (
SELECT 1 FROM training_hoursentry h
WHERE h.person_id = NEW.person_id AND 'hours:' || h.id = NEW.act))
OR (NEW.kind IN ('chief', 'grade') AND NOT EXISTS (
SELECT 1 FROM certificates_award a JOIN {CERTIFICATE} c ON c.id = a.post_id
WHERE a.person_id = NEW.person_id AND 'award:' || a.id = NEW.act AND a.state = 'agreed'
AND a.kind = NEW.kind AND a.post_id = NEW.rests_on_id AND c.person_id = NEW.person_id
AND c.kind = 'post' AND c.state = 'issued'))
"""
PASS_IS_NOT_THE_ACT = """
NEW.attempt_id IS NOT NULL AND NEW.act <> 'attempt:' || NEW.attempt_id
"""
AFTER = [
    *guards(
        (*FIXED, "act", "rank", "rests_on_id", "supersedes_id"),
        (*VERSION_FIXED, "act"),
        ("id", "division", "year", "first"),
        "act",
        ", 'superseded'",
    ),
    Guard("certificate_act_is_there", CERTIFICATE, "INSERT", NO_SUCH_ACT),
    Guard("certificate_version_act_fits", VERSION, "INSERT", PASS_IS_NOT_THE_ACT),
]


def rename(legacy: str) -> Callable[[Any, Any], None]:
    """Guards of other rooms name the tables while they are away; SQLite is not to mind."""

    def switch(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"PRAGMA legacy_alter_table = {legacy}")

    return switch


def name_the_acts(_apps: Any, editor: Any) -> None:
    """So far each rests on a pass."""
    for table in (CERTIFICATE, VERSION):
        editor.execute(f"UPDATE {table} SET act = 'attempt:' || attempt_id")


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0015_awards"),
        ("training", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(rename("ON"), rename("OFF")),
        *(migrations.RunPython(guard.take_down, guard.put_up) for guard in BEFORE),
        *(
            migrations.RunPython(allow(table, "delete"), forbid(table, "delete"))
            for table in TABLES
        ),
        migrations.RemoveConstraint(
            model_name="certificate",
            name="one_certificate_per_pass",
        ),
        migrations.RemoveConstraint(
            model_name="certificateversion",
            name="one_version_per_pass",
        ),
        migrations.RemoveConstraint(
            model_name="numbercounter",
            name="one_counter_per_year",
        ),
        migrations.AddField(
            model_name="certificate",
            name="act",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificate",
            name="rank",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="grade"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="rests_on",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carries",
                to="certificates.certificate",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="certificates.certificate",
            ),
        ),
        migrations.AddField(
            model_name="certificateversion",
            name="act",
            field=models.CharField(default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="numbercounter",
            name="first",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="attempt",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="exams.attempt",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("post", "post certificate"),
                    ("training", "training certificate"),
                    ("chief", "chief mediator's certificate"),
                    ("grade", "grade certificate"),
                ],
                default="post",
                max_length=10,
                verbose_name="kind of certificate",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="state",
            field=models.CharField(
                choices=[
                    ("issued", "Issued"),
                    ("suspended", "Suspended"),
                    ("revoked", "Revoked"),
                    ("voided", "Voided"),
                    ("superseded", "Superseded"),
                ],
                default="issued",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="certificatechange",
            name="reason_code",
            field=models.CharField(
                choices=[
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
                    ("post_ended", "the post certificate it rests on has ended"),
                    ("higher_grade", "a higher grade was given"),
                    ("other", "another reason"),
                ],
                max_length=30,
                verbose_name="reason",
            ),
        ),
        migrations.AlterField(
            model_name="certificatechange",
            name="state",
            field=models.CharField(
                choices=[
                    ("issued", "Issued"),
                    ("suspended", "Suspended"),
                    ("revoked", "Revoked"),
                    ("voided", "Voided"),
                    ("superseded", "Superseded"),
                ],
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="certificateversion",
            name="attempt",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="exams.attempt",
            ),
        ),
        migrations.RunPython(name_the_acts, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "voided"), _negated=True),
                fields=("person", "kind", "act"),
                name="one_certificate_per_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["chief", "grade"]), ("rests_on__isnull", False)),
                    models.Q(
                        models.Q(("kind__in", ["chief", "grade"]), _negated=True),
                        ("rests_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="titles_rest_on_a_post_certificate",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "grade"), ("rank__isnull", False)),
                    models.Q(
                        models.Q(("kind", "grade"), _negated=True),
                        ("rank__isnull", True),
                        ("supersedes__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="grades_have_a_rank",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificateversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cause__in", ["issue", "renewal"])),
                fields=("certificate", "act"),
                name="one_version_per_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="numbercounter",
            constraint=models.UniqueConstraint(
                fields=("division", "year", "first"), name="one_counter_per_block"
            ),
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in AFTER),
        *(
            migrations.RunPython(forbid(table, "delete"), allow(table, "delete"))
            for table in TABLES
        ),
        migrations.RunPython(rename("OFF"), rename("ON")),
    ]
