import concerted.act.lobbying.classifier
import concerted.act.lobbying.models.efforts
import concerted.act.lobbying.models.status
import concerted.base.identifiers
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('offers', '0003_pledges_from_outside'),
        ('officials', '0004_flat_columns_gone'),
        ('organizations', '0004_no_invitations_of_members'),
        ('policies', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='ElectionWindow',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='election')),
                ('opens_on', models.DateField(verbose_name='be careful from')),
                ('votes_on', models.DateField(verbose_name='day of the vote')),
                ('jurisdiction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='officials.jurisdiction', verbose_name='where')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['votes_on', 'name'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'name', 'votes_on'), name='election_window_once'), models.CheckConstraint(condition=models.Q(('votes_on__gte', models.F('opens_on'))), name='election_window_ends_with_the_vote')],
            },
        ),
        migrations.CreateModel(
            name='Candidacy',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('office', models.CharField(blank=True, max_length=120, verbose_name='runs for')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where this is written')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='officials.official', verbose_name='official')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidacies', to='lobbying.electionwindow', verbose_name='election')),
            ],
            options={
                'ordering': ['window__votes_on', 'official__name'],
                'constraints': [models.UniqueConstraint(fields=('official', 'window'), name='candidacy_once')],
            },
        ),
        migrations.CreateModel(
            name='OtherAct',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=140, verbose_name='what it is')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='what happened')),
                ('official', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='officials.official', verbose_name='who decides')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'title'), name='other_act_once')],
            },
        ),
        migrations.CreateModel(
            name='StateReminder',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('state', models.CharField(max_length=60, verbose_name='state or city')),
                ('words', models.TextField(max_length=1000, verbose_name='what to do')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('url', models.URLField(blank=True, max_length=300, verbose_name='where to read more')),
                ('done_at', models.DateTimeField(editable=False, null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('due_on'), nulls_last=True), 'state'],
            },
        ),
        migrations.CreateModel(
            name='TaxElection',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('filed_on', models.DateField(verbose_name='filed on')),
                ('revoked_on', models.DateField(blank=True, null=True, verbose_name='revoked on')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['filed_on'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('organization',), name='tax_election_stands_once'), models.CheckConstraint(condition=models.Q(('revoked_on', None), ('revoked_on__gte', models.F('filed_on')), _connector='OR'), name='tax_election_revoked_after_filing')],
            },
        ),
        migrations.CreateModel(
            name='TaxStatus',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('since', models.DateField(blank=True, null=True, verbose_name='since when')),
                ('kind', models.CharField(choices=concerted.act.lobbying.models.status.status_choices, max_length=12, verbose_name='tax status')),
                ('first_month', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='first month of the tax year')),
                ('is_affiliated', models.BooleanField(default=False, verbose_name='part of an affiliated group')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('since'), nulls_first=True)],
                'constraints': [models.UniqueConstraint(fields=('organization', 'since'), name='tax_status_once_per_day'), models.UniqueConstraint(condition=models.Q(('since', None)), fields=('organization',), name='tax_status_begins_once'), models.CheckConstraint(condition=models.Q(('first_month__range', (1, 12))), name='tax_status_has_a_month')],
            },
        ),
        migrations.CreateModel(
            name='YearFigures',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('starts_on', models.DateField(verbose_name='first day of the tax year')),
                ('exempt_cents', models.PositiveBigIntegerField(verbose_name='all spending for your purpose')),
                ('is_estimate', models.BooleanField(default=True, verbose_name='an estimate, as the year goes on')),
                ('overhead_cents', models.PositiveBigIntegerField(default=0, verbose_name='running costs')),
                ('overhead_source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='offers.fundingsource', verbose_name='running costs paid from')),
                ('all_hours', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='paid hours of everybody')),
                ('group_exempt_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='all spending of the group')),
                ('group_direct_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='direct lobbying of the group')),
                ('group_grassroots_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='grassroots lobbying of the group')),
                ('dues_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='dues of members')),
                ('carried_in_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='carried over from last year')),
                ('notified_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='told to members as not deductible')),
                ('carried_on_cents', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='carried on to next year')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['-starts_on'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'starts_on'), name='year_figures_once_per_year'), models.CheckConstraint(condition=models.Q(('overhead_cents', 0), ('overhead_source__isnull', False), _connector='OR'), name='year_figures_overhead_has_its_source'), models.CheckConstraint(condition=models.Q(('all_hours__gte', 0)), name='year_figures_hours_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Classification',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('act_kind', models.CharField(max_length=20)),
                ('act_id', models.UUIDField()),
                ('decider', models.CharField(choices=[('legislature', 'Lawmakers: Congress, a state legislature, a city or county council'), ('voters', 'The voters, in a ballot measure'), ('administrative', 'A board or an agency: school, health, housing, zoning; or a mayor or governor alone'), ('court', 'A court'), ('private', 'A company, a landlord or a private hospital')], max_length=16, verbose_name='who decides')),
                ('is_specific', models.BooleanField(verbose_name='a specific law')),
                ('has_view', models.BooleanField(verbose_name='a view on it')),
                ('audience', models.CharField(choices=[('lawmakers', 'Lawmakers, their staff, or officials who help to make the law'), ('public', 'The public, or people who may sign, write or come'), ('members', 'Only our own members'), ('nobody', 'None of these')], max_length=12, verbose_name='said to')),
                ('call', models.CharField(choices=[('none', 'Nothing: it informs'), ('contact', 'To reach those who decide: sign, write, call, come, vote'), ('spread', 'To get others to do so')], max_length=8, verbose_name='call to action')),
                ('exception', models.CharField(blank=True, choices=[('analysis', 'Non-partisan analysis: all the facts, open to all sides'), ('advice', 'Technical advice that a lawmaking body asked for in writing'), ('self-defense', 'Self-defense: our own powers, duties or tax status'), ('broad', 'A broad social problem, without a view on a law')], default='', max_length=14, verbose_name='exception')),
                ('exception_words', models.CharField(blank=True, max_length=500, verbose_name='why it applies')),
                ('rule', models.CharField(choices=concerted.act.lobbying.classifier.rule_choices, max_length=20, verbose_name='reason')),
                ('kind', models.CharField(choices=[('direct', 'Direct lobbying'), ('grassroots', 'Grassroots lobbying'), ('none', 'Not lobbying')], max_length=12, verbose_name='result')),
                ('replaced_at', models.DateTimeField(editable=False, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('policy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.policyitem', verbose_name='policy')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('act_kind', 'act_id'), name='classification_standing_once_per_act'), models.CheckConstraint(condition=models.Q(('exception', ''), models.Q(('exception_words', ''), _negated=True), _connector='OR'), name='classification_exception_has_its_reason')],
            },
        ),
        migrations.CreateModel(
            name='Effort',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('act_kind', models.CharField(blank=True, default='', max_length=20)),
                ('act_id', models.UUIDField(blank=True, null=True)),
                ('mode', models.CharField(choices=[('sheet', 'Time sheet: hours of a week'), ('incident', 'Incident report: something done now and then'), ('memo', 'Memo: something done once')], max_length=10, verbose_name='how it is noted')),
                ('activity', models.CharField(choices=concerted.act.lobbying.models.efforts.activity_choices, default='contact', max_length=12, verbose_name='kind of work')),
                ('words', models.CharField(max_length=300, verbose_name='what was done')),
                ('worked_on', models.DateField(verbose_name='day')),
                ('post', models.CharField(blank=True, max_length=80, verbose_name='whose hours')),
                ('hours', models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name='paid hours')),
                ('rate_cents', models.PositiveIntegerField(default=0, verbose_name='cost of an hour')),
                ('direct_cents', models.PositiveBigIntegerField(default=0, verbose_name='money spent')),
                ('volunteer_hours', models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name='unpaid hours')),
                ('direct_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='direct lobbying, per cent')),
                ('grassroots_percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='grassroots lobbying, per cent')),
                ('basis', models.TextField(max_length=2000, verbose_name='how it was worked out')),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('ended_because', models.CharField(blank=True, max_length=300, verbose_name='why it was changed')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='correction', to='lobbying.effort')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='offers.fundingsource', verbose_name='paid from')),
            ],
            options={
                'ordering': ['-worked_on', '-created_at'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='effort_once_per_form'), models.CheckConstraint(condition=models.Q(('hours__gte', 0), ('volunteer_hours__gte', 0)), name='effort_hours_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('direct_cents', 0), ('hours', 0)), ('source__isnull', False), _connector='OR'), name='effort_that_costs_has_its_source'), models.CheckConstraint(condition=models.Q(models.Q(('act_id__isnull', True), ('act_kind', '')), models.Q(('act_id__isnull', False), models.Q(('act_kind', ''), _negated=True)), _connector='OR'), name='effort_names_its_act_whole'), models.CheckConstraint(condition=models.Q(models.Q(('direct_percent', None), ('grassroots_percent', None)), models.Q(('direct_percent__gte', 0), ('direct_percent__lte', django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('grassroots_percent'))), ('grassroots_percent__gte', 0)), _connector='OR'), name='effort_is_divided_into_a_whole'), models.CheckConstraint(condition=models.Q(('act_id__isnull', False), ('direct_percent__isnull', False), _connector='OR'), name='effort_without_an_act_is_divided'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('ended_because', ''), _negated=True), _connector='OR'), name='effort_ended_has_its_reason')],
            },
        ),
    ]
