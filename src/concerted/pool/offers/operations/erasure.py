"""Forgetting who gave, and not what was given."""

from __future__ import annotations

from concerted.people.models import Person
from concerted.pool.offers.models import Giver
from concerted.pool.offers.queries.givers import givers_of


def forget_giver(person: Person, /) -> None:
    """Take name and address off the giver that ``person`` was. Pledges and deliveries stay, as somebody's."""
    found = Giver.objects.filter(pk__in=[one.pk for one in givers_of(person)])
    found.update(name="", email="", is_named=False)
