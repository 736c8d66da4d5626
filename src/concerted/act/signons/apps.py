from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignOnsConfig(AppConfig):
    name = "concerted.act.signons"
    label = "signons"
    verbose_name = _("Sign-on letters")

    def ready(self) -> None:
        """Tell the floors below what organizations sign; models can be named only now."""
        told = import_module("concerted.act.signons.queries")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.ACT, told.act_lines, order=50)
        campaigns = import_module("concerted.act.campaigns.actions")
        campaigns.register(
            told.campaign_actions,
            start=campaigns.Start(_("Write a sign-on letter"), "signons:add_letter"),
        )
        import_module("concerted.organizations.desk").register(told.desk_cards)
        participants = import_module("concerted.act.policies.participants")
        participants.register_companions(
            import_module("concerted.act.signons.participants").SIGNED_ON
        )
        letter = import_module("concerted.act.signons.models").SignOnLetter
        acts = import_module("concerted.act.lobbying.acts")
        acts.register(
            *("signon", _("Sign-on letter"), letter, "signons:letter"),
            audience="lawmakers",
            call="none",
        )
