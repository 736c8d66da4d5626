"""What can be needed, offered, pledged and delivered, and in what it is counted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import OrganizationRecord, Subject


class Kind(models.TextChoices):
    MONEY = "money", _("Money")
    STAFF = "staff", _("Staff hours")
    VOLUNTEERS = "volunteers", _("Volunteer hours")
    ROOMS = "rooms", _("Rooms")
    INTERPRETERS = "interpreters", _("Interpreter hours")
    EXPERTISE = "expertise", _("Hours of experts")
    EQUIPMENT = "equipment", _("Equipment")
    SEATS = "seats", _("Seats")
    INTRODUCTIONS = "introductions", _("Introductions to decision makers")


def kind_choices() -> list[tuple[str, Any]]:
    return Kind.choices


class Unit(models.TextChoices):
    """What ``amount`` counts: always whole numbers, so that sums are exact."""

    CENTS = "cents", _("cents")
    MINUTES = "minutes", _("minutes")
    PIECES = "pieces", _("pieces")


IN_MINUTES = frozenset({Kind.STAFF, Kind.VOLUNTEERS, Kind.INTERPRETERS, Kind.EXPERTISE})

PER_WHOLE = {Unit.CENTS: 100, Unit.MINUTES: 60, Unit.PIECES: 1}
"""How many of a unit make what people write: a dollar, an hour, a room."""

SUBJECT = Subject.OFFERS
"""What a coalition and a member agree on, so that the member's people see what is pooled."""

CURRENCIES = ("USD", "CAD", "DOP", "EUR", "GBP", "HTG", "MXN")
"""ISO 4217 codes of money that has a hundred cents."""


def unit_of(kind: str) -> Unit:
    if kind == Kind.MONEY:
        return Unit.CENTS
    return Unit.MINUTES if kind in IN_MINUTES else Unit.PIECES


def currency_choices() -> list[tuple[str, str]]:
    return [(code, code) for code in CURRENCIES]


class CountedRecord(OrganizationRecord):
    """So much of a kind: cents of a currency, minutes, or pieces."""

    kind = models.CharField(_("kind"), max_length=16, choices=kind_choices)
    amount = models.PositiveBigIntegerField(_("how much"))
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        abstract = True

    @property
    def unit(self) -> Unit:
        return unit_of(self.kind)


class PlacedRecord(models.Model):
    """In which languages, where and when something is needed or offered. What is not said is open."""

    languages = models.JSONField(_("languages"), default=list, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    placed_fields: ClassVar[tuple[str, ...]] = ("languages", "place", "starts_on", "ends_on")

    class Meta:
        abstract = True


def counts_something(name: str) -> list[models.BaseConstraint]:
    """More than nothing, and a currency exactly where it is money."""
    return [
        models.CheckConstraint(condition=Q(amount__gt=0), name=f"{name}_of_more_than_nothing"),
        models.CheckConstraint(
            condition=(Q(kind=Kind.MONEY) & ~Q(currency=""))
            | (~Q(kind=Kind.MONEY) & Q(currency="")),
            name=f"{name}_money_has_a_currency",
        ),
    ]


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(starts_on__isnull=True)
        | Q(ends_on__isnull=True)
        | Q(ends_on__gte=models.F("starts_on")),
        name=f"{name}_ends_after_it_starts",
    )
