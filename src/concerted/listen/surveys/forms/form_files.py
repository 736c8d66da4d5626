from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.base.tables.sheets import MAX_BYTES


class FormFileForm(Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("An XLSForm (XLSX), up to 10 MB. Nothing is added yet."),
        validators=[FileExtensionValidator(["xlsx", "xlsm"])],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. A form is not."))
        return file
