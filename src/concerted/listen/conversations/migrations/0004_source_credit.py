from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0003_followers"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversationsource",
            name="credit",
            field=models.CharField(blank=True, max_length=500),
        ),
    ]
