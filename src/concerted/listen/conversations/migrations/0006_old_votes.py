"""What is known of the votes that are here already: numbers that were given, and votes that were imported."""

from __future__ import annotations

from django.db import migrations
from django.db.models import Max


def fill_in(apps, _editor):
    conversations = apps.get_model("conversations", "Conversation")
    for one in conversations.objects.annotate(last=Max("participants__number")):
        if one.last:
            conversations.objects.filter(pk=one.pk).update(last_number=one.last)
    votes = apps.get_model("conversations", "Vote")
    votes.objects.filter(participant__key_hash__startswith="imported:").update(via="imported")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0005_sessions")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
