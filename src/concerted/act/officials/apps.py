from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficialsConfig(AppConfig):
    name = "concerted.act.officials"
    label = "officials"
    verbose_name = _("Officials")

    def ready(self) -> None:
        """Show the way to those who decide on the organization's page; models can be named only now."""
        told = import_module("concerted.act.officials.queries")
        import_module("concerted.organizations.showcase").register(
            _("Those who decide"), told.showcase, order=15
        )
