from __future__ import annotations

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    ENTERERS,
    Organization,
    OrganizationRecord,
    SharedRecordQuerySet,
)
from concerted.pool.workplan.models.activities import Activity
from concerted.pool.workplan.models.meetings import AgendaItem


class TaskState(models.TextChoices):
    OPEN = "open", pgettext_lazy("work", "Open")
    DONE = "done", pgettext_lazy("work", "Done")
    DROPPED = "dropped", pgettext_lazy("work", "Dropped")


class TaskQuerySet(SharedRecordQuerySet["Task"]):
    subject = "workplan"

    def enterable_by(self, viewer: Viewer) -> Self:
        """Those that ``viewer`` may take on and mark as done: as who edits the plan, or in the partner's team."""
        theirs = Q(
            pk__in=self.model.objects.visible_to(viewer).values("pk"),
            partner__in=Organization.objects.joined_by(viewer, *ENTERERS),
        )
        own = Organization.objects.organized_by(viewer)
        return self.filter(theirs | Q(organization__in=own))

    def open(self) -> Self:
        return self.filter(state=TaskState.OPEN)

    def overdue(self, today: datetime.date) -> Self:
        return self.open().filter(due_on__lt=today)

    def with_everything(self) -> Self:
        """With what every list of tasks names."""
        return self.select_related(
            "organization", "activity__goal", "partner", "user", "item__meeting", "done_by"
        )


class Task(OrganizationRecord):
    """One thing to do, who does it and by when; of an activity, of a minute, or of both.

    ``reminded_for`` is the due date of which a reminder was sent: of a new date, or to who does it now, one is sent anew.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"user", "done_by"})

    activity = models.ForeignKey(
        Activity,
        on_delete=models.CASCADE,
        related_name="tasks",
        null=True,
        blank=True,
        verbose_name=_("activity"),
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, related_name="tasks", null=True, editable=False
    )
    title = models.CharField(_("what is to be done?"), max_length=200)
    language = models.CharField(_("language"), max_length=12, default="en")
    partner = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("partner"),
    )
    user = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=TaskState.choices, default=TaskState.OPEN
    )
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reminded_for = models.DateField(null=True, editable=False)

    activity_id: uuid.UUID | None
    item_id: uuid.UUID | None
    partner_id: uuid.UUID | None
    user_id: uuid.UUID | None

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, done_on__isnull=False)
                | (~Q(state=TaskState.DONE) & Q(done_on__isnull=True)),
                name="task_done_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN

    def is_overdue(self, today: datetime.date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today
