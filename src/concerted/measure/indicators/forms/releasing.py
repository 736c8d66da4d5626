from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form


class ReleaseForm(Form):
    """``seen`` is what the person looked at: nothing else is released in their name."""

    words = forms.CharField(
        label=_("What is new, in a sentence"),
        help_text=_("Everybody reads it beside the figures. You may leave it empty."),
        max_length=300,
        required=False,
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
