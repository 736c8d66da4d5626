from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from concerted.measure.indicators.models.cells import or_nobody
from concerted.measure.indicators.models.dimensions import Dimension
from concerted.measure.indicators.models.indicators import SUBJECT, Indicator
from concerted.organizations.models import SharedRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class VetoQuerySet(SharedRecordQuerySet["Veto"]):
    subject = SUBJECT

    def public(self) -> Self:
        """That a community said no is no secret; ``words`` are what everybody reads."""
        return self.all()

    def standing(self) -> Self:
        return self.filter(lifted_on__isnull=True)

    def over(
        self,
        *,
        indicator: str = "indicator",
        dimension: str = "dimension",
        organization: str = "organization",
    ) -> Self:
        """Those that stand for a row of the outer query: its cut, its indicator whole, or all of its organization."""
        of_this = Q(indicator=OuterRef(indicator)) | Q(
            indicator__isnull=True, organization=OuterRef(organization)
        )
        of_cut = Q(dimension__isnull=True) | Q(dimension=OuterRef(dimension))
        return self.standing().filter(of_this & of_cut)

    def against(self, indicator: Indicator) -> Self:
        """Those that stand and hold for ``indicator``, by itself or with all of its organization."""
        return self.standing().filter(
            Q(indicator=indicator)
            | Q(indicator__isnull=True, organization=indicator.organization_id)
        )


class Veto(TranslatableRecord):
    """A cut of the figures that the people in it do not want published, and which body said so.

    Without a dimension it holds for every cut, without an indicator for every indicator.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("words",)

    language = models.CharField(_("language"), max_length=12, default="en")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.CASCADE,
        related_name="vetoes",
        null=True,
        blank=True,
        verbose_name=_("of which indicator"),
    )
    dimension = models.ForeignKey(
        Dimension,
        on_delete=models.CASCADE,
        related_name="vetoes",
        null=True,
        blank=True,
        verbose_name=_("which cut"),
    )
    asked_by = models.CharField(_("who asked for it"), max_length=160)
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    words = models.CharField(_("what everybody reads"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"))
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)

    indicator_id: uuid.UUID | None
    dimension_id: uuid.UUID | None

    objects: ClassVar[VetoQuerySet] = VetoQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-decided_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                F("organization"),
                or_nobody("indicator"),
                or_nobody("dimension"),
                condition=Q(lifted_on__isnull=True),
                name="veto_standing_once_per_cut",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("decided_on")),
                name="veto_lifted_after_it_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.asked_by

    @property
    def is_standing(self) -> bool:
        return self.lifted_on is None
