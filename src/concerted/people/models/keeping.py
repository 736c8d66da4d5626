"""How long people are kept, and merges that can be taken back."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.organizations.models import Organization, OrganizationRecord
from concerted.people.models.gates import PeopleQuerySet
from concerted.people.models.persons import Person


class RetentionPeriodQuerySet(PeopleQuerySet["RetentionPeriod"]):
    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.editable_by(viewer))


class RetentionPeriod(OrganizationRecord):
    """After how many months without a sign of them people are erased. Without a row, never."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="retention_period"
    )
    months = models.PositiveSmallIntegerField(
        _("months"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )

    objects: ClassVar[RetentionPeriodQuerySet] = RetentionPeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gte=1), name="retention_is_at_least_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.months} months"


class Merge(OrganizationRecord):
    """Two rows that were one person. ``moved`` and ``before`` hold what taking it back needs."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"before"})

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    moved = models.JSONField(default=list, help_text="[table, column, key] of each row that moved")
    before = models.JSONField(default=dict, help_text="Values of the kept person that changed")
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[PeopleQuerySet[Merge]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"],
                condition=models.Q(undone_at__isnull=True),
                name="merge_standing_once_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"
