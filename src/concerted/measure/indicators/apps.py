from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "concerted.measure.indicators"
    label = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        """Take up the recipes for figures from our own records; models can be named only now."""
        import_module("concerted.measure.indicators.extracts.registered").register_all()
