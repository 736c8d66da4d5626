"""What was counted so far was told as it is, where five or more were counted."""

from __future__ import annotations

from django.db import migrations

FLOOR = 5


def tell(apps, _editor):
    for one in apps.get_model("conversations", "Tally").objects.all():
        counts = [one.agree_count, one.disagree_count, one.pass_count]
        if sum(counts) >= FLOOR:
            one.told = counts
            one.save(update_fields=["told"])


class Migration(migrations.Migration):
    dependencies = [("conversations", "0007_told_tallies")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
