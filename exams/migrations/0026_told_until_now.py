from django.db import migrations

TOLD_UNTIL_NOW = tuple(
    f"UPDATE {table} SET event = (SELECT COALESCE(MAX(id), 0) FROM audit_auditevent)"  # noqa: S608
    " WHERE event = 0 AND times > 0"
    for table in ("exams_seattold", "exams_dutytold")
)


class Migration(migrations.Migration):
    """Whoever was told of a sitting before its acts were noted is told of what is changed from now
    on: the reasons of earlier acts do not come with the next change."""

    dependencies = [("exams", "0025_reasons_since_told"), ("audit", "0005_names_of_records")]

    operations = [migrations.RunSQL(TOLD_UNTIL_NOW, migrations.RunSQL.noop)]
