from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.listen.conversations.models.statements import Statement


class Follower(Record):
    """Somebody who wants to hear what becomes of the words they gave. No gate opens: nobody reads who it is.

    ``sealed`` holds their address and the key of their link, and is read only to write to them. ``told`` are the keys
    of the steps they were written about. The row says nothing of votes, and goes when they have heard enough. Who gave no
    address comes by the link, which they keep themselves.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"key_hash", "sealed"})

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="follower")
    key_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    language = models.CharField(max_length=12)
    has_address = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True)
    told = models.JSONField(default=list)

    statement_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[Follower]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.pk)
