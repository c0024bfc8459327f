from django.db import migrations

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TABLE = "policy_policyrule"
# A later row may end an earlier one; everything else of a rule is quoted by stored decisions.
FIXED = ("key", "value", "basis", "source_text", "effective_from", "enforcement", "origin")
STAYS = Guard("policy_rule_stays", TABLE, "UPDATE", changed(*FIXED, "recorded_at"))


class Migration(migrations.Migration):
    dependencies = [("policy", "0002_origin")]

    operations = [
        migrations.RunPython(STAYS.put_up, STAYS.take_down),
        migrations.RunPython(forbid(TABLE, "delete"), allow(TABLE, "delete")),
    ]
