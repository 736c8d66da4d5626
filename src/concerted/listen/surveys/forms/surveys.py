"""What organizers fill in about a survey as a whole, and its words in another language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, moment_input
from concerted.goals.models import Goal
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.queries.definitions import Rows
from concerted.organizations.forms import PublishedForm
from concerted.organizations.translations import TranslatableRecord


class SurveyForm(PublishedForm):
    """A survey and its rules; ``goals`` are those that whoever fills it in may choose from."""

    class Meta:
        model = Survey
        fields = ["title", "summary", "language", "goal", "closes_at", "is_anonymous", "thanks"]
        labels = {
            "title": _("What is the survey called?"),
            "summary": _("Why you ask, and what will come of it"),
            "goal": _("Which goal does it serve?"),
            "closes_at": _("Until when?"),
            "thanks": _("What people read when they have sent it"),
        }
        help_texts = {
            "closes_at": _("Leave it empty to close it by hand."),
            "is_anonymous": _(
                "People answer more freely. Once the survey is open, this cannot be changed."
            ),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
            "thanks": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "closes_at": moment_input(),
        }

    def __init__(self, *args: Any, goals: QuerySet[Goal], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["goal"]
        choice.queryset, choice.empty_label = goals, now("None yet")

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class WordsForm(Form):
    """Every text of a survey in one other language, each beside its original."""

    def __init__(self, rows: Rows, language: str, data: Any = None) -> None:
        super().__init__(data, auto_id="words-%s")
        self.rows, self.language = rows, language
        self.originals: dict[str, str] = {}
        for record in rows.records():
            self._ask(record)

    def _ask(self, record: TranslatableRecord) -> None:
        given: dict[str, str] = next(
            (
                one.texts
                for one in self.rows.translations.get(record.pk, [])
                if one.language == self.language
            ),
            {},
        )
        for name in record.translatable_fields:
            original = str(getattr(record, name))
            if not original:
                continue
            key = f"{record.pk.hex}-{name}"
            column: Any = record._meta.get_field(name)
            field = column.formfield(required=False, help_text="")
            field.widget.attrs.update(lang=self.language, dir="auto")
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 2
            field.label = original
            self.fields[key] = field
            self.initial[key] = given.get(name, "")

    def texts_of(self, record: TranslatableRecord) -> dict[str, str]:
        return {
            name: self.cleaned_data.get(f"{record.pk.hex}-{name}", "")
            for name in record.translatable_fields
        }
