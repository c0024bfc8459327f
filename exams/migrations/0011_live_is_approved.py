import django.db.models.query_utils
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exams", "0010_versions_in_use")]

    operations = [
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'live'), _negated=True), ('approved_n__gt', 0), _connector='OR'), name='a_live_item_has_an_approved_version'),
        ),
    ]
