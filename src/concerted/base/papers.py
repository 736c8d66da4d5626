"""The papers that people print on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaperSize(models.TextChoices):
    LETTER = "letter", pgettext_lazy("size", "Letter")
    A4 = "a4", _("A4")


def paper_name(size: str) -> str:
    """The name of a paper size in Typst."""
    return "a4" if size == PaperSize.A4 else "us-letter"
