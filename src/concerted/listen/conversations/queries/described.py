"""Conversations, and the sessions in which people meet for them, as occasions on which people may tell who they are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from concerted.listen.conversations.models import Conversation, Session, moment_of
from concerted.listen.conversations.queries.sessions import sessions_held
from concerted.listen.representation.occasions import Kind, Subject
from concerted.organizations.translations import renditions


def describe(rows: Sequence[Conversation], language: str) -> Mapping[uuid.UUID, Subject]:
    """What the room of representation asks of each conversation; one query."""
    texts = renditions(rows, language)
    return {
        one.pk: Subject(
            title=texts[one.pk].title,
            language=texts[one.pk].language,
            url=one.get_absolute_url(),
            desk_url=reverse("conversations:conversation", args=[one.organization.slug, one.slug]),
            took_part=one.participant_count,
            is_public=not one.is_draft,
            ended_at=one.closed_at or one.closes_at,
            goal_id=one.goal_id,
        )
        for one in rows
    }


def describe_sessions(rows: Sequence[Session], language: str) -> Mapping[uuid.UUID, Subject]:  # noqa: ARG001
    """How many came as somebody counted them; else who voted there on a phone or on paper."""
    held = sessions_held(Session.objects.filter(pk__in=[one.pk for one in rows]))
    return {one.session.pk: _session(one.session, one.phones + one.ballots) for one in held}


def _session(session: Session, voted: int) -> Subject:
    conversation = session.conversation
    place = [conversation.organization.slug, conversation.slug, session.number]
    day = date_format(moment_of(session), "DATE_FORMAT")
    return Subject(
        title=f"{session.place}, {day}",
        language=conversation.language,
        url=conversation.get_absolute_url(),
        desk_url=reverse("conversations:session", args=place),
        took_part=voted if session.people_count is None else session.people_count,
        is_public=session.opened_at is not None and not conversation.is_draft,
        ended_at=session.closed_at,
        goal_id=conversation.goal_id,
    )


CONVERSATION = Kind("conversation", _("Conversation"), Conversation, describe)
SESSION = Kind("session", _("Session"), Session, describe_sessions)
