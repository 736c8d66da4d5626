"""Forgetting who came and who testified, and not how many."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from concerted.act.campaigns.capacity import Capacity
from concerted.act.visits.models import Attendee, Goer, Packet, Shown, Testimony
from concerted.organizations.models import ContentTranslation
from concerted.people.models import Person

NOBODY = {"capacity": Capacity.PERSONAL, "capacity_of": "", "shows_capacity": False}


def erase_hearings(person: Person, /) -> None:
    """Take ``person`` out of hearings, their words out of testimonies and of files we keep; counts stay."""
    emails = list(person.contact_points.values_list("normalized", flat=True))
    own = Testimony.objects.filter(person=person)
    _withdraw_files(person)
    ContentTranslation.objects.filter(
        subject_type=Testimony._meta.label_lower, subject_id__in=own.values("pk")
    ).delete()
    own.update(person=None, name="", who="", saw="", ask="", shown=Shown.SEALED, **NOBODY)
    Attendee.objects.filter(person=person).update(
        person=None, contact_point=None, name="", interpreter="", access_need="", **NOBODY
    )
    guests = Goer.objects.filter(organization_id=person.organization_id, user=None)
    guests.filter(email__in=emails).exclude(email="").update(name="–", email="")


def _withdraw_files(person: Person) -> None:
    """Packets that name ``person`` leave our keeping; hash and count stay."""
    named = Packet.objects.filter(testimonies__person=person).exclude(document="")
    for packet in named.distinct():
        name = str(packet.document.name)
        packet.document = ""
        packet.save(update_fields=["document"])
        transaction.on_commit(partial(default_storage.delete, name))
