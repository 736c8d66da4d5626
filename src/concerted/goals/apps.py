from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "concerted.goals"
    label = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        """Show goals on an organization's pages; the models can be named only now."""
        showcase = import_module("concerted.organizations.showcase")
        desk = import_module("concerted.organizations.desk")
        queries = import_module("concerted.goals.queries")
        everything = showcase.Whole(_("All our goals"), "goals:public_goals")
        showcase.register(_("Our goals"), queries.open_goals, everything, order=0)
        desk.register(queries.desk_cards)
