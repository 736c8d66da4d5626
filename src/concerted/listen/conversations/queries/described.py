"""A conversation as an occasion on which people may tell who they are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerted.listen.conversations.models import Conversation
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


KIND = Kind("conversation", _("Conversation"), Conversation, describe)
