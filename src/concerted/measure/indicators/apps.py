from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "concerted.measure.indicators"
    label = "indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        """Tell the floors below what is measured; models can be named only now."""
        told = import_module("concerted.measure.indicators.queries.told")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.MEASURE, told.measure_lines, order=10)
        ledger.register_moments(told.goal_moments)
        states = import_module("concerted.goals.states")
        states.register_state(told.findings, *told.RULES)
        shelf = import_module("concerted.measure.indicators.queries.shelf")
        showcase = import_module("concerted.organizations.showcase")
        everything = showcase.Whole(_("All that we measure"), "indicators:public_indicators")
        showcase.register(_("What we measure"), shelf.showcase, everything, order=50)
        partners = import_module("concerted.pool.partners.registry")
        by_partner = import_module("concerted.measure.indicators.queries.by_partner")
        partners.register("figures", _("Figures"), by_partner.brought)
        import_module("concerted.measure.indicators.extracts.registered").register_all()
