from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "concerted.pool.network"
    label = "network"
    verbose_name = _("Network")

    def ready(self) -> None:
        """Tell the floors below what is known of the network; models can be named only now."""
        told = import_module("concerted.pool.network.queries.registered")
        showcase = import_module("concerted.organizations.showcase")
        showcase.register(_("How we work together"), told.showcase, order=41)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        leaving = import_module("concerted.pool.network.queries.leaving")
        registry = import_module("concerted.pool.partners.registry")
        registry.register("network", _("How we work together"), leaving.answers_of)
        counts = import_module("concerted.pool.network.queries.deciding")
        participation = import_module("concerted.pool.participation")
        deed = participation.Deed
        said, voted = _("what was said in discussions of proposals"), _("votes taken part in")
        participation.register(deed.SPEAKING, said, counts.comments_by_partner)
        participation.register(deed.DECIDING, voted, counts.votes_by_partner)
