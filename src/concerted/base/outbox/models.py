from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from concerted.base.records import Record


class OutgoingMail(Record):
    """A mail to be sent: a template and what it needs, rendered in the reader's language when sent.

    ``context`` holds plain values and references to rows (``{"$row": ["petitions.petition", id]}``), so that
    a row erased in the meantime takes the mail with it. Once it is sent, it keeps for a month which mail it was,
    when and to whom, and nothing of what it said. ``claimed_by`` names the worker that holds it for sending.
    A worker settles each mail before it sends the next: of all it held when it died, one may have left.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    private_fields: ClassVar[frozenset[str]] = frozenset({"to", "context"})

    organization_id = models.UUIDField(null=True)
    to = models.EmailField(max_length=254)
    reply_to = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=12)
    template = models.CharField(max_length=100)
    context = models.JSONField(default=dict)
    unsubscribe_path = models.CharField(
        max_length=300,
        blank=True,
        help_text="One-click address (RFC 8058); empty for answers to an act",
    )
    key = models.CharField(  # noqa: DJ001 - of rows without a key there are many
        max_length=120,
        null=True,
        unique=True,
        help_text="Asked twice, a mail of one key is posted once",
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="mail_waiting",
                condition=models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.state})"
