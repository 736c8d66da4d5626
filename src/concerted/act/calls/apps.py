from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "concerted.act.calls"
    label = "calls"
    verbose_name = _("Calls")

    def ready(self) -> None:
        """Tell the rooms below what calls do; models can be named only now."""
        told = import_module("concerted.act.calls.queries")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.ACT, told.act_lines, order=30)
        campaigns = import_module("concerted.act.campaigns.actions")
        campaigns.register(
            told.campaign_actions,
            start=campaigns.Start(_("Ask people to call"), "calls:add_calls"),
        )
        import_module("concerted.organizations.showcase").register(_("Calls"), told.showcase)
        import_module("concerted.act.officials.onward").register(told.ways)
        calls = import_module("concerted.act.calls.models").CallCampaign
        acts = import_module("concerted.act.lobbying.acts")
        acts.register(
            *("calls", _("Calls"), calls, "calls:call_campaign"),
            officials=told.officials_of,
            audience="public",
            call="contact",
        )
