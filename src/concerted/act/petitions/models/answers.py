"""What the target answered."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.act.petitions.models.petitions import PUBLISHED, Petition
from concerted.organizations.models import OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord


class Stance(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class AnswerQuerySet(OrganizationRecordQuerySet["Answer"]):
    def public(self) -> Self:
        """Every answer to a published petition."""
        return self.filter(petition__state__in=PUBLISHED)


class Answer(TranslatableRecord):
    """The target's answer in the target's words, with where to read it in full."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("text",)

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="answers")
    stance = models.CharField(_("their answer"), max_length=10, choices=Stance.choices)
    text = models.TextField(_("in their words"), max_length=5000)
    language = models.CharField(_("language"), max_length=12, default="en")
    answered_on = models.DateField(_("answered on"))
    link = models.URLField(_("where to read it in full"), max_length=400, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    mailed_at = models.DateTimeField(null=True)
    mailed_count = models.PositiveIntegerField(default=0)

    petition_id: uuid.UUID

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-answered_on", "-created_at"]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.stance}"
