"""Taking the votes of a conversation along."""

from __future__ import annotations

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.listen.conversations.models import Conversation
from concerted.listen.conversations.queries.exports import export_zip


@transaction.atomic
def export_conversation(*, conversation: Conversation, by: Viewer | None) -> bytes:
    """The files of the conversation as pol.is publishes them, in a ZIP; it is kept who took them."""
    note(verb="exported", subject=conversation, by=by, after={"title": conversation.title})
    return export_zip(conversation)
