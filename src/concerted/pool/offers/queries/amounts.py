"""Amounts as people read them: $32,400, 12.5 hours, 3 meeting rooms."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.pool.offers.models import PER_WHOLE, Kind, unit_of


class Counted(Protocol):
    """What has a kind, an amount of it and, where it is money, a currency."""

    kind: str
    amount: int
    currency: str


def whole(kind: str, amount: int) -> Decimal:
    """``amount`` as people write it: dollars, hours, pieces."""
    return Decimal(amount) / PER_WHOLE[unit_of(kind)]


def in_units(kind: str, written: Decimal) -> int:
    """What people wrote, in cents, minutes or pieces; half a minute is rounded up."""
    exact = written * PER_WHOLE[unit_of(kind)]
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def figure(value: Decimal, *, places: int = 2) -> str:
    """A number with no more decimals than it has."""
    is_round = value == value.to_integral_value()
    return number_format(value, 0 if is_round else places, force_grouping=True)


def money(cents: int, currency: str) -> str:
    """A sum with its currency; the dollar sign is for dollars of the United States alone."""
    told = figure(Decimal(cents) / 100)
    return f"${told}" if currency == "USD" else f"{told} {currency}"


def number(kind: str, amount: int, currency: str = "") -> str:
    """How much, without saying of what; money says its currency."""
    if kind == Kind.MONEY:
        return money(amount, currency)
    return figure(whole(kind, amount), places=1)


def noun_of(kind: str, amount: int) -> str:
    """What is counted, for so much of it. Nothing for money, which says so itself."""
    count = 1 if whole(kind, amount) == 1 else 2
    words = {
        Kind.STAFF: ngettext("staff hour", "staff hours", count),
        Kind.VOLUNTEERS: ngettext("volunteer hour", "volunteer hours", count),
        Kind.ROOMS: ngettext("room", "rooms", count),
        Kind.INTERPRETERS: ngettext("interpreter hour", "interpreter hours", count),
        Kind.EXPERTISE: ngettext("hour of an expert", "hours of experts", count),
        Kind.EQUIPMENT: ngettext("piece of equipment", "pieces of equipment", count),
        Kind.SEATS: ngettext("seat", "seats", count),
        Kind.INTRODUCTIONS: ngettext("introduction", "introductions", count),
    }
    return words.get(Kind(kind), "")


def told(kind: str, amount: int, currency: str = "", noun: str = "") -> str:
    """So much of it: "$400", "12 clinical hours". ``noun`` says what is counted, where the kind's word does not."""
    if kind == Kind.MONEY:
        return money(amount, currency)
    return _("%(number)s %(things)s") % {
        "number": number(kind, amount),
        "things": noun or noun_of(kind, amount),
    }


def told_of(row: Counted, amount: int | None = None, noun: str = "") -> str:
    """The same of a row, or of another ``amount`` of what it counts."""
    return told(row.kind, row.amount if amount is None else amount, row.currency, noun)
