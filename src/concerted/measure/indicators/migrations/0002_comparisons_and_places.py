import concerted.base.identifiers
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0001_tables'),
        ('indicators', '0001_tables'),
        ('organizations', '0004_no_invitations_of_members'),
        ('proposals', '0003_answers_in_a_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('began', models.CharField(help_text='As in: “study seats in three schools”.', max_length=160, verbose_name='what began')),
                ('began_on', models.DateField(verbose_name='on which day')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('method', models.CharField(choices=[('differences', 'Before and after, beside another group'), ('series', 'Its own path before, continued')], default='differences', max_length=12, verbose_name='how to compare')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='where it began')),
                ('other_place', models.CharField(blank=True, max_length=120, verbose_name='where it did not')),
                ('dimension', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.dimension')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comparisons', to='goals.goal')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons', to='indicators.indicator')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('other_partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('other_subgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.subgroup')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comparisons', to='proposals.proposal')),
                ('subgroup', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.subgroup')),
            ],
            options={
                'ordering': ['-began_on', 'created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('subgroup__isnull', True), ('dimension__isnull', False), _connector='OR'), name='comparison_subgroup_with_its_dimension'), models.CheckConstraint(condition=models.Q(models.Q(('subgroup__isnull', True), models.Q(('other_subgroup', models.F('subgroup')), _negated=True), _connector='OR'), models.Q(('place', ''), models.Q(('other_place', models.F('place')), _negated=True), _connector='OR'), models.Q(('partner__isnull', True), models.Q(('other_partner', models.F('partner')), _negated=True), _connector='OR')), name='comparison_is_between_two'), models.CheckConstraint(condition=models.Q(('method', 'series'), models.Q(('other_subgroup__isnull', False), ('subgroup__isnull', False)), models.Q(models.Q(('place', ''), _negated=True), models.Q(('other_place', ''), _negated=True)), models.Q(('other_partner__isnull', False), ('partner__isnull', False)), _connector='OR'), name='comparison_of_differences_has_another')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('told', models.JSONField()),
                ('comparison', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='indicators.comparison')),
                ('release', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='indicators.release')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(fields=('release', 'comparison'), name='outcome_once_per_release')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='code')),
                ('rings', models.JSONField(editable=False)),
                ('label_at', models.JSONField(default=list, editable=False)),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['name', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'name', 'valid_from'), name='place_shape_once_per_day')],
            },
        ),
    ]
