"""What people vote on: seeded, suggested, read by a moderator, put into other languages."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.base.limits.buckets import take
from concerted.listen.conversations.models import (
    Conversation,
    Origin,
    Reason,
    Statement,
    StatementState,
)
from concerted.listen.conversations.operations.followers import follow_statement
from concerted.listen.conversations.operations.voices import joined
from concerted.listen.conversations.queries.screening import folded, is_said, why_held

MOST = 2000
"""Statements that one conversation holds at most."""


@transaction.atomic
def seed_statements(
    *,
    conversation: Conversation,
    texts: Iterable[str],
    language: str = "",
    by: Viewer | None,
) -> list[Statement]:
    """Add statements of the organizers, shown at once. What is there already is passed over."""
    conversation = _locked(conversation)
    if conversation.is_closed:
        raise Refused(_("This conversation is closed. Open it again first."))
    kept = Statement.objects.filter(conversation=conversation)
    said = {folded(text) for text in kept.values_list("text", flat=True)}
    added = []
    for text in texts:
        if not text or folded(text) in said:
            continue
        said.add(folded(text))
        _check_length(conversation, text, field="texts")
        added.append(
            _add(
                conversation,
                text=text,
                language=language or conversation.language,
                origin=Origin.SEED,
                state=StatementState.ACCEPTED,
            )
        )
    if added:
        note(verb="added", subject=conversation, by=by, after={"statements": len(added)})
    return added


@transaction.atomic
def suggest_statement(
    *,
    conversation: Conversation,
    text: str,
    key: str,
    language: str,
    visitor: str = "",
    email: str = "",
) -> Statement:
    """A participant's own statement: it waits to be read, is held if it may harm, or is shown at once.

    With an ``email`` its author is asked there whether they want to hear what becomes of it.
    """
    if visitor and not take(f"say:{visitor}", capacity=40, per_second=1 / 60):
        raise Refused(_("Many statements came at once. Please wait a minute."), field="text")
    conversation = _locked(conversation)
    if not conversation.takes_votes() or not conversation.takes_statements:
        raise Refused(_("This conversation is not taking statements now."))
    _check_length(conversation, text, field="text")
    if is_said(conversation, text):
        words = _("Somebody said exactly this already. You will find it among the statements.")
        raise Refused(words, field="text")
    author = joined(conversation=conversation, key=key, language=language, visitor=visitor)
    if not take(f"say:{author.hex}", capacity=10, per_second=1 / 300):
        raise Refused(_("You added many statements. Please come back in an hour."), field="text")
    held = why_held(text)
    state = StatementState.WAITING if conversation.needs_review else StatementState.ACCEPTED
    added = _add(
        conversation,
        text=text,
        language=language,
        origin=Origin.PARTICIPANT,
        author_id=author,
        state=StatementState.HELD if held else state,
        reason=held,
    )
    if email:
        follow_statement(statement=added, email=email, language=page_language())
    return added


@transaction.atomic
def write_down_statement(
    *, conversation: Conversation, text: str, language: str, by: Viewer | None
) -> Statement:
    """What somebody said aloud in a session, written down by who facilitates: shown at once, unless it may harm."""
    conversation = _locked(conversation)
    if not conversation.takes_votes():
        raise Refused(_("This conversation is not taking statements now."))
    _check_length(conversation, text, field="text")
    if is_said(conversation, text):
        words = _("Somebody said exactly this already. You will find it among the statements.")
        raise Refused(words, field="text")
    held = why_held(text)
    statement = _add(
        conversation,
        text=text,
        language=language,
        origin=Origin.FACILITATOR,
        state=StatementState.HELD if held else StatementState.ACCEPTED,
        reason=held,
    )
    note(verb="added", subject=statement, by=by, after={"origin": statement.origin})
    return statement


@transaction.atomic
def review_statement(
    *,
    statement: Statement,
    is_accepted: bool,
    reason: str = "",
    is_meta: bool = False,
    by: Viewer | None,
) -> Statement:
    """Show a statement, or reject it for a reason that everybody can read. Votes it has are kept either way."""
    rows = Statement.objects.select_for_update(of=("self",)).select_related("conversation")
    statement = rows.get(pk=statement.pk)
    state = StatementState.ACCEPTED if is_accepted else StatementState.REJECTED
    if not is_accepted and reason not in Reason.values:
        raise Refused(_("Please choose a reason. Everybody can read it."), field="reason")
    given = "" if is_accepted else reason
    before = (statement.state, statement.reason, statement.is_meta)
    if before == (state, given, is_meta):
        return statement
    statement.state, statement.reason, statement.is_meta = state, given, is_meta
    statement.reviewed_at = timezone.now()
    statement.save(update_fields=["state", "reason", "is_meta", "reviewed_at"])
    note(
        verb="reviewed",
        subject=statement,
        by=by,
        before={"state": before[0], "reason": before[1]},
        after={"state": statement.state, "reason": given},
    )
    return statement


def _locked(conversation: Conversation) -> Conversation:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=conversation.pk)


def _check_length(conversation: Conversation, text: str, *, field: str) -> None:
    if len(text) > conversation.statement_length:
        words = _("One idea in %(most)d letters. This one has %(count)d: “%(text)s”")
        told = {"most": conversation.statement_length, "count": len(text), "text": text[:60]}
        raise Refused(words % told, field=field)


def _add(
    conversation: Conversation,
    *,
    text: str,
    language: str,
    origin: Origin,
    state: StatementState,
    reason: str = "",
    author_id: uuid.UUID | None = None,
) -> Statement:
    """A new statement with the next number. The conversation is locked."""
    if conversation.statement_count >= MOST:
        raise Refused(_("This conversation holds as many statements as it can."))
    conversation.statement_count += 1
    conversation.save(update_fields=["statement_count"])
    return Statement.objects.create(
        organization=conversation.organization,
        conversation=conversation,
        number=conversation.statement_count,
        text=text,
        language=language,
        origin=origin,
        state=state,
        reason=reason,
        author_id=author_id,
    )
