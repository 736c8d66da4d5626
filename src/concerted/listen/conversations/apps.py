from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "concerted.listen.conversations"
    label = "conversations"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        """Tell the floors below what conversations do; models can be named only now."""
        told = import_module("concerted.listen.conversations.queries.registered")
        ledger = import_module("concerted.goals.ledger")
        ledger.register(ledger.Stage.LISTEN, told.listen_lines, order=10)
        ledger.register_moments(told.goal_moments)
        ledger.register_actions(told.goal_actions)
        showcase = import_module("concerted.organizations.showcase")
        showcase.register(_("Conversations"), told.showcase, order=21)
        import_module("concerted.organizations.desk").register(told.desk_cards)
        people = import_module("concerted.people.registry")
        models = import_module("concerted.listen.conversations.models")
        erasure = import_module("concerted.listen.conversations.operations.erasure")
        occasions = import_module("concerted.listen.representation.occasions")
        described = import_module("concerted.listen.conversations.queries.described")
        weighing = import_module("concerted.listen.conversations.operations.weighing")
        occasions.register(
            replace(
                described.CONVERSATION,
                reread=lambda row: weighing.reread_common_ground(conversation=row),
            )
        )
        occasions.register(described.SESSION)
        people.register_timeline(told.timeline)
        people.register_export("conversations", told.export)
        people.register_erasure(erasure.forget_participant)
        people.register_merge(models.Participant, "person_id", ("conversation_id",))
