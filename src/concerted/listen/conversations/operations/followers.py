"""Those who want to hear what becomes of their words: asked, written to at each step, forgotten when they say so."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.limits.buckets import take
from concerted.base.outbox.posting import post_mail
from concerted.listen.conversations.becoming import Step
from concerted.listen.conversations.models import (
    Follower,
    Reason,
    Statement,
    StatementState,
)
from concerted.listen.conversations.queries.followers import (
    hash_of_key,
    opened,
    sealed,
    words_path,
)
from concerted.listen.conversations.queries.words import own_steps

UNANSWERED = datetime.timedelta(days=30)
"""Who has not said yes by then is forgotten."""


@transaction.atomic
def follow_statement(*, statement: Statement, email: str, language: str) -> Follower:
    """Ask at ``email`` whether its owner wants to hear what becomes of ``statement``. Asked twice, asked once."""
    known = Follower.objects.filter(statement=statement).first()
    if known is not None:
        return known
    if not take(f"follow:{hash_of_key(email.casefold())[:40]}", capacity=5, per_second=1 / 3600):
        raise Refused(_("We sent you this already. Please look for our mail."), field="email")
    key = secrets.token_urlsafe(18)
    follower = Follower.objects.create(
        statement=statement,
        key_hash=hash_of_key(key),
        sealed=sealed(email, key),
        language=language,
        told=[step.key for step in own_steps(statement)],
    )
    _post(follower, email, key, "follow", {})
    return follower


@transaction.atomic
def keep_words(*, statement: Statement, language: str) -> str:
    """The address where its author reads what becomes of ``statement``: that of their mails, or one to keep themselves."""
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    known = Follower.objects.filter(statement=statement).first()
    kept = opened(known) if known is not None else None
    if kept is not None:
        return words_path(kept[1], language)
    key = secrets.token_urlsafe(18)
    Follower.objects.update_or_create(
        statement=statement,
        defaults={
            "key_hash": hash_of_key(key),
            "sealed": sealed("", key),
            "language": language,
            "has_address": False,
            "confirmed_at": None,
        },
    )
    return words_path(key, language)


@transaction.atomic
def confirm_following(*, follower: Follower) -> Follower:
    """From now on write at each step."""
    follower = Follower.objects.select_for_update().get(pk=follower.pk)
    if follower.has_address and follower.confirmed_at is None:
        follower.confirmed_at = timezone.now()
        follower.save(update_fields=["confirmed_at"])
    return follower


@transaction.atomic
def tell_follower(*, follower: Follower, steps: Sequence[Step]) -> list[Step]:
    """Write about those of ``steps`` they were not written about before. Without a viewer: the clock asks."""
    found = Follower.objects.select_for_update().filter(pk=follower.pk).first()
    kept = opened(found) if found is not None else None
    if found is None or kept is None or found.confirmed_at is None:
        return []
    new = [step for step in steps if step.key not in found.told]
    if not new:
        return []
    found.told = [*found.told, *(step.key for step in new)]
    found.save(update_fields=["told"])
    email, key = kept
    told = [{"title": step.title, "text": step.text} for step in new]
    _post(found, email, key, "words", {"steps": told})
    return new


def _post(follower: Follower, email: str, key: str, kind: str, context: dict[str, object]) -> None:
    """No key and no row in it: a sent mail is not to be joined to a statement."""
    statement = follower.statement
    conversation = statement.conversation
    with override(follower.language):
        question = conversation.in_language(follower.language).title
    post_mail(
        to=email,
        template=f"conversations/mail/{kind}",
        language=follower.language,
        organization_id=conversation.organization_id,
        reply_to=conversation.organization.contact_email,
        context={
            "question": question,
            "organization": conversation.organization.name,
            "words": statement.text,
            "path": words_path(key, follower.language),
            **context,
        },
        unsubscribe_path=words_path(key, follower.language, "stop_following"),
    )


@transaction.atomic
def stop_following(*, follower: Follower) -> None:
    """Forget the address. Asked twice, done once."""
    Follower.objects.filter(pk=follower.pk).delete()


@transaction.atomic
def take_back(*, follower: Follower) -> Statement:
    """Its author takes a statement back: nobody reads it any more, its words and their address are erased.

    Votes on it stay as numbers. What was decided in the meantime stays decided.
    """
    rows = Statement.objects.select_for_update(of=("self",)).select_related("conversation")
    statement = rows.get(pk=follower.statement_id)
    with override(statement.language):
        statement.text = _("Taken back by its author")
    statement.state, statement.reason = StatementState.REJECTED, Reason.WITHDRAWN
    statement.reviewed_at, statement.author = timezone.now(), None
    statement.save(update_fields=["text", "state", "reason", "reviewed_at", "author"])
    for one in statement.translations():
        one.delete()
    note(verb="withdrawn", subject=statement)
    Follower.objects.filter(pk=follower.pk).delete()
    return statement


@transaction.atomic
def forget_unanswered() -> int:
    """Forget who was asked and did not answer; how many. Runs by the clock."""
    late = Follower.objects.filter(
        has_address=True, confirmed_at__isnull=True, created_at__lt=timezone.now() - UNANSWERED
    )
    return late.delete()[0]
