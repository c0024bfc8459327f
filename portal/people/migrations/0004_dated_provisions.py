from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_documents_and_doubles'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='postprovision',
            name='one_provision_per_have',
        ),
        migrations.AddField(
            model_name='postprovision',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='until'),
        ),
        migrations.AddConstraint(
            model_name='postprovision',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('post', 'kind'), name='one_open_provision_per_have'),
        ),
        migrations.AddConstraint(
            model_name='postprovision',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='provision_ends_after_start'),
        ),
    ]
