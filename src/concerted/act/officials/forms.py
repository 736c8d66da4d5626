from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.act.officials.models import Official
from concerted.base.forms import Form, ModelForm


class OfficialForm(ModelForm):
    address = forms.CharField(label=_("Address for letters"), max_length=300, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Official
        fields = [
            "name",
            "title",
            "body",
            "jurisdiction",
            "district",
            "party",
            "email",
            "phone",
            "starts_on",
            "ends_on",
        ]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    field_order = ["name", "title", "body", "jurisdiction", "district", "party", "email", "phone"]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        known = self.instance
        self.initial["address"] = next((one.get("address", "") for one in known.offices), "")
        self.initial["website"] = next(iter(known.links), "")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("This day is before the first day in office."))
        return values

    def official_values(self) -> dict[str, Any]:
        """The values of the table; further offices and links that a source gave are kept."""
        values = dict(self.cleaned_data)
        address, website = values.pop("address"), values.pop("website")
        offices, links = list(self.instance.offices), list(self.instance.links)
        if address or offices:
            first = {**(offices[0] if offices else {}), "address": address}
            offices[:1] = [first] if any(first.values()) else []
        if website or links:
            links[:1] = [website] if website else []
        return {**values, "offices": offices, "links": links}


class SearchForm(Form):
    q = forms.CharField(label=_("Name, post, place or district"), max_length=100, required=False)
    former = forms.BooleanField(label=_("Also those who have left"), required=False)
