import concerted.base.identifiers
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('goals', '0001_tables'),
        ('offers', '0001_tables'),
        ('organizations', '0004_no_invitations_of_members'),
        ('proposals', '0003_answers_in_a_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('contribution', models.TextField(blank=True, max_length=600, verbose_name='what it contributes')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('kind', models.CharField(choices=[('listening', 'Listening to neighbors'), ('deciding', 'Deciding together'), ('resources', 'Finding money, rooms, people'), ('campaign', 'Petitions, letters, events'), ('officials', 'Talks with those who decide'), ('services', 'Direct help for people'), ('training', 'Training and study'), ('measuring', 'Counting and checking')], max_length=12, verbose_name='kind of work')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('spoken', models.CharField(blank=True, max_length=12, verbose_name='language it is done in')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Dropped')], default='planned', max_length=12, verbose_name='state')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='activities', to='goals.goal', verbose_name='goal')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization', verbose_name='who answers for it')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('starts_on'), nulls_last=True), 'created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='activity_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Adaptation',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adaptations', to='workplan.activity')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='workplan.activity')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['partner__name'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'partner'), name='contribution_once_per_partner')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language of agenda and minutes')),
                ('starts_at', models.DateTimeField(verbose_name='when')),
                ('time_zone', models.CharField(max_length=60, verbose_name='time zone')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('link', models.URLField(blank=True, verbose_name='link to join')),
                ('languages', models.JSONField(default=list, verbose_name='languages spoken')),
                ('interpreter_note', models.CharField(blank=True, max_length=300, verbose_name='interpreters')),
                ('childcare_note', models.CharField(blank=True, max_length=300, verbose_name='childcare')),
                ('access_note', models.CharField(blank=True, max_length=300, verbose_name='access')),
                ('guest_count', models.PositiveSmallIntegerField(default=0, verbose_name='guests')),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('record', models.JSONField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('approved_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='workplan.meeting')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='organizations.organization')),
            ],
            options={
                'ordering': ['-starts_at'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'number'), name='meeting_number_once_per_organization'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('digest', ''), ('record__isnull', True)), models.Q(('approved_at__isnull', False), ('record__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='meeting_approved_is_frozen')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='workplan.meeting')),
            ],
            options={
                'ordering': ['partner__name', 'user__name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', True)), fields=('meeting', 'partner'), name='attendance_once_per_partner'), models.UniqueConstraint(fields=('meeting', 'user'), name='attendance_once_per_user')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='what is it about?')),
                ('planned_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='minutes planned')),
                ('said', models.TextField(blank=True, max_length=4000, verbose_name='what was said')),
                ('brought_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization', verbose_name='who brings it')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='goals.goal', verbose_name='goal')),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='offers.need', verbose_name='need')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='proposals.proposal', verbose_name='proposal')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='workplan.meeting')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'position'), name='agenda_item_position_once_per_meeting')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='what is to be done?')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('state', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', max_length=8, verbose_name='state')),
                ('done_on', models.DateField(null=True)),
                ('reminded_for', models.DateField(editable=False, null=True)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='workplan.activity', verbose_name='activity')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tasks', to='workplan.agendaitem')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization', verbose_name='partner')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), 'created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_on__isnull', True)), _connector='OR'), name='task_done_has_its_day')],
            },
        ),
    ]
