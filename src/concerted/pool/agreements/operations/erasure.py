"""Forgetting who was asked to sign. A signature stays: it is the proof of what two organizations agreed on."""

from __future__ import annotations

from django.utils import timezone

from concerted.people.models import Person
from concerted.pool.agreements.models import Signer
from concerted.pool.agreements.queries.signers import signers_of


def forget_signer(person: Person, /) -> None:
    """Take name and address off those who were asked at an address of ``person``; their link works no more."""
    keys = [one.pk for one in signers_of(person)]
    Signer.objects.filter(pk__in=keys).update(name="", email="", withdrawn_at=timezone.now())
