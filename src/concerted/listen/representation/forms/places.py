from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.listen.representation.queries.benchmark_files import LIMITS


class PlaceForm(Form):
    name = forms.CharField(
        label=_("Name of the place"),
        help_text=_("Where people live who could take part: a neighborhood, a town, a county."),
        max_length=120,
    )


class BenchmarkFileForm(Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with the columns dimension, subgroup, share, source, date."),
        validators=[FileExtensionValidator(["csv", "tsv", "txt", "xlsx"])],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size is not None and file.size > LIMITS.byte_count:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file
