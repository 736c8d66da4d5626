import concerted.base.identifiers
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0001_tables'),
        ('organizations', '0004_no_invitations_of_members'),
    ]

    operations = [
        migrations.RenameField(
            model_name='official',
            old_name='offices',
            new_name='told_offices',
        ),
        migrations.RemoveConstraint(
            model_name='official',
            name='official_once_per_source_id',
        ),
        migrations.AddField(
            model_name='official',
            name='identifiers',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='official',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization'),
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('ocd_id', models.CharField(max_length=200, unique=True, verbose_name='id')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='name')),
                ('kind', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['ocd_id'],
            },
        ),
        migrations.CreateModel(
            name='Jurisdiction',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('key', models.CharField(max_length=240)),
                ('ocd_id', models.CharField(blank=True, max_length=200, verbose_name='id')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('level', models.CharField(choices=[('local', 'City, town or county'), ('state', 'State'), ('national', 'Nation'), ('international', 'Between nations')], default='local', max_length=20, verbose_name='level')),
                ('kind', models.CharField(choices=[('government', 'Government'), ('legislature', 'Legislature'), ('council', 'Council'), ('school board', 'School board'), ('health authority', 'Health authority'), ('hospital board', 'Hospital board'), ('landlord', 'Landlord or housing company'), ('licensing board', 'Licensing board'), ('ministry', 'Ministry or agency'), ('court', 'Court'), ('treaty body', 'Treaty body'), ('company', 'Company'), ('other', 'Something else')], default='government', max_length=40, verbose_name='kind')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organization__isnull', False)), fields=('organization', 'key'), name='jurisdiction_once_per_organization'), models.UniqueConstraint(condition=models.Q(('organization__isnull', True)), fields=('key',), name='jurisdiction_once')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('key', models.CharField(max_length=500)),
                ('role', models.CharField(blank=True, max_length=60)),
                ('title', models.CharField(blank=True, help_text='As in “Mayor”.', max_length=160, verbose_name='post')),
                ('body', models.CharField(blank=True, help_text='As in “City Council” or “House”.', max_length=160, verbose_name='body')),
                ('district', models.CharField(blank=True, max_length=120, verbose_name='district')),
                ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='how many hold it')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='officials.division')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='officials.jurisdiction')),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['jurisdiction', 'title', 'district'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organization__isnull', False)), fields=('organization', 'key'), name='post_once_per_organization'), models.UniqueConstraint(condition=models.Q(('organization__isnull', True)), fields=('key',), name='post_once')],
            },
        ),
        migrations.CreateModel(
            name='Shape',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='no longer valid from')),
                ('outline', models.BinaryField()),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('division', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shapes', to='officials.division')),
            ],
            options={
                'ordering': ['valid_from'],
                'constraints': [models.UniqueConstraint(fields=('division', 'valid_from'), name='shape_once_per_division_and_day'), models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='shape_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='in office since')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='in office until')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='term ends')),
                ('is_acting', models.BooleanField(default=False, verbose_name='acting')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tenures', to='officials.official')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tenures', to='officials.post')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('ends_on'), descending=True, nulls_first=True), models.OrderBy(models.F('starts_on'), descending=True, nulls_last=True)],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='tenure_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(blank=True, max_length=40, verbose_name='kind')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('fax', models.CharField(blank=True, max_length=40, verbose_name='fax')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('hours', models.CharField(blank=True, max_length=200, verbose_name='hours')),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='last checked')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='officials.official')),
            ],
            options={
                'ordering': ['kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('value', models.CharField(max_length=500, verbose_name='address')),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('source', models.CharField(blank=True, max_length=60, verbose_name='source')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='last checked')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='officials.official')),
            ],
            options={
                'ordering': ['kind', 'value'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('text', models.TextField(max_length=1000, verbose_name='what is wrong')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='officials.official')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['created_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='official',
            constraint=models.UniqueConstraint(condition=models.Q(('organization__isnull', False), models.Q(('source_id', ''), _negated=True)), fields=('organization', 'source', 'source_id'), name='official_of_a_source_once_per_organization'),
        ),
        migrations.AddConstraint(
            model_name='official',
            constraint=models.UniqueConstraint(condition=models.Q(('organization__isnull', True), models.Q(('source_id', ''), _negated=True)), fields=('source', 'source_id'), name='official_of_a_source_once'),
        ),
    ]
