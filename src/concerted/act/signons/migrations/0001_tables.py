import concerted.base.identifiers
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('campaigns', '0001_tables'),
        ('officials', '0005_public_pages'),
        ('organizations', '0004_no_invitations_of_members'),
        ('policies', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignOnLetter',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('title', models.CharField(max_length=140, verbose_name='title')),
                ('slug', models.SlugField(max_length=80, verbose_name='address')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('addressed_to', models.CharField(max_length=200, verbose_name='to whom')),
                ('body', models.TextField(max_length=20000, verbose_name='the letter')),
                ('due_on', models.DateField(verbose_name='last day to sign')),
                ('opened_at', models.DateTimeField(editable=False, null=True)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered on')),
                ('delivery_words', models.CharField(blank=True, max_length=300, verbose_name='how it was delivered')),
                ('text_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='campaigns.campaign', verbose_name='campaign')),
                ('official', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='officials.official', verbose_name='official')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signon_letters', to='organizations.organization')),
                ('policy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policies.policyitem', verbose_name='policy')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'slug'), name='signon_letter_slug_once_per_organization'), models.CheckConstraint(condition=models.Q(('opened_at', None), models.Q(('text_hash', ''), _negated=True), _connector='OR'), name='signon_letter_open_is_frozen')],
            },
        ),
        migrations.CreateModel(
            name='SignOn',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='organization')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language of the mail')),
                ('signer', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('post', models.CharField(blank=True, max_length=120, verbose_name='post')),
                ('statement', models.CharField(blank=True, max_length=400)),
                ('logo', models.BinaryField(null=True)),
                ('shows_logo', models.BooleanField(default=False, verbose_name='our logo may stand on the letter')),
                ('signed_hash', models.CharField(blank=True, max_length=64)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('signed_at', models.DateTimeField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('declined_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why not')),
                ('reminded_steps', models.JSONField(default=list)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signons', to='organizations.organization')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signons', to='signons.signonletter')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('signed_at'), nulls_last=True), 'name'],
                'constraints': [models.UniqueConstraint(fields=('letter', 'partner'), name='signon_once_per_partner'), models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('letter', 'email'), name='signon_once_per_address'), models.CheckConstraint(condition=models.Q(('partner__isnull', False), models.Q(('email', ''), _negated=True), _connector='OR'), name='signon_is_of_a_partner_or_an_address'), models.CheckConstraint(condition=models.Q(('signed_at', None), models.Q(models.Q(('signer', ''), _negated=True), models.Q(('statement', ''), _negated=True)), _connector='OR'), name='signon_signed_states_its_authority'), models.CheckConstraint(condition=models.Q(('declined_at', None), ('signed_at', None), ('taken_back_at__isnull', False), _connector='OR'), name='signon_is_signed_or_declined')],
            },
        ),
        migrations.CreateModel(
            name='Mailed',
            fields=[
                ('id', models.UUIDField(default=concerted.base.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=160)),
                ('email', models.EmailField(max_length=254)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailed', to='signons.signonletter')),
                ('official', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='officials.official')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['created_at'],
                'constraints': [models.UniqueConstraint(fields=('letter', 'official'), name='signon_letter_mailed_once_per_official'), models.UniqueConstraint(fields=('letter', 'email'), name='signon_letter_mailed_once_per_address')],
            },
        ),
    ]
