"""By what people are told apart: dimensions, and the subgroups of each (WHO's words for them)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.listen.representation.catalogue import BUILT_IN, BuiltIn
from concerted.organizations.models import Organization, OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class Dimension(TranslatableRecord):
    """One question about oneself. Those of the catalogue have its words in every language of the software."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("name", "question")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="dimensions", db_index=False
    )
    key = models.SlugField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    question = models.CharField(_("question"), max_length=200)
    language = models.CharField(_("language"), max_length=12)
    is_ordered = models.BooleanField(_("its answers have an order, as ages have"), default=False)
    takes_many = models.BooleanField(_("people may choose several answers"), default=False)
    offers_other = models.BooleanField(_("people may answer “in another way”"), default=False)
    number = models.PositiveSmallIntegerField()

    objects: ClassVar[OrganizationRecordQuerySet[Dimension]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "key"], name="dimension_key_once_per_organization"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def built_in(self) -> BuiltIn | None:
        return BUILT_IN.get(self.key)


class Subgroup(TranslatableRecord):
    """One answer to the question of a dimension. Everybody who answers is in exactly one."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("name",)

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    dimension = models.ForeignKey(
        Dimension, on_delete=models.CASCADE, related_name="subgroups", db_index=False
    )
    key = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language"), max_length=12)
    number = models.PositiveSmallIntegerField()

    dimension_id: uuid.UUID

    objects: ClassVar[OrganizationRecordQuerySet[Subgroup]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "key"], name="subgroup_key_once_per_dimension"
            )
        ]

    def __str__(self) -> str:
        return self.name
