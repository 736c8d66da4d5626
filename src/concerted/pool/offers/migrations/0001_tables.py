import concerted.base.identifiers
import concerted.pool.offers.models.kinds
import concerted.pool.offers.models.sources
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('goals', '0001_tables'),
        ('organizations', '0002_what_members_are_and_see'),
    ]

    operations = [
        migrations.CreateModel(
            name='FundingSource',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('cents', models.PositiveBigIntegerField(verbose_name='how much')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('is_federal', models.BooleanField(verbose_name='federal money, also through a state or a city')),
                ('forbids_lobbying', models.BooleanField(default=False, verbose_name='may not pay for lobbying')),
                ('purpose', models.CharField(blank=True, choices=concerted.pool.offers.models.sources.purpose_choices, default='', max_length=16, verbose_name='only for')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='goals.goal', verbose_name='only for the goal')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'name'), name='source_name_once_per_organization'), models.CheckConstraint(condition=models.Q(('currency', ''), _negated=True), name='source_has_a_currency'), models.CheckConstraint(condition=models.Q(('is_federal', True), ('purpose', 'lobbying'), _negated=True), name='source_federal_is_not_for_lobbying')],
            },
        ),
        migrations.CreateModel(
            name='Giver',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('is_named', models.BooleanField(default=False, verbose_name='may be named on public pages')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('partner__isnull', False)), fields=('organization', 'partner'), name='giver_once_per_partner'), models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('organization', 'email'), name='giver_once_per_email')],
            },
        ),
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('legal_name', models.CharField(max_length=160, verbose_name='legal name')),
                ('address', models.TextField(blank=True, max_length=300, verbose_name='postal address')),
                ('tax_id', models.CharField(blank=True, max_length=40, verbose_name='tax number (EIN)')),
                ('signatory', models.CharField(blank=True, max_length=160, verbose_name='who signs, with their office')),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='summary')),
                ('slug', models.SlugField(max_length=80, verbose_name='address')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('kind', models.CharField(choices=concerted.pool.offers.models.kinds.kind_choices, max_length=16, verbose_name='kind')),
                ('amount', models.PositiveBigIntegerField(verbose_name='how much')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('noun', models.CharField(blank=True, max_length=60, verbose_name='what is counted')),
                ('met_at', models.DateTimeField(editable=False, null=True)),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='needs', to='goals.goal', verbose_name='goal')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='organizations.organization')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization', verbose_name='who needs it')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='need_of_more_than_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), models.Q(('currency', ''), _negated=True)), models.Q(models.Q(('kind', 'money'), _negated=True), ('currency', '')), _connector='OR'), name='need_money_has_a_currency'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='need_ends_after_it_starts'), models.UniqueConstraint(fields=('organization', 'slug'), name='need_slug_once_per_organization'), models.CheckConstraint(condition=models.Q(('met_at__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='need_met_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='what it is for')),
                ('planned_cents', models.PositiveBigIntegerField(verbose_name='planned')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='budget_lines', to='goals.goal', verbose_name='goal')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('need', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='budget_line', to='offers.need', verbose_name='the need that asks for it')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(fields=('goal', 'title', 'currency'), name='budget_line_once_per_goal'), models.CheckConstraint(condition=models.Q(('currency', ''), _negated=True), name='budget_line_has_a_currency')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=concerted.pool.offers.models.kinds.kind_choices, max_length=16, verbose_name='kind')),
                ('amount', models.PositiveBigIntegerField(verbose_name='how much')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('title', models.CharField(max_length=160, verbose_name='what it is')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='offers.giver')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='goals.goal', verbose_name='for which goal')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='organizations.organization')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='offer_of_more_than_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), models.Q(('currency', ''), _negated=True)), models.Q(models.Q(('kind', 'money'), _negated=True), ('currency', '')), _connector='OR'), name='offer_money_has_a_currency'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='offer_ends_after_it_starts'), models.UniqueConstraint(fields=('organization', 'key'), name='offer_once_per_form')],
            },
        ),
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=concerted.pool.offers.models.kinds.kind_choices, max_length=16, verbose_name='kind')),
                ('amount', models.PositiveBigIntegerField(verbose_name='how much')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('state', models.CharField(choices=[('proposed', 'Waits for the giver'), ('confirmed', 'Pledged'), ('fulfilled', 'Received'), ('withdrawn', 'Withdrawn'), ('declined', 'Declined')], default='proposed', max_length=12, verbose_name='state')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='to be delivered by')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('reminded_on', models.DateField(editable=False, null=True)),
                ('reminder_count', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pledges', to='offers.giver')),
                ('need', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pledges', to='offers.need')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pledges', to='offers.offer')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='pledges', to='offers.fundingsource', verbose_name='what pays for it')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='pledge_of_more_than_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), models.Q(('currency', ''), _negated=True)), models.Q(models.Q(('kind', 'money'), _negated=True), ('currency', '')), _connector='OR'), name='pledge_money_has_a_currency'), models.CheckConstraint(condition=models.Q(('need__isnull', False), ('offer__isnull', False), _connector='OR'), name='pledge_for_a_need_or_from_an_offer'), models.CheckConstraint(condition=models.Q(('state__in', ('proposed', 'declined')), ('state', 'withdrawn'), ('confirmed_at__isnull', False), _connector='OR'), name='pledge_counts_once_confirmed'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('need', 'offer'), name='pledge_proposed_once'), models.UniqueConstraint(fields=('organization', 'key'), name='pledge_once_per_form')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=concerted.pool.offers.models.kinds.kind_choices, max_length=16, verbose_name='kind')),
                ('amount', models.PositiveBigIntegerField(verbose_name='how much')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('number', models.PositiveSmallIntegerField()),
                ('delivered_on', models.DateField(verbose_name='when it came')),
                ('value_cents', models.PositiveBigIntegerField(null=True)),
                ('value_currency', models.CharField(blank=True, max_length=3)),
                ('rate_cents', models.PositiveBigIntegerField(null=True)),
                ('rate_source', models.CharField(blank=True, max_length=200, verbose_name='where the rate is from')),
                ('served_words', models.CharField(blank=True, max_length=300, verbose_name='who benefited')),
                ('served_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many people')),
                ('returned_words', models.CharField(blank=True, max_length=300, verbose_name='what the giver got in return')),
                ('returned_cents', models.PositiveBigIntegerField(null=True)),
                ('acknowledged_at', models.DateTimeField(editable=False, null=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='offers.pledge')),
            ],
            options={
                'ordering': ['delivered_on', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='delivery_of_more_than_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), models.Q(('currency', ''), _negated=True)), models.Q(models.Q(('kind', 'money'), _negated=True), ('currency', '')), _connector='OR'), name='delivery_money_has_a_currency'), models.UniqueConstraint(fields=('pledge', 'number'), name='delivery_number_once'), models.UniqueConstraint(fields=('pledge', 'key'), name='delivery_once_per_form'), models.CheckConstraint(condition=models.Q(('rate_cents__isnull', True), models.Q(('rate_source', ''), _negated=True), _connector='OR'), name='delivery_rate_has_a_source'), models.CheckConstraint(condition=models.Q(('value_cents__isnull', True), models.Q(('value_currency', ''), _negated=True), _connector='OR'), name='delivery_value_has_a_currency')],
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=concerted.pool.offers.models.kinds.kind_choices, max_length=16, verbose_name='kind')),
                ('cents', models.PositiveBigIntegerField(verbose_name='an hour or a piece is worth')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('source', models.CharField(max_length=200, verbose_name='where the rate is from')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['kind', '-starts_on'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'starts_on'), name='rate_once_per_day'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='rate_has_a_source'), models.CheckConstraint(condition=models.Q(('kind', 'money'), _negated=True), name='rate_is_not_of_money')],
            },
        ),
        migrations.CreateModel(
            name='Spending',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('purpose', models.CharField(choices=concerted.pool.offers.models.sources.purpose_choices, max_length=16, verbose_name='for')),
                ('cents', models.PositiveBigIntegerField(verbose_name='how much')),
                ('spent_on', models.DateField(verbose_name='when')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='what was paid')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='spendings', to='offers.budgetline')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='spendings', to='offers.fundingsource')),
            ],
            options={
                'ordering': ['spent_on', 'created_at'],
                'constraints': [models.UniqueConstraint(fields=('line', 'key'), name='spending_once_per_form'), models.CheckConstraint(condition=models.Q(('cents__gt', 0)), name='spending_of_more_than_nothing')],
            },
        ),
    ]
