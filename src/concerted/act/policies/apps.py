from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "concerted.act.policies"
    label = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        """Tell the floors below what policies do; models can be named only now."""
        told = import_module("concerted.act.policies.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.CHANGE, told.change_lines, order=20)
        ledger.register_moments(told.ledger_moments)
        campaigns = import_module("concerted.act.campaigns.actions")
        campaigns.register(
            told.campaign_actions,
            start=campaigns.Start(_("Follow a decision"), "policies:add_policy"),
        )
        showcase = import_module("concerted.organizations.showcase")
        everything = showcase.Whole(_("All decisions we follow"), "policies:public_policies")
        showcase.register(_("What is being decided"), told.showcase, everything, order=14)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        dossiers = import_module("concerted.act.policies.queries.dossiers")
        import_module("concerted.act.officials.dossier").register(dossiers.facts)
