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


LETTER_REGIONS = ("US", "CA", "MX", "PH", "CL", "CO")
"""Where people print on letter paper."""


def usual_paper(region: str) -> str:
    """The paper that people print on in ``region``, as Typst names it."""
    return paper_name(PaperSize.LETTER if region in LETTER_REGIONS else PaperSize.A4)
