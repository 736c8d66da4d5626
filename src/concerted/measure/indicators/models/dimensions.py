"""By what people are told apart when figures are compared: dimensions and their subgroups (WHO's words for them)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import Organization, SharedRecordQuerySet, Subject
from concerted.organizations.publishing import SLUG_LENGTH
from concerted.organizations.translations import TranslatableRecord

OMB = "omb-spd-15"
"""Race and ethnicity as the US Office of Management and Budget asks for it since 2024."""


class DimensionQuerySet(SharedRecordQuerySet["Dimension"]):
    subject = Subject.FIGURES


class Dimension(TranslatableRecord):
    """One way to tell people apart. ``standard`` names the standard that its subgroups follow, if any."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("title",)

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    title = models.CharField(_("title"), max_length=80)
    slug = models.SlugField(_("address"), max_length=SLUG_LENGTH)
    language = models.CharField(_("language"), max_length=12, default="en")
    standard = models.CharField(_("standard"), max_length=40, blank=True)
    is_ordered = models.BooleanField(_("its groups have an order, as incomes have"), default=False)

    objects: ClassVar[DimensionQuerySet] = DimensionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"], name="indicators_dimension_slug_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class SubgroupQuerySet(SharedRecordQuerySet["Subgroup"]):
    subject = Subject.FIGURES


class Subgroup(TranslatableRecord):
    """People of one kind within a dimension.

    ``position`` 1 is the most disadvantaged where the dimension is ordered, else the first to be shown. The others
    are compared with the reference group, where there is one.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("title",)

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    dimension = models.ForeignKey(
        Dimension, on_delete=models.CASCADE, related_name="subgroups", db_index=False
    )
    code = models.SlugField(_("code in files"), max_length=60)
    title = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language"), max_length=12, default="en")
    position = models.PositiveSmallIntegerField(_("place in the order"))
    is_reference = models.BooleanField(_("the others are compared with it"), default=False)

    dimension_id: uuid.UUID

    objects: ClassVar[SubgroupQuerySet] = SubgroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "code"], name="indicators_subgroup_code_once"
            ),
            models.UniqueConstraint(
                fields=["dimension"],
                condition=Q(is_reference=True),
                name="subgroup_one_reference_per_dimension",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1), name="subgroup_position_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.title
