import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('certificates', '0010_signed_files'),
        ('people', '0011_names_of_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficeKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=200, verbose_name='purpose')),
                ('daily', models.PositiveIntegerField(verbose_name='questions a day')),
                ('until', models.DateField(verbose_name='last day')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('once', models.CharField(max_length=43, unique=True)),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'key of an office',
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='KeyDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('spent', models.PositiveIntegerField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='asking.officekey')),
            ],
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(max_length=20, verbose_name='query number')),
                ('day', models.DateField(verbose_name='day')),
                ('verdict', models.CharField(max_length=12, verbose_name='verdict')),
                ('way', models.CharField(choices=[('code', 'page, by code'), ('number', 'page, by number and name'), ('key', 'interface, one'), ('many', 'interface, many at once')], max_length=8, verbose_name='way')),
                ('network', models.CharField(max_length=50, verbose_name='network')),
                ('certificate', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.certificate')),
                ('key', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='asking.officekey')),
            ],
            options={
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='officekey',
            constraint=models.CheckConstraint(condition=models.Q(('daily__gte', 1)), name='key_has_a_quota'),
        ),
        migrations.AddConstraint(
            model_name='officekey',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('made_at')), _connector='OR'), name='key_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='keyday',
            constraint=models.UniqueConstraint(fields=('key', 'day'), name='one_count_per_day'),
        ),
        migrations.AddIndex(
            model_name='asked',
            index=models.Index(condition=models.Q(('certificate__isnull', False)), fields=['certificate', 'day'], name='asked_of_certificate'),
        ),
        migrations.AddIndex(
            model_name='asked',
            index=models.Index(fields=['day'], name='asked_by_day'),
        ),
    ]
