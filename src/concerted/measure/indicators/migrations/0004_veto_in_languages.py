from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_figure_by_place")]

    operations = [
        migrations.AddField(
            model_name="veto",
            name="language",
            field=models.CharField(default="en", max_length=12, verbose_name="language"),
        ),
    ]
