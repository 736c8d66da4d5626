from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LobbyingConfig(AppConfig):
    name = "concerted.act.lobbying"
    label = "lobbying"
    verbose_name = _("Lobbying record")

    def ready(self) -> None:
        """Acts that stand in no other room, elections near, and the cards of the desk; models can be named only now."""
        acts = import_module("concerted.act.lobbying.acts")
        models = import_module("concerted.act.lobbying.models")
        acts.register("other", _("Noted by hand"), models.OtherAct)
        warnings = import_module("concerted.act.lobbying.queries.warnings")
        import_module("concerted.act.policies.cautions").register(warnings.cautions)
        desk = import_module("concerted.act.lobbying.queries.desk")
        import_module("concerted.organizations.desk").register(desk.desk_cards)
