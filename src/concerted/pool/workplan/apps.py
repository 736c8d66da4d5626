from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplanConfig(AppConfig):
    name = "concerted.pool.workplan"
    label = "workplan"
    verbose_name = _("Workplan")

    def ready(self) -> None:
        """Tell the floors below what is planned and done; models can be named only now."""
        told = import_module("concerted.pool.workplan.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.POOL, told.pool_lines, order=30)
        standing = import_module("concerted.pool.workplan.queries.standing")
        states = import_module("concerted.goals.states")
        states.register_state(standing.findings, *standing.RULES)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        described = import_module("concerted.pool.workplan.queries.described")
        occasions = import_module("concerted.listen.representation.occasions")
        occasions.register(described.KIND)
        brought = import_module("concerted.pool.partners.registry")
        brought.register("activities", _("Activities"), told.activities_brought)
        brought.register("tasks", _("Tasks"), told.tasks_brought)
        counts = import_module("concerted.pool.workplan.queries.by_partner")
        participation = import_module("concerted.pool.participation")
        points, attended = _("points brought to meetings"), _("meetings attended")
        participation.register(participation.Deed.SPEAKING, points, counts.items_by_partner)
        participation.register(participation.Deed.DECIDING, attended, counts.meetings_by_partner)
