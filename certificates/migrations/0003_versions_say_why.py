import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

CAUSES = [("issue", "issue"), ("renewal", "renewal")]


def fill(apps, _editor):
    versions = apps.get_model("certificates", "CertificateVersion")._default_manager
    certificates = apps.get_model("certificates", "Certificate")._default_manager
    of_version = certificates.filter(pk=OuterRef("certificate_id"))
    versions.filter(attempt=None).update(attempt_id=Subquery(of_version.values("attempt_id")))


def attempt(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="exams.attempt",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_append_only")]

    operations = [
        migrations.AddField(
            "certificateversion",
            "cause",
            models.CharField("cause", max_length=10, choices=CAUSES, default="issue"),
        ),
        migrations.AddField("certificateversion", "attempt", attempt(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("certificateversion", "attempt", attempt()),
        migrations.AddConstraint(
            "certificateversion",
            models.UniqueConstraint(
                fields=["certificate", "attempt"],
                condition=Q(cause__in=["issue", "renewal"]),
                name="one_version_per_pass",
            ),
        ),
    ]
