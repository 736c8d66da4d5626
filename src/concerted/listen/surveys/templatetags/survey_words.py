from __future__ import annotations

from django import template

from concerted.listen.surveys.models import Survey
from concerted.organizations.translations import Rendition

register = template.Library()


@register.filter
def survey_in(survey: Survey, language: str) -> Rendition:
    """The words of a survey in a language, for mail that is rendered later."""
    return survey.in_language(language)
