import concerted.base.identifiers
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
            name='Wave',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveSmallIntegerField(editable=False)),
                ('opens_on', models.DateField(verbose_name='first day')),
                ('closes_on', models.DateField(verbose_name='last day')),
                ('audience', models.CharField(choices=[('conveners', "Only the coalition's own team"), ('partners', "The coalition's team and its partners"), ('everybody', 'Everybody, once the coalition publishes it')], default='partners', help_text='Partners read this before they answer. It cannot be changed once they are asked.', max_length=10, verbose_name='Who may see which partners work together?')),
                ('opened_at', models.DateTimeField(editable=False, null=True)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('reminded_at', models.DateTimeField(editable=False, null=True)),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='network_waves', to='organizations.organization')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'number'), name='wave_number_once_per_organization'), models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('organization',), name='wave_unfinished_once_per_organization'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='wave_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), _connector='OR'), name='wave_closed_was_open'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='wave_published_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('member', models.UUIDField()),
                ('name', models.CharField(max_length=120)),
                ('profile', models.JSONField(default=dict)),
                ('link_number', models.PositiveSmallIntegerField(default=1)),
                ('via', models.CharField(blank=True, choices=[('online', 'Online'), ('paper', 'On paper')], max_length=8)),
                ('contributions', models.JSONField(default=list)),
                ('outcomes', models.JSONField(default=list)),
                ('sent_at', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.organization')),
                ('typed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='network.wave')),
            ],
            options={
                'ordering': ['name', 'member'],
                'constraints': [models.UniqueConstraint(fields=('wave', 'member'), name='asked_once_per_wave')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('frequency', models.CharField(blank=True, choices=[('yearly', 'Once a year or less'), ('quarterly', 'A few times a year'), ('monthly', 'Every month'), ('weekly', 'Every week or more')], max_length=10, verbose_name='How often do you work together?')),
                ('relationship', models.CharField(blank=True, choices=[('inform', 'We tell each other what is going on'), ('coordinate', 'We fit our plans together'), ('cooperate', 'We do some work together'), ('integrate', 'We share people, money or a program')], max_length=12, verbose_name='What is your work together like?')),
                ('influence', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'A good deal'), (4, 'Very much')], null=True)),
                ('involvement', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'A good deal'), (4, 'Very much')], null=True)),
                ('resources', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'A good deal'), (4, 'Very much')], null=True)),
                ('reliability', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'A good deal'), (4, 'Very much')], null=True)),
                ('mission', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'A good deal'), (4, 'Very much')], null=True)),
                ('openness', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'A good deal'), (4, 'Very much')], null=True)),
                ('rated', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.asked')),
                ('rater', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='network.asked')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rater', 'rated'), name='report_once_per_pair'), models.CheckConstraint(condition=models.Q(('rater', models.F('rated')), _negated=True), name='report_is_of_another'), models.CheckConstraint(condition=models.Q(('influence__isnull', True), ('influence__in', [1, 2, 3, 4]), _connector='OR'), name='report_influence_is_a_score'), models.CheckConstraint(condition=models.Q(('involvement__isnull', True), ('involvement__in', [1, 2, 3, 4]), _connector='OR'), name='report_involvement_is_a_score'), models.CheckConstraint(condition=models.Q(('resources__isnull', True), ('resources__in', [1, 2, 3, 4]), _connector='OR'), name='report_resources_is_a_score'), models.CheckConstraint(condition=models.Q(('reliability__isnull', True), ('reliability__in', [1, 2, 3, 4]), _connector='OR'), name='report_reliability_is_a_score'), models.CheckConstraint(condition=models.Q(('mission__isnull', True), ('mission__in', [1, 2, 3, 4]), _connector='OR'), name='report_mission_is_a_score'), models.CheckConstraint(condition=models.Q(('openness__isnull', True), ('openness__in', [1, 2, 3, 4]), _connector='OR'), name='report_openness_is_a_score')],
            },
        ),
    ]
