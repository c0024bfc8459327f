import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('people', '0001_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactJudge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='office phone')),
                ('since', models.DateField(verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
            ],
            options={
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OrganisationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('founded', 'founded'), ('renamed', 'renamed'), ('moved', 'moved'), ('merged', 'merged'), ('dissolved', 'dissolved')], max_length=10, verbose_name='act')),
                ('day', models.DateField(verbose_name='day')),
                ('before', models.CharField(blank=True, max_length=100, verbose_name='before')),
                ('after', models.CharField(blank=True, max_length=100, verbose_name='after')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='organisation',
            name='one_organisation_per_name',
        ),
        migrations.AddField(
            model_name='organisation',
            name='dissolved_on',
            field=models.DateField(blank=True, null=True, verbose_name='dissolved on'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='people.organisation', verbose_name='merged into'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(condition=models.Q(('dissolved_on__isnull', True)), fields=('name',), name='one_organisation_per_name'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('dissolved_on__isnull', False), _connector='OR'), name='merged_organisation_is_dissolved'),
        ),
        migrations.AddField(
            model_name='contactjudge',
            name='court',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='contactjudge',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_judges', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='contactjudge',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login'),
        ),
        migrations.AddField(
            model_name='organisationchange',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='organisationchange',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='contactjudge',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('organisation',), name='one_contact_judge'),
        ),
        migrations.AddConstraint(
            model_name='contactjudge',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='contact_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='organisationchange',
            index=models.Index(fields=['organisation', 'day'], name='organisation_change_by_day'),
        ),
    ]
