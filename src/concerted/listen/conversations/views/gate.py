"""Where every page about one conversation begins."""

from __future__ import annotations

from django.http import HttpRequest

from concerted.listen.conversations.models import Conversation, Session
from concerted.organizations.models import ENTERERS, Organization
from concerted.organizations.views.gate import one_of


def published(organization: str, slug: str) -> Conversation:
    """The conversation, for everybody."""
    return one_of(Conversation.objects.public().with_everything(), organization, slug=slug)


def visible(request: HttpRequest, organization: str, slug: str) -> Conversation:
    rows = Conversation.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def editable(request: HttpRequest, organization: str, slug: str) -> Conversation:
    rows = Conversation.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def enterable(request: HttpRequest, organization: str, slug: str) -> Conversation:
    """The conversation, for who may run its sessions and enter what was counted there: contributors, too."""
    mine = Organization.objects.joined_by(request.user, *ENTERERS)
    rows = Conversation.objects.visible_to(request.user).with_everything()
    return one_of(rows.filter(organization__in=mine), organization, slug=slug)


def session_of(request: HttpRequest, organization: str, slug: str, number: int) -> Session:
    """The session of a number, for who may run it."""
    rows = Session.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, conversation__slug=slug, number=number)
