"""Becoming a participant: a number, and a key that only their device has."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.identifiers import uuid7
from concerted.base.limits.buckets import take
from concerted.base.outbox.posting import post_mail
from concerted.base.rows import insert_unless_there
from concerted.base.statements import run
from concerted.listen.conversations.models import Conversation, Participant
from concerted.listen.conversations.queries.voices import Returning, hash_of, key_for, return_token
from concerted.people.operations import record_person

KNOWN = "SELECT id FROM conversations_participant WHERE conversation_id = %s AND key_hash = %s"
NUMBER = """
UPDATE conversations_conversation
SET participant_count = participant_count + 1, last_number = last_number + 1
WHERE id = %s RETURNING last_number
"""
CROWD = 80
"""People who may join at once from one network."""


def joined(
    *, conversation: Conversation, key: str, language: str, visitor: str = "", crowd: int = CROWD
) -> uuid.UUID:
    """The participant who holds ``key``, who may be new. Part of the transaction of what they say first."""
    key_hash = hash_of(conversation, key)
    found = run(KNOWN, [key_for(conversation.pk), key_hash]).fetchone()
    if found is not None:
        return _as_uuid(found[0])
    if visitor and not take(
        f"voice:{visitor[:40]}{conversation.pk.hex[-12:]}", capacity=crowd, per_second=0.1
    ):
        raise Refused(_("Many people joined from your network just now. Please wait a minute."))
    row = numbered(conversation=conversation, key_hash=key_hash, language=language)
    if insert_unless_there(row):
        return row.pk
    return _as_uuid(run(KNOWN, [key_for(conversation.pk), key_hash]).fetchone()[0])


def numbered(*, conversation: Conversation, key_hash: str, language: str) -> Participant:
    """A participant with a number nobody had, not yet written; part of the caller's transaction."""
    return Participant(
        id=uuid7(),
        conversation=conversation,
        number=run(NUMBER, [key_for(conversation.pk)]).fetchone()[0],
        key_hash=key_hash,
        language=language,
        created_at=timezone.now(),
    )


def _as_uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


@transaction.atomic
def mail_return_link(
    *, participant: Participant, key: str, email: str, language: str, visitor: str = ""
) -> None:
    """Mail a link with which somebody goes on from another device. The address is used for this and not kept."""
    if visitor and not take(f"mail:{visitor}", capacity=5, per_second=1 / 600):
        raise Refused(
            _("Please wait a few minutes before you ask for another mail."), field="email"
        )
    if not take(f"mail:{participant.pk.hex}", capacity=3, per_second=1 / 3600):
        raise Refused(_("We sent you this already. Please look for our mail."), field="email")
    conversation = participant.conversation
    post_mail(
        to=email,
        template="conversations/mail/return",
        language=language,
        organization_id=conversation.organization_id,
        reply_to=conversation.organization.contact_email,
        context={
            "conversation": conversation,
            "token": return_token(participant, key, email),
        },
    )


@transaction.atomic
def follow_return_link(*, returning: Returning) -> Participant:
    """Go on as who one was. Where the conversation is not anonymous, the organizers now know who takes part."""
    rows = Participant.objects.select_for_update(of=("self",))
    participant = rows.select_related("conversation__organization").get(
        pk=returning.participant.pk
    )
    conversation = participant.conversation
    if conversation.is_anonymous or not returning.email or participant.person_id is not None:
        return participant
    person = record_person(
        organization=conversation.organization,
        given_name="",
        email=returning.email,
        language=participant.language,
        source="conversation",
    )
    if not Participant.objects.filter(conversation=conversation, person=person).exists():
        participant.person = person
        participant.save(update_fields=["person"])
    return participant
