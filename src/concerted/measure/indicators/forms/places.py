from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, day_input
from concerted.base.shapes import MOST_BYTES


class PlacesForm(Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("GeoJSON with areas in degrees, up to 20 MB. We keep it coarser than it is."),
        validators=[FileExtensionValidator(["geojson", "json"])],
    )
    name_property = forms.CharField(
        label=_("Which property is the name?"),
        max_length=60,
        initial="name",
        help_text=_("The names must be written as in your figures."),
    )
    code_property = forms.CharField(
        label=_("Which property is the code?"), max_length=60, required=False
    )
    source = forms.CharField(
        label=_("Where do the shapes come from?"), max_length=300, required=False
    )
    valid_from = forms.DateField(label=_("Since when are they valid?"), widget=day_input())

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        today = timezone.localdate()
        self.fields["valid_from"].initial = today.replace(month=1, day=1)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        return {"data": values.pop("file").read(), **values}
