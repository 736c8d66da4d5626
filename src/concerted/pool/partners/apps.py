from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "concerted.pool.partners"
    label = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        """Tell the desk what waits, and take one's own along; the models can be named only now."""
        desk = import_module("concerted.organizations.desk")
        showcase = import_module("concerted.organizations.showcase")
        registry = import_module("concerted.pool.partners.registry")
        registered = import_module("concerted.pool.partners.queries.registered")
        leaving = import_module("concerted.pool.partners.queries.leaving")
        desk.register(registered.desk_cards)
        showcase.register(
            _("Who stands together here"),
            registered.showcase,
            showcase.Whole(_("All partners, by role and language"), "partners:page"),
            order=42,
        )
        registry.register("profile", _("Profile"), leaving.own_profile)
        registry.register("people", _("Who speaks for it"), leaving.own_representatives)
