from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    name = "concerted.act.officials"
    label = "officials"
    verbose_name = _("Officials")
