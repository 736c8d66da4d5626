"""Where every page about a wave begins."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.organizations.views.gate import one_of
from concerted.pool.network.models import Asked, Wave
from concerted.pool.network.queries.links import linked as read_link


def visible(request: HttpRequest, organization: str, number: int) -> Wave:
    rows = Wave.objects.visible_to(request.user).select_related("organization")
    return one_of(rows, organization, number=number)


def editable(request: HttpRequest, organization: str, number: int) -> Wave:
    rows = Wave.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, number=number)


def asked_in(request: HttpRequest, wave: Wave, pk: uuid.UUID) -> Asked:
    """A partner of a wave, for organizers."""
    rows = Asked.objects.editable_by(request.user).select_related("wave", "partner")
    return get_object_or_404(rows, wave=wave, pk=pk)


def linked(token: str) -> Asked:
    """Whose link it is. The link itself is the gate."""
    found = read_link(token)
    if found is None:
        raise Http404
    return found


def answering(token: str) -> Asked:
    """Whose link it is, while the wave takes answers."""
    found = linked(token)
    if not found.wave.takes_answers:
        raise Refused(_("This wave is closed: answers can no longer change."))
    return found


def address(name: str, wave: Wave, *more: Any) -> str:
    """A page of the workspace about ``wave``."""
    return reverse(f"network:{name}", args=[wave.organization.slug, wave.number, *more])
