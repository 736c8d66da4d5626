from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "concerted.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Tell what imports keep about a person; models can be named only now."""
        registry = import_module("concerted.people.registry")
        undo = import_module("concerted.people.operations.import_undo")
        registry.register_erasure(undo.forget_person)
