from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0008_tell_old_tallies")]

    operations = [
        migrations.AddField(
            model_name="follower", name="has_address", field=models.BooleanField(default=True)
        ),
    ]
