"""Putting mail into the outbox, inside the transaction of the act that causes it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from concerted.base.outbox.models import OutgoingMail
from concerted.base.rows import insert_values

ROW = "$row"
CALENDAR = "$calendar"
AUTHOR = "$author"


def post_mail(
    *,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, Any] | None = None,
    organization_id: uuid.UUID | None = None,
    reply_to: str = "",
    unsubscribe_path: str = "",
    key: str | None = None,
    calendar: str = "",
    author: str = "",
) -> None:
    """Post a mail that leaves after the commit.

    ``template`` is ``app/mail/name``; its ``.subject.txt``, ``.txt`` and ``.html`` are rendered when sent, in
    ``language``, with ``context``. Rows in it are stored as references and read again. With a ``key`` that was
    posted before, nothing happens. Mail that needs consent gives the one-click ``unsubscribe_path``.
    A ``calendar`` (``base.calendars``) goes along as a file. An ``author`` is the person whose own words these are: they
    are named as its sender, and it is not marked as written by a machine.
    """
    if key is not None and OutgoingMail.objects.filter(key=key).exists():
        return
    insert_values(
        OutgoingMail,
        to=to,
        template=template,
        language=language,
        context={name: pack(value) for name, value in (context or {}).items()}
        | ({CALENDAR: calendar} if calendar else {})
        | ({AUTHOR: author} if author else {}),
        organization_id=organization_id,
        reply_to=reply_to,
        unsubscribe_path=unsubscribe_path,
        key=key,
    )
    transaction.on_commit(wake)


def pack(value: Any) -> Any:
    """``value`` as the row keeps it: a model instance becomes a reference."""
    if isinstance(value, models.Model):
        return {ROW: [value._meta.label_lower, str(value.pk)]}
    if isinstance(value, uuid.UUID):
        return str(value)
    return value


def wake() -> None:
    """Tell a worker in this process that mail is waiting. Without one, the next poll finds it."""
    for listener in listeners:
        listener()


listeners: list[Any] = []
"""Called after a commit that posted mail; a worker in this process adds its own."""


def recall(key: str) -> bool:
    """Take back the mail of ``key``, unless a worker holds it or it has left; whether it was taken back."""
    waiting = OutgoingMail.objects.filter(key=key, state=OutgoingMail.State.WAITING, claimed_by="")
    return waiting.delete()[0] > 0


def forget(key: str) -> None:
    """Let a mail of ``key`` be posted once more, after the one before it came back."""
    settled = OutgoingMail.objects.filter(key=key).exclude(state=OutgoingMail.State.WAITING)
    settled.delete()


@dataclass(frozen=True)
class Fate:
    """What became of a mail."""

    is_sent: bool
    at: datetime.datetime | None = None
    error: str = ""
    is_gone: bool = False
    """Whether it was deleted before it left, with a row that it was about."""


def fates(keys: Iterable[str]) -> dict[str, Fate]:
    """Of the mails of ``keys`` those that wait no longer: sent, given up, or deleted."""
    wanted = list(keys)
    known = {
        str(mail.key): mail
        for mail in OutgoingMail.objects.filter(key__in=wanted).defer("context")
    }
    settled = {
        key: Fate(mail.state == OutgoingMail.State.SENT, mail.sent_at, mail.error)
        for key, mail in known.items()
        if mail.state != OutgoingMail.State.WAITING
    }
    return settled | {key: Fate(False, is_gone=True) for key in wanted if key not in known}
