from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concerted.act.petitions.models import PaperSheet, PaperSize, Petition, RowState
from concerted.act.petitions.models.paper import MOST_ROWS
from concerted.act.petitions.operations.paper import MOST_SHEETS, Written
from concerted.act.petitions.queries.share import offered_languages
from concerted.base.errors import Refused
from concerted.base.forms import Form
from concerted.base.languages import own_name
from concerted.people.models import normalize_phone


class PrintForm(Form):
    sheet_count = forms.IntegerField(
        label=gettext_lazy("How many sheets"), min_value=1, max_value=MOST_SHEETS, initial=10
    )
    row_count = forms.IntegerField(
        label=gettext_lazy("Rows on each"), min_value=1, max_value=MOST_ROWS, initial=10
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    size = forms.ChoiceField(label=pgettext_lazy("size", "Paper"), choices=PaperSize.choices)
    collector = forms.CharField(
        label=gettext_lazy("Who will collect with them"),
        help_text=gettext_lazy("Leave it empty and it can be written by hand."),
        max_length=120,
        required=False,
    )
    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, petition: Petition, data: Any = None) -> None:
        super().__init__(data, initial={"batch": uuid.uuid4()})
        languages: Any = self.fields["language"]
        languages.choices = [(code, own_name(code)) for code in offered_languages(petition)]

    def values(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        return {"count": cleaned.pop("sheet_count"), **cleaned}

    def refuse(self, refused: Refused) -> None:
        field = "sheet_count" if refused.field == "count" else refused.field
        super().refuse(Refused(refused.message, field=field))


class RowForm(Form):
    """One row of a sheet, in the order in which it stands on the paper."""

    state = forms.ChoiceField(choices=RowState.choices, widget=forms.HiddenInput, required=False)
    number = forms.IntegerField(min_value=1, max_value=MOST_ROWS, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("E-mail or phone"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    postal_code = forms.CharField(
        label=gettext_lazy("ZIP code"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    letters = forms.MultipleChoiceField(
        label=gettext_lazy("Boxes that are ticked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    collector = forms.CharField(
        label=gettext_lazy("Collected by"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, sheet: PaperSheet, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="row-%s")
        self.sheet = sheet
        # The hands stay on the keys: after each row the next begins at the name.
        self.fields["name"].widget.attrs["autofocus"] = True
        letters: Any = self.fields["letters"]
        letters.choices = [
            (box["letter"], f"{box['letter']} · {box['words']}") for box in sheet.consents
        ]

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or RowState.TYPED

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if "@" in name and self.data.get("state") in (None, "", RowState.TYPED):
            raise forms.ValidationError(_("This looks like an e-mail address, not like a name."))
        return name

    def clean_contact(self) -> str:
        given: str = self.cleaned_data["contact"]
        if not given or self.data.get("state") not in (None, "", RowState.TYPED):
            return ""
        if "@" in given:
            return str(forms.EmailField().clean(given))
        if not normalize_phone(given, self.sheet.organization.region):
            raise forms.ValidationError(
                _(
                    "This is neither an e-mail nor a phone number. Leave it empty if it cannot be read."
                )
            )
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_typed = cleaned.get("state") == RowState.TYPED
        if is_typed and "name" not in self.errors and len(cleaned.get("name", "")) < 2:
            self.add_error("name", _("Please type the name, or say that it cannot be read."))
        return cleaned

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        written = Written(
            name=cleaned["name"],
            contact=cleaned["contact"],
            postal_code=cleaned["postal_code"],
            letters=frozenset(cleaned["letters"]),
        )
        return {"number": cleaned["number"], "state": cleaned["state"], "written": written}


class CorrectedRowForm(RowForm):
    """A row that is typed anew; which one it is, its page knows."""

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"state": given["state"], "written": given["written"]}


class SheetNumberForm(Form):
    """Which sheet to type in."""

    number = forms.IntegerField(
        label=gettext_lazy("Sheet number"),
        help_text=gettext_lazy("Large, at the top of the sheet."),
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.NumberInput(attrs={"autocomplete": "off"}),
    )


class SizeForm(Form):
    """The paper somebody prints on."""

    size = forms.ChoiceField(choices=PaperSize.choices, required=False)
