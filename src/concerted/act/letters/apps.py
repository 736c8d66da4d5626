from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "concerted.act.letters"
    label = "letters"
    verbose_name = _("Letters")

    def ready(self) -> None:
        """Tell the floors below what letters do; models can be named only now."""
        self._tell_goals()
        self._tell_people()
        self._tell_acts()

    def _tell_acts(self) -> None:
        wrote = import_module("concerted.act.letters.queries.participants").WROTE
        import_module("concerted.act.policies.participants").register(wrote)
        letters = import_module("concerted.act.letters.models").LetterCampaign
        told = import_module("concerted.act.letters.queries.registered")
        acts = import_module("concerted.act.lobbying.acts")
        acts.register(
            *("letters", _("Letters"), letters, "letters:letters"),
            officials=told.officials_of,
            audience="public",
            call="contact",
        )

    def _tell_goals(self) -> None:
        told = import_module("concerted.act.letters.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.ACT, told.act_lines, order=20)
        campaigns = import_module("concerted.act.campaigns.actions")
        campaigns.register(
            told.campaign_actions,
            start=campaigns.Start(_("Start letters"), "letters:add_letters"),
        )
        campaigns.register_moments(told.campaign_moments)
        import_module("concerted.organizations.showcase").register(
            _("Letters"), told.showcase, order=11
        )
        import_module("concerted.organizations.desk").register(told.desk_cards)
        import_module("concerted.act.officials.onward").register(told.ways)

    def _tell_people(self) -> None:
        told = import_module("concerted.act.letters.queries.registered_people")
        models = import_module("concerted.act.letters.models")
        writing = import_module("concerted.act.letters.operations.writing")
        people = import_module("concerted.people.registry")
        people.register_timeline(told.timeline)
        people.register_export("letters", told.export)
        people.register_erasure(writing.erase_letters)
        people.register_action("wrote", _("wrote a letter"), told.writers, told.choices)
        people.register_merge(models.Letter, "person_id", ("campaign_id",))
        people.register_merge(models.Delivery, "person_id", ("official_id", "campaign_id"))
