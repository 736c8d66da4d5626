from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0003_posts_of_their_own'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='official',
            name='body',
        ),
        migrations.RemoveField(
            model_name='official',
            name='district',
        ),
        migrations.RemoveField(
            model_name='official',
            name='division_id',
        ),
        migrations.RemoveField(
            model_name='official',
            name='ends_on',
        ),
        migrations.RemoveField(
            model_name='official',
            name='jurisdiction',
        ),
        migrations.RemoveField(
            model_name='official',
            name='links',
        ),
        migrations.RemoveField(
            model_name='official',
            name='told_offices',
        ),
        migrations.RemoveField(
            model_name='official',
            name='starts_on',
        ),
        migrations.RemoveField(
            model_name='official',
            name='title',
        ),
    ]
