"""Where every page about one survey begins."""

from __future__ import annotations

from django.http import HttpRequest

from concerted.listen.surveys.models import Survey
from concerted.organizations.views.gate import one_of


def published(organization: str, slug: str) -> Survey:
    """The survey, for everybody."""
    return one_of(Survey.objects.public().with_everything(), organization, slug=slug)


def visible(request: HttpRequest, organization: str, slug: str) -> Survey:
    rows = Survey.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def editable(request: HttpRequest, organization: str, slug: str) -> Survey:
    rows = Survey.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, slug=slug)
