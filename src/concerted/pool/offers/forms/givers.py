"""Who gives: a partner of a list or, where an organizer writes it down, anybody outside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import Organization
from concerted.pool.offers.forms.amounts import line_field

GIVER = ("partner", "name", "email", "giver_language", "is_named")


def choose(field: Any, rows: QuerySet[Any], empty: str) -> None:
    """Let ``field`` offer ``rows``, and ``empty`` for none of them."""
    field.queryset, field.empty_label = rows, empty


class GiverMixin:
    """Adds the fields of who gives, and reads them into ``giver``."""

    fields: dict[str, forms.Field]

    def add_giver(self, partners: QuerySet[Organization], *, takes_anybody: bool) -> None:
        self.takes_anybody = takes_anybody
        partner = forms.ModelChoiceField(
            label=_("Which partner gives?"),
            queryset=partners,
            required=not takes_anybody,
            empty_label=_("Somebody outside") if takes_anybody else None,
        )
        self.fields["partner"] = partner
        if takes_anybody:
            self.fields["name"] = line_field(_("Or who outside?"), 120, required=False)
            self.fields["email"] = forms.EmailField(
                label=_("Their e-mail"),
                required=False,
                max_length=254,
                help_text=_("We ask them to confirm, and send the letter of thanks there."),
            )
            self.fields["giver_language"] = forms.ChoiceField(
                label=_("Their language"), choices=settings.LANGUAGES, required=False
            )
        self.fields["is_named"] = forms.BooleanField(
            label=_("They agree to be named on public pages"), required=False
        )

    def read_giver(self, values: dict[str, Any]) -> dict[str, Any]:
        """``values`` with who gives under ``giver``, ready for an operation."""
        told = {name: values.pop(name, None) for name in GIVER}
        if self.takes_anybody and not told["partner"] and not told["name"]:
            self.add_error("name", gettext("Who gives? Choose a partner or write a name."))  # type: ignore[attr-defined]
        values["giver"] = {
            "partner": told["partner"],
            "name": told["name"] or "",
            "email": told["email"] or "",
            "language": told["giver_language"] or "",
            "is_named": bool(told["is_named"]),
        }
        return values
