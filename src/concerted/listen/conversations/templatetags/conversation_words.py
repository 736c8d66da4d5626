from __future__ import annotations

from django import template

from concerted.listen.conversations.models import Conversation
from concerted.organizations.translations import Rendition

register = template.Library()


@register.filter
def asked_in(conversation: Conversation, language: str) -> Rendition:
    """The texts of ``conversation`` in ``language``: ``{% with text=conversation|asked_in:language %}``."""
    return conversation.in_language(language)
