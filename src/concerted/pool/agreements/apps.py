from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "concerted.pool.agreements"
    label = "agreements"
    verbose_name = _("Agreements")

    def ready(self) -> None:
        """Tell the floors below what is agreed; models can be named only now."""
        told = import_module("concerted.pool.agreements.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.POOL, told.pool_lines, order=30)
        ledger.register_moments(told.goal_moments)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        leaving = import_module("concerted.pool.partners.registry")
        leaving.register("agreements", _("Agreements"), told.signed_with)
        people = import_module("concerted.people.registry")
        erasure = import_module("concerted.pool.agreements.operations.erasure")
        people.register_timeline(told.timeline)
        people.register_export("agreements signed", told.export)
        people.register_erasure(erasure.forget_signer)
