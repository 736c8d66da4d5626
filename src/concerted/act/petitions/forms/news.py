from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from concerted.act.petitions.models import NewsItem, Petition
from concerted.base.forms import Form
from concerted.organizations.translating import language_choices


class NewsForm(Form):
    """What an organizer tells those who signed."""

    title = forms.CharField(
        label=gettext_lazy("Headline"),
        max_length=140,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("A few short paragraphs. An empty line begins a new one."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"), choices=language_choices
    )
    is_mailed = forms.BooleanField(
        label=gettext_lazy("Also send it to signers who want news of this petition"),
        required=False,
        initial=True,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, petition: Petition, data: Any = None, item: NewsItem | None = None) -> None:
        initial: dict[str, Any] = {"key": uuid.uuid4(), "language": petition.language}
        if item is not None:
            names = ("title", "text", "language", "is_mailed")
            initial |= {name: getattr(item, name) for name in names}
        super().__init__(data, initial=initial)
        if item is not None:
            del self.fields["key"]
            if item.published_at is not None:
                del self.fields["is_mailed"]
