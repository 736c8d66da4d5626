from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.pool.network.models.asked import Asked
from concerted.pool.network.models.questions import TRUST, VALUE, Frequency, Relationship, Score

ITEMS = (*VALUE, *TRUST)


def _score() -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(null=True, choices=Score.choices)


class Report(Record):
    """One partner says that it works with another, and how it rates the other.

    No gate opens it: who rated whom is shown to nobody but the partner who did (``queries/own``), and leaves the room
    only in the means that ``analysis.network.told_mean`` lets pass.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"frequency", "relationship", *ITEMS})

    rater = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="reports")
    rated = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="+")
    frequency = models.CharField(
        _("How often do you work together?"), max_length=10, choices=Frequency.choices, blank=True
    )
    relationship = models.CharField(
        _("What is your work together like?"),
        max_length=12,
        choices=Relationship.choices,
        blank=True,
    )
    influence = _score()
    involvement = _score()
    resources = _score()
    reliability = _score()
    mission = _score()
    openness = _score()

    rater_id: uuid.UUID
    rated_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[Report]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rater", "rated"], name="report_once_per_pair"),
            models.CheckConstraint(condition=~Q(rater=F("rated")), name="report_is_of_another"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{item}__isnull": True}) | Q(**{f"{item}__in": Score.values}),
                    name=f"report_{item}_is_a_score",
                )
                for item in ITEMS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rater_id} – {self.rated_id}"
