from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Match(models.TextChoices):
    """How many of several conditions must hold."""

    ALL = "all", _("all of these hold")
    ANY = "any", _("one of these holds")
