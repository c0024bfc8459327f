import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('people', '0004_dated_provisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Candidacy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_kind', models.CharField(choices=[('chair', 'chair'), ('vice_chair', 'vice chair'), ('member', 'member'), ('full_time', 'full-time mediator'), ('part_time', 'part-time mediator')], max_length=10, verbose_name='kind of post')),
                ('tier', models.CharField(choices=[('village', 'village and community'), ('township', 'township and subdistrict'), ('city', 'city and professional committees')], max_length=8, verbose_name='tier')),
                ('mode', models.CharField(choices=[('elected', 'elected'), ('hired', 'hired')], max_length=7, verbose_name='elected or hired')),
                ('state', models.CharField(choices=[('nominated', 'nominated'), ('checked', 'checked by the township'), ('accepted', 'accepted by the bureau'), ('returned', 'returned'), ('withdrawn', 'withdrawn')], default='nominated', max_length=10, verbose_name='state')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
            ],
            options={
                'verbose_name_plural': 'candidacies',
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CandidacyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('nominated', 'nominated'), ('checked', 'checked by the township'), ('accepted', 'accepted by the bureau'), ('returned', 'returned'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='state')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
            ],
            options={
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='candidacy',
            name='nominated_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='candidacy',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='people.person'),
        ),
        migrations.AddField(
            model_name='candidacystep',
            name='candidacy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='people.candidacy'),
        ),
        migrations.AddField(
            model_name='candidacystep',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='candidacy',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('nominated', 'checked', 'accepted', 'returned'))), fields=('person', 'organisation', 'post_kind'), name='one_open_candidacy'),
        ),
    ]
