from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form


class ProfileForm(Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As the people you work with know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Your language"),
        choices=settings.LANGUAGES,
        help_text=_("Pages open in it, and mail comes in it."),
    )
