import concerted.base.identifiers
import concerted.pool.partners.models.profiles
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('organizations', '0002_what_members_are_and_see'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('text', models.CharField(max_length=200, verbose_name='step')),
                ('number', models.PositiveSmallIntegerField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checklist_items', to='organizations.organization')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'text'), name='checklist_text_once_per_coalition')],
            },
        ),
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('coalition_name', models.CharField(max_length=120)),
                ('shelves', models.JSONField(default=list)),
                ('left_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('coalition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['-left_at'],
            },
        ),
        migrations.CreateModel(
            name='Done',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('done_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.checklistitem')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('membership', 'item'), name='step_done_once_per_membership')],
            },
        ),
        migrations.CreateModel(
            name='PartnerInvitation',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name of the organization')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language of the mail')),
                ('role', models.CharField(choices=[('convener', 'Convener'), ('member', 'Member'), ('ally', 'Ally'), ('observer', 'Observer')], default='member', max_length=12, verbose_name='role')),
                ('seat_count', models.PositiveSmallIntegerField(default=1, verbose_name='seats')),
                ('subjects', models.JSONField(default=list)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Taken back')], max_length=12)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='partner_invitations', to='organizations.organization')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('organization', 'member'), name='partner_invitation_waits_once_per_member'), models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True), ('member__isnull', True)), fields=('organization', 'email'), name='partner_invitation_waits_once_per_email'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='partner_invitation_answered_with_an_answer'), models.CheckConstraint(condition=models.Q(('member__isnull', False), models.Q(('email', ''), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='partner_invitation_reaches_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sector', models.CharField(choices=concerted.pool.partners.models.profiles.sectors, default='other', max_length=20, verbose_name='sector')),
                ('size', models.CharField(blank=True, choices=[('volunteers', 'Volunteers only'), ('small', 'Up to 10 paid staff'), ('middle', '11 to 50 paid staff'), ('large', 'More than 50 paid staff')], max_length=12, verbose_name='size')),
                ('places', models.JSONField(default=list, verbose_name='places served')),
                ('languages', models.JSONField(default=list, verbose_name='languages served')),
                ('is_public', models.BooleanField(default=True, verbose_name='everybody may read it')),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='partner_profile', to='organizations.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('post', models.CharField(blank=True, max_length=120, verbose_name='post')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='representative_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='TermsChange',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('subjects', models.JSONField(default=list, verbose_name='subjects')),
                ('proposed_by_side', models.CharField(choices=[('coalition', 'The coalition'), ('member', 'The partner')], max_length=12)),
                ('answered_at', models.DateTimeField(null=True)),
                ('is_agreed', models.BooleanField(default=False)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms_changes', to='organizations.membership')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('membership',), name='terms_change_waits_once'), models.CheckConstraint(condition=models.Q(('is_agreed', False), ('answered_at__isnull', False), _connector='OR'), name='terms_agreed_are_answered')],
            },
        ),
    ]
