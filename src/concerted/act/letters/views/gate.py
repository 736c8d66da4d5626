"""Where every page about letters begins."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from concerted.act.letters.models import LetterCampaign
from concerted.act.letters.queries.links import Written, written
from concerted.organizations.views.gate import one_of


def published(organization: str, slug: str) -> LetterCampaign:
    """The letters, for everybody."""
    rows = LetterCampaign.objects.public().select_related("organization", "campaign")
    return one_of(rows, organization, slug=slug)


def visible(request: HttpRequest, organization: str, slug: str) -> LetterCampaign:
    rows = LetterCampaign.objects.visible_to(request.user)
    return one_of(rows.select_related("organization", "campaign"), organization, slug=slug)


def editable(request: HttpRequest, organization: str, slug: str) -> LetterCampaign:
    rows = LetterCampaign.objects.editable_by(request.user)
    return one_of(rows.select_related("organization", "campaign"), organization, slug=slug)


def own(token: str) -> Written:
    """The letter a mailed link is about. The link itself is the gate."""
    found = written(token)
    if found is None:
        raise Http404
    return found
