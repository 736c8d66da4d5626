from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0006_old_votes")]

    operations = [
        migrations.AddField(
            model_name="tally", name="told", field=models.JSONField(null=True)
        ),
    ]
