"""Where every page about one petition begins."""

from __future__ import annotations

from django.http import HttpRequest

from concerted.act.petitions.models import Petition
from concerted.organizations.views.gate import one_of


def published(organization: str, slug: str) -> Petition:
    """The petition, for everybody."""
    return one_of(
        Petition.objects.public().select_related("organization"), organization, slug=slug
    )


def visible(request: HttpRequest, organization: str, slug: str) -> Petition:
    rows = Petition.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def editable(request: HttpRequest, organization: str, slug: str) -> Petition:
    rows = Petition.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, slug=slug)
