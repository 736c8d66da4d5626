from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "concerted.act.campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Tell goals what campaigns do for them; the models can be named only now."""
        ledger = import_module("concerted.goals.ledger")
        queries = import_module("concerted.act.campaigns.queries")
        ledger.register(ledger.Stage.ACT, queries.ledger_lines, order=90)
        ledger.register_moments(queries.ledger_moments)
        ledger.register_actions(queries.ledger_actions)
