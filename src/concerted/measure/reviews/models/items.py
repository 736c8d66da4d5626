from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Proposal
from concerted.measure.reviews.models.reviews import Review
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord
from concerted.pool.workplan.models import Adaptation, Task


class Kind(models.TextChoices):
    KEEP = "keep", pgettext_lazy("review", "Keep")
    CHANGE = "change", pgettext_lazy("review", "Change")
    STOP = "stop", pgettext_lazy("review", "Stop")


class ItemQuerySet(OrganizationRecordQuerySet["Item"]):
    def public(self) -> Self:
        return self.filter(review__in=Review.objects.public())

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(review__in=Review.objects.visible_to(viewer))

    def with_everything(self) -> Self:
        """With what it led to."""
        return self.select_related(
            "adaptation__activity__organization", "task__organization", "proposal__organization"
        )


class Item(TranslatableRecord):
    """One thing that is kept, changed or stopped; and what it led to: a changed activity, a task, a proposal."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("words",)

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("keep, change or stop?"), max_length=8, choices=Kind.choices)
    words = models.CharField(_("what, and why"), max_length=300)
    language = models.CharField(_("language"), max_length=12, default="en")
    adaptation = models.OneToOneField(
        Adaptation, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )
    task = models.OneToOneField(
        Task, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )

    review_id: uuid.UUID
    adaptation_id: uuid.UUID | None
    task_id: uuid.UUID | None
    proposal_id: uuid.UUID | None

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=Kind.KEEP)
                | Q(adaptation__isnull=True, task__isnull=True, proposal__isnull=True),
                name="review_item_kept_changes_nothing",
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_kept(self) -> bool:
        return self.kind == Kind.KEEP

    @property
    def has_led_to_something(self) -> bool:
        return bool(self.adaptation_id or self.task_id or self.proposal_id)


class SilenceQuerySet(OrganizationRecordQuerySet["Silence"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """One's own only: who does not want mail is nobody else's business."""
        return self.filter(user_id=viewer.pk) if viewer.is_authenticated else self.none()

    def editable_by(self, viewer: Viewer) -> Self:
        return self.visible_to(viewer)


class Silence(OrganizationRecord):
    """Somebody does not want mail about what reviews of an organization change."""

    private_fields: ClassVar[frozenset[str]] = frozenset({"user_id"})

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    user_id: Any

    objects: ClassVar[SilenceQuerySet] = SilenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="review_silence_once_per_user"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
