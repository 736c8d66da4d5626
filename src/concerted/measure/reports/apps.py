from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "concerted.measure.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Tell what a report can be made of; models can be named only now."""
        standard = import_module("concerted.measure.reports.queries.sections.standard")
        registry = import_module("concerted.measure.reports.registry")
        for section in standard.SECTIONS:
            registry.register(section)
        told = import_module("concerted.measure.reports.queries.registered")
        showcase = import_module("concerted.organizations.showcase")
        everything = showcase.Whole(_("All our reports"), "reports:public_reports")
        showcase.register(_("Our reports"), told.showcase, everything, order=52)
        ledger = import_module("concerted.goals.ledger")
        ledger.register_moments(told.goal_moments)
        funders = import_module("concerted.measure.reports.queries.funders")
        import_module("concerted.organizations.desk").register(funders.desk_cards)
