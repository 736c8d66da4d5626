from __future__ import annotations

from django import template

from concerted.act.petitions.models import Petition
from concerted.organizations.translations import Rendition

register = template.Library()


@register.filter
def worded(petition: Petition, language: str) -> Rendition:
    """The texts of ``petition`` in ``language``: ``{% with text=petition|worded:language %}``."""
    return petition.in_language(language)
