"""Files of figures: choosing one, and saying what its columns hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.forms import Form
from concerted.measure.indicators.importing.roles import Role

MAX_BYTES = 5_000_000
ROLE_LABELS = {
    Role.NOTHING: _("Leave out"),
    Role.SUBGROUP: pgettext_lazy("column", "Group"),
    Role.DIMENSION: _("Kind of group"),
    Role.PERIOD: pgettext_lazy("column", "Period: year, quarter, month or day"),
    Role.QUARTER: _("Quarter of that year"),
    Role.MONTH: _("Month of that year"),
    Role.START: _("First day of the period"),
    Role.END: _("Last day of the period"),
    Role.VALUE: _("The figure: rate, average or median"),
    Role.SE: _("Its standard error"),
    Role.N: _("People behind it (n)"),
    Role.NUMERATOR: _("So many …"),
    Role.DENOMINATOR: _("… of so many"),
    Role.POPULATION: _("People in the group"),
    Role.PLACE: pgettext_lazy("column", "Place"),
    Role.PARTNER: pgettext_lazy("column", "Partner"),
    Role.STATUS: _("Whether it is hidden or missing"),
    Role.ORDER: _("Order of the groups"),
    Role.REFERENCE: _("Whether it is the group that others are compared with"),
    Role.ORDERED: _("Whether the groups have an order"),
    Role.FAVOURABLE: _("Whether more is better"),
    Role.SCALE: _("Scale of the figures"),
    Role.INDICATOR: _("Name of the indicator"),
    Role.SOURCE: pgettext_lazy("column", "Source"),
    Role.FIGURES: _("Figures of the period or group above"),
}


class FileForm(Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV, TXT or XLSX, up to 5 MB. Nothing is taken in yet."),
        validators=[FileExtensionValidator(["csv", "tsv", "txt", "tab", "xlsx", "xlsm"])],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "The file is larger than 5 MB. Split it, or ask who runs the server to bring it."
                )
            )
        return file


class ReadingForm(Form):
    """How one file is read, and what to know about its figures."""

    only_column = forms.ChoiceField(label=_("Only rows where this column"), required=False)
    only_word = forms.CharField(label=_("… says this"), max_length=200, required=False)
    dimension = forms.ChoiceField(label=_("Which kind of groups are they?"), required=False)
    may_add = forms.BooleanField(label=_("Add groups that are new"), required=False)
    period = forms.CharField(
        label=_("Period of all rows, where no column has it"),
        help_text=_("As in 2025, Q3 2025 or 2018–2021."),
        max_length=60,
        required=False,
    )
    scale = forms.TypedChoiceField(
        label=_("How shares are written"),
        choices=[
            ("", _("As our figures are, or as the file says")),
            ("1", _("From 0 to 1")),
            ("100", _("In per cent")),
            ("1000", _("Of 1,000 people")),
        ],
        coerce=float,
        empty_value=None,
        required=False,
    )
    readings = forms.CharField(
        label=_("Words to read in another way"),
        help_text=_("One in each line, as in: Kreyòl = Haitian Creole"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    source = forms.CharField(
        label=_("Where are the figures from?"), max_length=300, required=False
    )
    is_public_already = forms.BooleanField(
        label=_("They are published there already, and may be told as they are"), required=False
    )
    note = forms.CharField(
        label=_("What to know about them"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        headers: list[str],
        reading: dict[str, Any],
        kinds: list[tuple[str, str]],
        **rest: Any,
    ) -> None:
        told = {
            **reading,
            "readings": "\n".join(f"{a} = {b}" for a, b in reading.get("readings", [])),
        }
        super().__init__(*args, **{**rest, "initial": told})
        self._width = len(headers)
        for at, header in enumerate(headers):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=header or _("(no header)"),
                choices=[(str(role), label) for role, label in ROLE_LABELS.items()],
                initial=reading["roles"][at],
            )
        only: Any = self.fields["only_column"]
        only.choices = [
            ("", _("All rows")),
            *((one, one) for one in dict.fromkeys(headers) if one),
        ]
        dimension: Any = self.fields["dimension"]
        dimension.choices = [("", _("As the file says")), *kinds]

    def columns(self) -> list[forms.BoundField]:
        return [self[f"column_{at}"] for at in range(self._width)]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    def clean_readings(self) -> list[tuple[str, str]]:
        pairs = [
            line.partition("=")
            for line in self.cleaned_data["readings"].splitlines()
            if line.strip()
        ]
        if any(not mark or not word.strip() for word, mark, _meaning in pairs):
            raise forms.ValidationError(_("Write each line as: their word = our word"))
        return [(word.strip(), meaning.strip()) for word, _mark, meaning in pairs]

    @property
    def reading(self) -> dict[str, Any]:
        """What is kept of the choices until the file is handed in."""
        names = ("only_column", "only_word", "dimension", "may_add", "period", "scale", "readings")
        data = self.cleaned_data
        roles = [data[f"column_{at}"] for at in range(self._width)]
        told = {name: data[name] for name in (*names, "source", "is_public_already", "note")}
        return {"roles": roles, **told}
