"""Forgetting who was asked, and not what was decided."""

from __future__ import annotations

from django.utils import timezone

from concerted.decide.proposals.models import Voter
from concerted.decide.proposals.queries.guests import guests_of
from concerted.people.models import Person


def forget_voter(person: Person, /) -> None:
    """Take name and address off the guest that ``person`` was. Their place on lists, and every ballot, stay."""
    guests = Voter.objects.filter(pk__in=[one.pk for one in guests_of(person)])
    guests.update(name="", email="", left_at=timezone.now())
