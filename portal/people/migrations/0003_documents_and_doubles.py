import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('people', '0002_organisation_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='Portrait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Reveal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
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
            name='SuspectedDouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('same_document', 'same document number'), ('same_name', 'same name and birth date')], max_length=14, verbose_name='why')),
                ('state', models.CharField(choices=[('open', 'to be looked at'), ('same', 'same person'), ('different', 'different people')], default='open', max_length=10, verbose_name='state')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
            ],
            options={
                'default_manager_name': 'every',
            },
            managers=[
                ('every', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
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
            model_name='person',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='person',
            name='erased_at',
            field=models.DateTimeField(null=True, verbose_name='contact and document data erased at'),
        ),
        migrations.AddField(
            model_name='person',
            name='id_checked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='document seen at'),
        ),
        migrations.AddField(
            model_name='person',
            name='id_checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='id_cipher',
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='id_document',
            field=models.CharField(blank=True, choices=[('id_card', 'resident identity card'), ('hmt', 'residence permit for Hong Kong, Macao and Taiwan residents'), ('hk_macao', 'mainland travel permit for Hong Kong and Macao residents'), ('taiwan', 'mainland travel permit for Taiwan residents'), ('passport', 'passport'), ('foreign', 'foreign permanent resident ID card')], max_length=12, verbose_name='identity document'),
        ),
        migrations.AddField(
            model_name='person',
            name='id_index',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='person',
            name='id_key',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name='person',
            name='id_masked',
            field=models.CharField(blank=True, max_length=30, verbose_name='document number'),
        ),
        migrations.AddField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doubles', to='people.person'),
        ),
        migrations.AlterField(
            model_name='person',
            name='phone',
            field=models.CharField(blank=True, db_index=True, max_length=11, verbose_name='phone'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['name', 'birth_date'], name='person_by_name_and_birth'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(condition=models.Q(('id_index', ''), _negated=True), fields=('id_index',), name='one_person_per_document'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('id_cipher__isnull', True), ('id_key', '')), models.Q(('id_cipher__isnull', False), models.Q(('id_key', ''), _negated=True), models.Q(('id_index', ''), _negated=True)), _connector='OR'), name='document_number_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='nobody_is_his_own_double'),
        ),
        migrations.AddField(
            model_name='portrait',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='portraits', to='people.person'),
        ),
        migrations.AddField(
            model_name='portrait',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reveal',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reveals', to='people.person'),
        ),
        migrations.AddField(
            model_name='reveal',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='suspecteddouble',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='suspecteddouble',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='suspecteddouble',
            name='newcomer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspicions', to='people.person'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='destination',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='origin',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='people.person'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='portrait',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('person',), name='one_portrait'),
        ),
        migrations.AddIndex(
            model_name='reveal',
            index=models.Index(fields=['user', 'day'], name='reveal_by_user_and_day'),
        ),
        migrations.AddConstraint(
            model_name='suspecteddouble',
            constraint=models.UniqueConstraint(fields=('kept', 'newcomer'), name='one_suspicion_per_pair'),
        ),
        migrations.AddConstraint(
            model_name='suspecteddouble',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('newcomer')), _negated=True), name='two_records'),
        ),
        migrations.AddConstraint(
            model_name='suspecteddouble',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='decided_suspicion_has_time'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('origin', models.F('destination')), _negated=True), name='transfer_goes_elsewhere'),
        ),
    ]
