from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    name = "concerted.pool.offers"
    label = "offers"
    verbose_name = _("Offers and needs")

    def ready(self) -> None:
        """Tell the floors below what is pooled; models can be named only now."""
        told = import_module("concerted.pool.offers.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.POOL, told.pool_lines, order=10)
        ledger.register_moments(told.goal_moments)
        ledger.register_actions(told.goal_actions)
        showcase = import_module("concerted.organizations.showcase")
        everything = showcase.Whole(_("All that we need"), "offers:public_needs")
        showcase.register(_("What we need next"), told.showcase, everything, order=40)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        partners = import_module("concerted.pool.partners.registry")
        partners.register("offers", _("Offers and pledges"), told.brought)
        counts = import_module("concerted.pool.offers.queries.by_partner")
        participation = import_module("concerted.pool.participation")
        stated, met = _("needs of partners"), _("needs of which all was received")
        participation.register(participation.Deed.NEED_STATED, stated, counts.needs_by_partner)
        participation.register(participation.Deed.NEED_MET, met, counts.met_by_partner)
        people = import_module("concerted.people.registry")
        erasure = import_module("concerted.pool.offers.operations.erasure")
        people.register_timeline(told.timeline)
        people.register_export("pledges", told.export)
        people.register_erasure(erasure.forget_giver)
