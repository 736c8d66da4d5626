"""Sending what was posted: hold a batch, send one, settle it, send the next.

A worker that dies holds mails of which one at most has left without being settled. They are given back when it is
known to be dead, so that none is lost and none but that one can arrive twice.
"""

from __future__ import annotations

import datetime
import logging
import smtplib
import time
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from concerted.base.clock.pulse import living_workers
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.rendering import RowGone, Rows, read_rows, render

logger = logging.getLogger("concerted.outbox")

State = OutgoingMail.State
BATCH = 50
SURE = 60
"""Seconds for which a worker trusts that what it holds is still its own."""
PAUSES = [datetime.timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 720)]
"""How long to wait after each failure; after the last a mail is given up."""
SPENT: dict[str, Any] = {"context": {}, "unsubscribe_path": ""}
"""What a mail no longer needs once it is sent: its codes, and the links that act for its reader."""


class Unreachable(Exception):
    """The mail server cannot be talked to; nothing is wrong with the mail."""


def send_waiting_mail(worker: str, *, stop: Callable[[], bool] = bool) -> int:
    """Send one batch of what is due; how many mails were dealt with."""
    held = _hold(worker)
    if not held:
        return 0
    post = Post()
    rows = read_rows(held)
    sure_until = time.monotonic() + SURE
    dealt_with = 0
    try:
        for mail in held:
            if stop():
                break
            if time.monotonic() > sure_until:
                if not _still_held(worker, mail):
                    continue
                sure_until = time.monotonic() + SURE
            _send(mail, rows, post, worker)
            dealt_with += 1
    except Unreachable as reason:
        logger.warning("mail_server_unreachable", extra={"reason": _kind(reason.__cause__)})
        dealt_with = 0
    finally:
        post.close()
        _give_back(worker)
    return dealt_with


def _hold(worker: str) -> list[OutgoingMail]:
    """The next mails, which no other worker will touch while this one lives."""
    due = OutgoingMail.objects.filter(
        state=State.WAITING, claimed_by="", next_attempt_at__lte=timezone.now()
    ).order_by("next_attempt_at")
    if not due.exists():
        return []
    with transaction.atomic():
        held = list(due.select_for_update(skip_locked=True)[:BATCH])
        OutgoingMail.objects.filter(pk__in=[mail.pk for mail in held]).update(claimed_by=worker)
    return held


def _still_held(worker: str, mail: OutgoingMail) -> bool:
    """Whether a pause so long that we were taken for dead has not given the mail to another."""
    return OutgoingMail.objects.filter(pk=mail.pk, claimed_by=worker, state=State.WAITING).exists()


def _give_back(worker: str) -> None:
    OutgoingMail.objects.filter(state=State.WAITING, claimed_by=worker).update(claimed_by="")


def _send(mail: OutgoingMail, rows: Rows, post: Post, worker: str) -> None:
    try:
        message = render(mail, rows)
    except RowGone:
        mail.delete()
        return
    except Exception as failure:
        logger.exception("mail_not_rendered", extra={"id": str(mail.pk)})
        _retry(mail, worker, _kind(failure))
        return
    try:
        post.send(message)
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        _refused(mail, worker, code, words)
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as refused:
        _refused(mail, worker, refused.smtp_code, refused.smtp_error)
    except (OSError, smtplib.SMTPException) as failure:
        _retry(mail, worker, _kind(failure))
        raise Unreachable from failure
    except Exception as failure:
        logger.exception("mail_not_sent", extra={"id": str(mail.pk)})
        _retry(mail, worker, _kind(failure))
    else:
        _settle(mail, worker, state=State.SENT, sent_at=timezone.now(), error="", **SPENT)


def _refused(mail: OutgoingMail, worker: str, code: int, words: bytes | str) -> None:
    """What the server said to this one mail: of 5xx it does not wish to hear again."""
    reason = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if code >= 500:
        _settle(mail, worker, state=State.FAILED, error=reason[:300])
    else:
        _retry(mail, worker, reason)


def _retry(mail: OutgoingMail, worker: str, reason: str) -> None:
    if mail.attempts >= len(PAUSES):
        _settle(mail, worker, state=State.FAILED, error=f"Given up: {reason}"[:300])
        return
    _settle(
        mail, worker, next_attempt_at=timezone.now() + PAUSES[mail.attempts], error=reason[:300]
    )


def _settle(mail: OutgoingMail, worker: str, **changes: Any) -> None:
    OutgoingMail.objects.filter(pk=mail.pk, claimed_by=worker).update(
        attempts=F("attempts") + 1, claimed_by="", **changes
    )


def _kind(failure: BaseException | None) -> str:
    return type(failure).__name__


class Post:
    """One connection for a batch, opened when the first mail leaves."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.is_open = False

    def send(self, message: EmailMessage) -> None:
        if not self.is_open:
            self.connection.open()
            self.is_open = True
        message.connection = self.connection
        try:
            message.send()
        except smtplib.SMTPServerDisconnected:
            # Servers hang up after so many mails; this one has not left.
            self.close()
            self.connection.open()
            self.is_open = True
            message.send()

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self.connection.close()


def release_dead_workers_mail() -> int:
    """Give back what dead workers held; how many mails. Runs by the clock and when a worker starts."""
    held = OutgoingMail.objects.filter(state=State.WAITING).exclude(claimed_by="")
    holders = set(held.values_list("claimed_by", flat=True))
    # Asked after the holders were read: a worker shows its pulse before it holds anything.
    dead = holders - living_workers()
    return held.filter(claimed_by__in=dead).update(claimed_by="") if dead else 0


def forget_old_mail() -> None:
    """Delete what was sent a month ago and what failed a quarter ago: it says who was written to."""
    now = timezone.now()
    OutgoingMail.objects.filter(
        state=State.SENT, sent_at__lt=now - datetime.timedelta(days=30)
    ).delete()
    OutgoingMail.objects.filter(
        state=State.FAILED, created_at__lt=now - datetime.timedelta(days=90)
    ).delete()
