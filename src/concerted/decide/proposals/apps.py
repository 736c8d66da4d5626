from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    name = "concerted.decide.proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        """Tell the floors below what is proposed and decided; models can be named only now."""
        told = import_module("concerted.decide.proposals.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.DECIDE, told.decide_lines, order=10)
        ledger.register_moments(told.goal_moments)
        ledger.register_actions(told.goal_actions)
        standing = import_module("concerted.decide.proposals.queries.standing")
        ledger.register(ledger.Stage.CHANGE, standing.change_lines, order=20)
        states = import_module("concerted.goals.states")
        states.register_state(standing.findings, *standing.RULES)
        becoming = import_module("concerted.listen.conversations.becoming")
        stories = import_module("concerted.decide.proposals.queries.stories")
        becoming.register_stories(stories.stories)
        becoming.register_offers(stories.offers)
        showcase = import_module("concerted.organizations.showcase")
        everything = showcase.Whole(_("All our decisions"), "proposals:public_proposals")
        showcase.register(_("Decisions"), told.showcase, everything, order=30)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        described = import_module("concerted.decide.proposals.queries.described")
        occasions = import_module("concerted.listen.representation.occasions")
        occasions.register(described.KIND)
        people = import_module("concerted.people.registry")
        erasure = import_module("concerted.decide.proposals.operations.erasure")
        people.register_timeline(told.timeline)
        people.register_export("votes asked for", told.export)
        people.register_erasure(erasure.forget_voter)
