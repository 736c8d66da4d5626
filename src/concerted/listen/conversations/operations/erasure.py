"""Forgetting who took part, and not what was said."""

from __future__ import annotations

from concerted.listen.conversations.models import Participant
from concerted.people.models import Person


def forget_participant(person: Person, /) -> None:
    """Take ``person`` off their participations. Votes and statements stay, and are nobody's."""
    Participant.objects.filter(person=person).update(person=None)
