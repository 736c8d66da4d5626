"""A conversation's own life: written, opened, closed, opened again."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.listen.conversations.models import Conversation, Participant
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug


class ConversationValues(TypedDict, total=False):
    goal: Goal | None
    title: str
    summary: str
    language: str
    closes_at: datetime | None
    is_anonymous: bool
    takes_statements: bool
    needs_review: bool
    statement_length: int
    moderation_policy: str


@transaction.atomic
def add_conversation(
    *, organization: Organization, by: Viewer | None, **values: Unpack[ConversationValues]
) -> Conversation:
    """A new conversation as a draft. The same question asked again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.conversations.filter(title=values["title"]).first()
    if same is not None:
        return same
    _check(organization, values)
    slug = free_slug(organization.conversations.all(), values["title"], otherwise="conversation")
    conversation = organization.conversations.create(
        slug=slug, **{"language": organization.language, **values}
    )
    note(verb="added", subject=conversation, by=by, after={"title": conversation.title})
    return conversation


@transaction.atomic
def change_conversation(
    *, conversation: Conversation, by: Viewer | None, **values: Unpack[ConversationValues]
) -> Conversation:
    """Change the words or the rules. Once people were told that it is anonymous, it stays so.

    Where it becomes anonymous, who took part is forgotten; the votes stay.
    """
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("organization")
    conversation = rows.get(pk=conversation.pk)
    _check(conversation.organization, values)
    is_named = values.get("is_anonymous") is False
    if is_named and conversation.is_anonymous and not conversation.is_draft:
        words = _("People were told that nobody can learn who took part. This promise stays.")
        raise Refused(words, field="is_anonymous")
    before, after = change(conversation, **values)
    if after.get("is_anonymous"):
        Participant.objects.filter(conversation=conversation).update(person=None)
    if after:
        note(verb="edited", subject=conversation, by=by, before=before, after=after)
    return conversation


def _check(organization: Organization, values: ConversationValues) -> None:
    goal = values.get("goal")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")


@transaction.atomic
def open_conversation(*, conversation: Conversation, by: Viewer | None) -> Conversation:
    """Open a draft to everybody. From now on people vote."""
    if conversation.is_draft and conversation.is_over():
        raise Refused(_("The closing day has passed. Please choose a later one."))
    return publish(record=conversation, by=by)


def close_conversation(*, conversation: Conversation, by: Viewer | None) -> Conversation:
    """End the voting. The page stays."""
    words = _("This conversation is still a draft. Open it first.")
    return close(record=conversation, if_draft=words, by=by)


@transaction.atomic
def reopen_conversation(*, conversation: Conversation, by: Viewer | None) -> Conversation:
    """Let people vote again; a closing day that has passed is taken away."""
    conversation = reopen(record=conversation, by=by)
    if conversation.closes_at is not None and conversation.closes_at <= timezone.now():
        conversation.closes_at = None
        conversation.save(update_fields=["closes_at"])
    return conversation
