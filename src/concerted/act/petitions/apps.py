from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "concerted.act.petitions"
    label = "petitions"
    verbose_name = _("Petitions")

    def ready(self) -> None:
        """Tell the floors below what petitions do; models can be named only now."""
        self._tell_goals()
        self._tell_people()
        self._tell_lobbying()
        signed = import_module("concerted.act.petitions.queries.participants").SIGNED
        import_module("concerted.act.policies.participants").register(signed)

    def _tell_lobbying(self) -> None:
        petition = import_module("concerted.act.petitions.models").Petition
        acts = import_module("concerted.act.lobbying.acts")
        acts.register(
            *("petition", _("Petition"), petition, "petitions:petition"),
            audience="public",
            call="contact",
        )

    def _tell_goals(self) -> None:
        told = import_module("concerted.act.petitions.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.ACT, told.act_lines, order=10)
        campaigns = import_module("concerted.act.campaigns.actions")
        campaigns.register(
            told.campaign_actions,
            start=campaigns.Start(_("Start a petition"), "petitions:add_petition"),
        )
        campaigns.register_moments(told.campaign_moments)
        results = import_module("concerted.act.petitions.queries.answers")
        ledger.register(ledger.Stage.CHANGE, results.change_lines, order=10)
        campaigns.register_moments(results.campaign_moments)
        import_module("concerted.organizations.showcase").register(
            _("Petitions"), told.showcase, order=10
        )
        import_module("concerted.organizations.desk").register(told.desk_cards)

    def _tell_people(self) -> None:
        told = import_module("concerted.act.petitions.queries.registered_people")
        models = import_module("concerted.act.petitions.models")
        erasure = import_module("concerted.act.petitions.operations.erasure")
        people = import_module("concerted.people.registry")
        people.register_timeline(told.timeline)
        people.register_export("signatures", told.export)
        deliveries = import_module("concerted.act.petitions.operations.deliveries")
        people.register_erasure(deliveries.withdraw_files)
        people.register_erasure(erasure.erase_signatures)
        people.register_action("signed", _("signed a petition"), told.signers, told.choices)
        people.register_merge(models.Signature, "person_id", ("petition_id",))
