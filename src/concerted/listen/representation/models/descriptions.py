"""What people tell of themselves: apart from any name, without a time, under random keys. No gate opens.

Nothing here names a person, an account or a participant. ``key_hash`` is an HMAC, under a secret of the installation,
of the occasion and of the key that the room gives: who reads the tables cannot join them to votes or answers, and two
occasions cannot be laid side by side. What leaves is counted first (``queries.counting``) and protected.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from concerted.base.gates import GatedQuerySet
from concerted.listen.representation.models.dimensions import Dimension, Subgroup
from concerted.listen.representation.models.occasions import Occasion


class State(models.TextChoices):
    """What somebody did with a question. Who left it out has no row: that is missing, not declined."""

    CHOSEN = "chosen"
    OTHER = "other"
    """Described themselves in another way than the answers offer."""
    DECLINED = "declined"
    """Said that they prefer not to say."""


class SelfDescription(models.Model):
    """Somebody who told something on one occasion. The key is drawn at random: it holds no time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occasion = models.ForeignKey(
        Occasion, on_delete=models.CASCADE, related_name="descriptions", db_index=False
    )
    key_hash = models.CharField(max_length=64)

    objects: ClassVar[GatedQuerySet[SelfDescription]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "key_hash"], name="self_description_once_per_key"
            )
        ]

    def __str__(self) -> str:
        return "somebody"


class Said(models.Model):
    """The answer of somebody to one question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    description = models.ForeignKey(
        SelfDescription, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State])
    subgroups = models.JSONField(default=list)
    """Keys of all that were chosen."""
    subgroup = models.ForeignKey(Subgroup, on_delete=models.CASCADE, null=True, related_name="+")
    """Where the answer counts: the one chosen, or that of those who chose several."""

    dimension_id: uuid.UUID
    subgroup_id: uuid.UUID | None

    objects: ClassVar[GatedQuerySet[Said]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["description", "dimension"], name="said_once_per_dimension"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CHOSEN, subgroup__isnull=False)
                | (~Q(state=State.CHOSEN) & Q(subgroup__isnull=True)),
                name="said_subgroup_exactly_when_chosen",
            ),
        ]

    def __str__(self) -> str:
        return self.state
