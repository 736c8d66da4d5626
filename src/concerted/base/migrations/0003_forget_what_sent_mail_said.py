"""Mail that was sent before it forgot by itself what it said: codes, and links that act for its reader."""

from __future__ import annotations

from django.db import migrations


def forget(apps, _schema_editor):
    mails = apps.get_model("base", "OutgoingMail").objects
    mails.filter(state="sent").update(context={}, unsubscribe_path="")


class Migration(migrations.Migration):
    dependencies = [("base", "0002_trail_is_append_only")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
