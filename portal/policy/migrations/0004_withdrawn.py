"""A version that is announced can be withdrawn before it begins; it stays, and never held."""

from django.db import migrations, models
from django.db.models import F, Q

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "policy_policyrule"
FIXED = ("key", "value", "basis", "source_text", "effective_from", "enforcement", "origin")
STAYS = Guard("policy_rule_stays", TABLE, "UPDATE", changed(*FIXED, "recorded_at"))
# Nobody takes a withdrawal back; a new version is set instead.
WITHDRAWN_STAYS = Guard(
    "policy_rule_withdrawn_stays", TABLE, "UPDATE", "OLD.withdrawn_on IS NOT NULL"
)
STANDING = Q(withdrawn_on__isnull=True)
OPEN = Q(effective_to__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("policy", "0003_rules_stay")]

    operations = [
        # SQLite rebuilds the table and loses its triggers: down first, up again at the end.
        migrations.RunPython(STAYS.take_down, STAYS.put_up),
        migrations.RunPython(allow(TABLE, "delete"), forbid(TABLE, "delete")),
        migrations.AddField(
            "policyrule",
            "withdrawn_on",
            models.DateField(blank=True, null=True, verbose_name="withdrawn on"),
        ),
        migrations.AddField(
            "policyrule",
            "withdrawn_why",
            models.CharField(blank=True, max_length=500, verbose_name="reason", default=""),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("policyrule", "one_rule_per_start"),
        migrations.RemoveConstraint("policyrule", "one_open_rule_per_key"),
        migrations.AddConstraint(
            "policyrule",
            models.UniqueConstraint(
                fields=["key", "effective_from"], condition=STANDING, name="one_rule_per_start"
            ),
        ),
        migrations.AddConstraint(
            "policyrule",
            models.UniqueConstraint(
                fields=["key"], condition=STANDING & OPEN, name="one_open_rule_per_key"
            ),
        ),
        migrations.AddConstraint(
            "policyrule",
            models.CheckConstraint(
                name="only_announced_city_rules_are_withdrawn",
                condition=STANDING | Q(withdrawn_on__lt=F("effective_from"), origin="city"),
            ),
        ),
        migrations.RunPython(STAYS.put_up, STAYS.take_down),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
        migrations.RunPython(WITHDRAWN_STAYS.put_up, WITHDRAWN_STAYS.take_down),
    ]
