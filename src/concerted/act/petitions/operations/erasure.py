"""Forgetting who signed, and not how many."""

from __future__ import annotations

from concerted.act.campaigns.capacity import Capacity
from concerted.act.petitions.models import Display, Signature
from concerted.people.models import Person


def erase_signatures(person: Person, /) -> None:
    """Take the name, place, words and person out of every signature of ``person``. The count stays."""
    Signature.objects.filter(person=person).update(
        person=None,
        name="",
        postal_code="",
        comment="",
        display=Display.HIDDEN,
        capacity=Capacity.PERSONAL,
        capacity_of="",
        shows_capacity=False,
    )
