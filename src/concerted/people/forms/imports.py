from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.base.tables.files import MAX_BYTES
from concerted.people.importing.consent import Answer
from concerted.people.models import Channel, Import
from concerted.people.queries.imports import FIELD_LABELS


class UploadForm(Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV, TXT or XLSX, up to 50 MB. Nothing is added yet."),
        validators=[FileExtensionValidator(["csv", "tsv", "txt", "tab", "xlsx", "xlsm"])],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 50 MB. Split it."))
        return file


WHOLE_FILE = (
    ("", _("says nothing")),
    (Answer.YES.value, _("means yes")),
    (Answer.NO.value, _("means no")),
)


class ColumnsForm(Form):
    """What each column of one file holds, and what being in it means on each channel."""

    def __init__(self, *args: Any, record: Import, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._width = len(record.headers)
        for at, header in enumerate(record.headers):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=header or _("(no header)"),
                choices=list(FIELD_LABELS.items()),
                initial=record.fields[at],
            )
        for channel in Channel:
            self.fields[f"whole_{channel.value}"] = forms.ChoiceField(
                label=channel.label,
                choices=WHOLE_FILE,
                initial=record.whole_file.get(channel.value, ""),
                required=False,
            )

    def columns(self) -> list[forms.BoundField]:
        return [self[f"column_{at}"] for at in range(self._width)]

    def whole(self) -> Iterator[forms.BoundField]:
        return (self[f"whole_{channel.value}"] for channel in Channel)

    @property
    def chosen(self) -> dict[str, Any]:
        """The choices as the operation takes them."""
        data = self.cleaned_data
        return {
            "fields": [data[f"column_{at}"] for at in range(self._width)],
            "whole_file": {one.value: data[f"whole_{one.value}"] for one in Channel},
        }
