import concerted.base.identifiers
import concerted.measure.indicators.models.indicators
import concerted.measure.indicators.models.intakes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('goals', '0001_tables'),
        ('organizations', '0004_no_invitations_of_members'),
        ('proposals', '0003_answers_in_a_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dimension',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('slug', models.SlugField(max_length=80, verbose_name='address')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('standard', models.CharField(blank=True, max_length=40, verbose_name='standard')),
                ('is_ordered', models.BooleanField(default=False, verbose_name='its groups have an order, as incomes have')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'slug'), name='indicators_dimension_slug_once')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='summary')),
                ('slug', models.SlugField(max_length=80, verbose_name='address')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('kind', models.CharField(choices=concerted.measure.indicators.models.indicators.kind_choices, max_length=12, verbose_name='kind of figure')),
                ('unit', models.CharField(choices=concerted.measure.indicators.models.indicators.unit_choices, max_length=16, verbose_name='unit')),
                ('favourable', models.BooleanField(default=True, verbose_name='more is better')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where the figures come from')),
                ('collected_by', models.CharField(blank=True, max_length=160, verbose_name='who collects them')),
                ('frequency', models.CharField(choices=concerted.measure.indicators.models.indicators.frequency_choices, default='year', max_length=12, verbose_name='how often')),
                ('ethical_note', models.TextField(blank=True, max_length=2000, verbose_name='ethical note')),
                ('threshold', models.PositiveSmallIntegerField(default=11, verbose_name='least people shown')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='organizations.organization')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'slug'), name='indicator_slug_once_per_organization'), models.CheckConstraint(condition=models.Q(('threshold__gte', 10)), name='indicator_threshold_protects'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rate'), _negated=True), ('unit__in', ['per_cent', 'per_thousand']), _connector='OR'), name='indicator_rate_is_of_people')],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('via', models.CharField(choices=concerted.measure.indicators.models.intakes.via_choices, max_length=12, verbose_name='how they came')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='what to know about them')),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('is_public_already', models.BooleanField(default=False, verbose_name='published elsewhere already')),
                ('state', models.CharField(choices=[('draft', 'Waits for a second look'), ('approved', 'Approved'), ('refused', 'Sent back')], default='draft', max_length=10, verbose_name='state')),
                ('decided_at', models.DateTimeField(editable=False, null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='intakes', to='indicators.indicator')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization', verbose_name='whose figures')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('fingerprint', ''), _negated=True), models.Q(('state', 'refused'), _negated=True)), fields=('indicator', 'fingerprint'), name='intake_once_per_fingerprint'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='intake_decided_at_a_time'), models.CheckConstraint(condition=models.Q(('is_public_already', False), models.Q(('source', ''), _negated=True), _connector='OR'), name='intake_published_elsewhere_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('file', models.FileField(upload_to='figures/')),
                ('reading', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.indicator')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='what is new')),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='indicators.indicator')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'number'), name='release_number_once_per_indicator'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='release_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Subgroup',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('code', models.SlugField(max_length=60, verbose_name='code in files')),
                ('title', models.CharField(max_length=100, verbose_name='name')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place in the order')),
                ('is_reference', models.BooleanField(default=False, verbose_name='the others are compared with it')),
                ('dimension', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='subgroups', to='indicators.dimension')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('dimension', 'code'), name='indicators_subgroup_code_once'), models.UniqueConstraint(condition=models.Q(('is_reference', True)), fields=('dimension',), name='subgroup_one_reference_per_dimension'), models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='subgroup_position_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('period_start', models.DateField(verbose_name='from')),
                ('period_end', models.DateField(verbose_name='until')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('state', models.CharField(choices=[('known', 'Known'), ('suppressed', 'Hidden by who collected it'), ('missing', 'Missing')], default='known', max_length=10, verbose_name='state')),
                ('value', models.FloatField(null=True, verbose_name='figure')),
                ('numerator', models.PositiveBigIntegerField(null=True, verbose_name='how many')),
                ('denominator', models.PositiveBigIntegerField(null=True, verbose_name='of how many')),
                ('se', models.FloatField(null=True, verbose_name='standard error')),
                ('n', models.PositiveBigIntegerField(null=True, verbose_name='people behind it')),
                ('population', models.FloatField(null=True, verbose_name='people in the group')),
                ('is_current', models.BooleanField(default=False, editable=False)),
                ('dimension', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='indicators.dimension')),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='indicators.indicator')),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='indicators.intake')),
                ('partner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('replaced_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='indicators.observation')),
                ('subgroup', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='indicators.subgroup')),
            ],
            options={
                'ordering': ['period_start', 'created_at'],
                'indexes': [models.Index(condition=models.Q(('is_current', True)), fields=['indicator', 'subgroup', 'period_start', 'period_end', 'place', 'partner', 'intake', 'state', 'value', 'numerator', 'denominator', 'se', 'n', 'population', 'is_current'], name='observation_rolled_up'), models.Index(condition=models.Q(('replaced_by__isnull', False)), fields=['replaced_by'], name='observation_replaced')],
                'constraints': [models.UniqueConstraint(models.F('indicator'), django.db.models.functions.comparison.Coalesce(models.F('subgroup'), models.Value(uuid.UUID('00000000-0000-0000-0000-000000000000'), output_field=models.UUIDField())), models.F('period_start'), models.F('period_end'), models.F('place'), django.db.models.functions.comparison.Coalesce(models.F('partner'), models.Value(uuid.UUID('00000000-0000-0000-0000-000000000000'), output_field=models.UUIDField())), condition=models.Q(('is_current', True)), name='observation_current_once_per_cell'), models.CheckConstraint(condition=models.Q(models.Q(('dimension__isnull', True), ('subgroup__isnull', True)), models.Q(('dimension__isnull', False), ('subgroup__isnull', False)), _connector='OR'), name='observation_subgroup_with_its_dimension'), models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='observation_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('numerator__isnull', True), models.Q(('denominator__gt', 0), ('denominator__isnull', False), ('numerator__lte', models.F('denominator'))), _connector='OR'), name='observation_numerator_is_a_part'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'known'), ('value__isnull', False)), models.Q(models.Q(('state', 'known'), _negated=True), ('numerator__isnull', True), ('se__isnull', True), ('value__isnull', True)), _connector='OR'), name='observation_value_exactly_when_known'), models.CheckConstraint(condition=models.Q(('se__isnull', True), ('se__gte', 0), _connector='OR'), name='observation_se_is_not_negative'), models.CheckConstraint(condition=models.Q(('is_current', False), ('replaced_by__isnull', True), _connector='OR'), name='observation_replaced_counts_no_more')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('period_start', models.DateField()),
                ('period_end', models.DateField()),
                ('place', models.CharField(blank=True, max_length=120)),
                ('status', models.CharField(choices=[('shown', 'Shown'), ('hidden', 'Hidden, to protect people'), ('missing', 'Missing')], max_length=8)),
                ('value', models.FloatField(null=True)),
                ('numerator', models.PositiveBigIntegerField(null=True)),
                ('denominator', models.PositiveBigIntegerField(null=True)),
                ('se', models.FloatField(null=True)),
                ('n', models.PositiveBigIntegerField(null=True)),
                ('population', models.FloatField(null=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('dimension', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='indicators.dimension')),
                ('partner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='indicators.release')),
                ('subgroup', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='indicators.subgroup')),
            ],
            options={
                'ordering': ['period_start', 'created_at'],
                'indexes': [models.Index(fields=['release', 'partner', 'place', 'dimension', 'period_start'], name='figure_of_a_page')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('dimension__isnull', True), ('subgroup__isnull', True)), models.Q(('dimension__isnull', False), ('subgroup__isnull', False)), _connector='OR'), name='figure_subgroup_with_its_dimension'), models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='figure_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('numerator__isnull', True), models.Q(('denominator__gt', 0), ('denominator__isnull', False), ('numerator__lte', models.F('denominator'))), _connector='OR'), name='figure_numerator_is_a_part'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'shown'), ('value__isnull', False)), models.Q(models.Q(('status', 'shown'), _negated=True), ('denominator__isnull', True), ('n__isnull', True), ('numerator__isnull', True), ('population__isnull', True), ('se__isnull', True), ('value__isnull', True)), _connector='OR'), name='figure_tells_nothing_unless_shown')],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('measure', models.CharField(choices=[('value', 'The figure itself'), ('difference', 'The difference between two groups'), ('ratio', 'The ratio of two groups')], default='value', max_length=12, verbose_name='what has to change')),
                ('baseline_value', models.FloatField(verbose_name='where we start')),
                ('baseline_on', models.DateField(verbose_name='on which day')),
                ('target_value', models.FloatField(verbose_name='where we want to be')),
                ('target_on', models.DateField(verbose_name='by which day')),
                ('points', models.JSONField(blank=True, default=list, verbose_name='agreed path')),
                ('agreed_on', models.DateField(verbose_name='agreed on')),
                ('agreed_in', models.CharField(blank=True, max_length=200, verbose_name='where it was agreed')),
                ('agreed_url', models.URLField(blank=True, max_length=500, verbose_name='where one can read it')),
                ('is_main', models.BooleanField(default=True, verbose_name='the ledger shows it')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='courses', to='goals.goal')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='courses', to='proposals.proposal')),
                ('dimension', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='indicators.dimension')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='courses', to='indicators.indicator')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='indicators.subgroup', verbose_name='who is ahead')),
                ('subgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='indicators.subgroup', verbose_name='who is behind')),
            ],
            options={
                'ordering': ['-is_main', 'created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_main', True)), fields=('goal',), name='course_one_main_per_goal'), models.CheckConstraint(condition=models.Q(('target_on__gt', models.F('baseline_on'))), name='course_leads_forward'), models.CheckConstraint(condition=models.Q(models.Q(('measure', 'value'), ('other__isnull', True)), models.Q(models.Q(('measure', 'value'), _negated=True), ('other__isnull', False), ('subgroup__isnull', False), models.Q(('other', models.F('subgroup')), _negated=True)), _connector='OR'), name='course_gap_is_between_two'), models.CheckConstraint(condition=models.Q(models.Q(('dimension__isnull', True), ('subgroup__isnull', True)), models.Q(('dimension__isnull', False), ('subgroup__isnull', False)), _connector='OR'), name='course_subgroup_with_its_dimension')],
            },
        ),
        migrations.CreateModel(
            name='Veto',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('asked_by', models.CharField(max_length=160, verbose_name='who asked for it')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='why')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='what everybody reads')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('lifted_on', models.DateField(blank=True, null=True, verbose_name='lifted on')),
                ('dimension', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='vetoes', to='indicators.dimension', verbose_name='which cut')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='vetoes', to='indicators.indicator', verbose_name='of which indicator')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['-decided_on', 'created_at'],
                'constraints': [models.UniqueConstraint(models.F('organization'), django.db.models.functions.comparison.Coalesce(models.F('indicator'), models.Value(uuid.UUID('00000000-0000-0000-0000-000000000000'), output_field=models.UUIDField())), django.db.models.functions.comparison.Coalesce(models.F('dimension'), models.Value(uuid.UUID('00000000-0000-0000-0000-000000000000'), output_field=models.UUIDField())), condition=models.Q(('lifted_on__isnull', True)), name='veto_standing_once_per_cut'), models.CheckConstraint(condition=models.Q(('lifted_on__isnull', True), ('lifted_on__gte', models.F('decided_on')), _connector='OR'), name='veto_lifted_after_it_was_decided')],
            },
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('ready_at', models.DateTimeField(editable=False, null=True)),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('packed', models.BinaryField(default=bytes)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='preparations', to='indicators.indicator')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('release', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='preparation', to='indicators.release')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('release__isnull', True)), fields=('indicator',), name='preparation_one_open_per_indicator')],
            },
        ),
    ]
