from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepresentationConfig(AppConfig):
    name = "concerted.listen.representation"
    label = "representation"
    verbose_name = _("Who is in the room")

    def ready(self) -> None:
        """Tell the floors below what this room does; models can be named only now."""
        told = import_module("concerted.listen.representation.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.LISTEN, told.listen_lines, order=60)
        import_module("concerted.organizations.desk").register(told.desk_cards)
