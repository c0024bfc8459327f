from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statutes', '0002_names_of_records'),
    ]

    operations = [
        migrations.AddField(
            model_name='statuteversion',
            name='repealed_on',
            field=models.DateField(blank=True, null=True, verbose_name='repealed on'),
        ),
    ]
