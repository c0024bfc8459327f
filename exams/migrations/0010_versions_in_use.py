from django.db import migrations

NEWEST = """
UPDATE exams_item SET approved_n = (
    SELECT MAX(n) FROM exams_itemversion WHERE exams_itemversion.item_id = exams_item.id
) WHERE state <> 'draft'
"""


class Migration(migrations.Migration):
    """Until now the newest version of a question was the one in use."""

    dependencies = [("exams", "0009_kinds_reviews_and_pictures")]

    operations = [migrations.RunSQL(NEWEST, migrations.RunSQL.noop)]
