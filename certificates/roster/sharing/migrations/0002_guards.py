from django.db import migrations

from portal.append_only import allow, forbid
from portal.guards import Guard, changed

TEMPLATE, LIST = "sharing_rostertemplate", "sharing_publiclist"
LINE, HANDOUT = "sharing_publicline", "sharing_handout"
TEMPLATE_CHANGED = "OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR " + changed(
    "id", "organisation_id", "name", "version", "file_name", "sha256", "recorded_at",
    "recorded_by_id",
)  # fmt: skip
LIST_CHANGED = "OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR " + changed(
    "id", "organisation_id", "day", "document_number", "rows", "sha256", "published_at",
    "published_by_id",
)  # fmt: skip
# A line belongs to a list as long as that list is being written: afterwards it is full.
LINE_TOO_MANY = """
EXISTS (SELECT 1 FROM sharing_publiclist l WHERE l.id = NEW.public_list_id
AND (NEW.position < 1 OR NEW.position > l.rows))
"""
GUARDS = [
    Guard("roster_template_ends_once", TEMPLATE, "UPDATE", TEMPLATE_CHANGED),
    Guard("public_list_ends_once", LIST, "UPDATE", LIST_CHANGED),
    Guard("public_list_is_full", LINE, "INSERT", LINE_TOO_MANY),
]
REFUSED = [
    (TEMPLATE, ("delete",)),
    (HANDOUT, ("delete",)),
    (LIST, ("delete",)),
    (LINE, ("update", "delete")),
]


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_sharing")]

    operations = [
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        *(
            migrations.RunPython(forbid(table, *acts), allow(table, *acts))
            for table, acts in REFUSED
        ),
    ]
