import concerted.base.identifiers
import concerted.pool.agreements.models.agreements
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('goals', '0001_tables'),
        ('organizations', '0002_what_members_are_and_see'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.CharField(default=concerted.pool.agreements.models.agreements.new_number, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('memorandum', 'Memorandum of understanding'), ('data_sharing', 'Data-sharing agreement'), ('logo', 'Use of names and logos'), ('decision_rule', 'Decision rule')], max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('values', models.JSONField(default=dict)),
                ('starts_on', models.DateField(verbose_name='holds from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='holds until')),
                ('is_changed', models.BooleanField(default=True, help_text='The draft differs from what was sent last, or nothing was sent')),
                ('ended_on', models.DateField(null=True, verbose_name='ended on')),
                ('end_reason', models.CharField(blank=True, max_length=600, verbose_name='why it ended')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='agreements', to='goals.goal', verbose_name='goal')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='organizations.organization')),
                ('renews', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='renewals', to='agreements.agreement')),
            ],
            options={
                'ordering': ['-created_at'],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_it_starts'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120)),
                ('first_version', models.PositiveSmallIntegerField(help_text='The first version that it was sent; empty until then', null=True)),
                ('left_on', models.DateField(null=True)),
                ('leave_reason', models.CharField(blank=True, max_length=600)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='agreements.agreement')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agreement_parties', to='organizations.organization')),
            ],
            options={
                'verbose_name_plural': 'parties',
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'partner'), name='party_once_per_agreement')],
            },
        ),
        migrations.CreateModel(
            name='AgreementVersion',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('languages', models.JSONField()),
                ('texts', models.JSONField()),
                ('terms', models.JSONField()),
                ('parties', models.JSONField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('text_hash', models.CharField(db_index=True, max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('completed_at', models.DateTimeField(null=True)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('declined_at', models.DateTimeField(null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=600, verbose_name='reason')),
                ('reminded_days', models.PositiveSmallIntegerField(help_text='The last reminder of its end went out so many days before', null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='agreements.agreement')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('declined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='agreements.party')),
            ],
            options={
                'ordering': ['-number'],
                "constraints": [
                    models.UniqueConstraint(fields=('agreement', 'number'), name='agreement_version_number_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Signer',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(max_length=12, verbose_name='language of the mail')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(help_text='The organization that named them', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signers', to='agreements.party')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('party', 'email'), name='signer_once_per_party_and_address')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('capacity', models.CharField(max_length=120, verbose_name='role in the organization')),
                ('statement', models.CharField(max_length=500)),
                ('language', models.CharField(max_length=12)),
                ('via', models.CharField(choices=[('account', 'Signed in, with a role in the organization'), ('link', 'By a link that was mailed to them')], max_length=10)),
                ('named_by', models.CharField(blank=True, max_length=120)),
                ('signed_at', models.DateTimeField()),
                ('text_hash', models.CharField(max_length=64)),
                ('record_hash', models.CharField(max_length=64)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='signatures', to='agreements.party')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='signatures', to='agreements.agreementversion')),
                ('signer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='signatures', to='agreements.signer')),
            ],
            options={
                'ordering': ['signed_at'],
                'constraints': [models.UniqueConstraint(fields=('version', 'party'), name='signed_once_per_party')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('memorandum', 'Memorandum of understanding'), ('data_sharing', 'Data-sharing agreement'), ('logo', 'Use of names and logos'), ('decision_rule', 'Decision rule')], max_length=20, verbose_name='kind')),
                ('number', models.PositiveSmallIntegerField()),
                ('texts', models.JSONField(default=dict)),
                ('standard', models.PositiveSmallIntegerField(help_text='The release of our own text, where this is one, unchanged', null=True)),
                ('change_note', models.CharField(blank=True, max_length=300, verbose_name='what changed, and why')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['kind', '-number'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'number'), name='template_number_once_per_kind')],
            },
        ),
        migrations.AddField(
            model_name='agreementversion',
            name='template',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='versions', to='agreements.template'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='template',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='agreements', to='agreements.template'),
        ),
    ]
