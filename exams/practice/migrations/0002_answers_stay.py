from django.db import migrations

from portal.append_only import allow, forbid

TABLE = "practice_practiceanswer"


class Migration(migrations.Migration):
    """An answer is never changed; only an erasure takes it away, with its round."""

    dependencies = [("practice", "0001_rounds_answers_cards")]

    operations = [migrations.RunPython(forbid(TABLE, "update"), allow(TABLE, "update"))]
