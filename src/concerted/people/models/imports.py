"""Lists that were brought in from files, and what became of each of their rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.organizations.models import Organization, OrganizationRecord
from concerted.people.models.gates import PeopleQuerySet
from concerted.people.models.persons import Person

IMPORT = "import"
"""The source of what came from a file."""


class Import(OrganizationRecord):
    """One file of people. It is looked at first (*ready*), then taken in row by row, and can be undone whole.

    ``rows_done`` and the rows up to it are written together, so that an import that was cut off goes on where
    it was. The file is kept only until its rows are in.
    """

    class State(models.TextChoices):
        READY = "ready", _("To be checked")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", pgettext_lazy("import", "Done")
        FAILED = "failed", pgettext_lazy("import", "Stopped")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    STANDING = (State.WAITING, State.RUNNING, State.DONE, State.FAILED, State.UNDOING)
    MOVING = (State.WAITING, State.RUNNING, State.UNDOING)

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="imports"
    )
    file_name = models.CharField(_("file"), max_length=200)
    file = models.FileField(upload_to="imports/", blank=True)
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=60)
    headers: models.JSONField[Any, list[str]] = models.JSONField(default=list)
    fields: models.JSONField[Any, list[str]] = models.JSONField(
        default=list, help_text="What each column holds"
    )
    whole_file: models.JSONField[Any, dict[str, str]] = models.JSONField(
        default=dict, help_text="By channel, what being in the file says"
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.READY)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(default=0)
    counts: models.JSONField[Any, dict[str, int]] = models.JSONField(default=dict)
    tags_made: models.JSONField[Any, list[str]] = models.JSONField(default=list)
    problem = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[PeopleQuerySet[Import]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "digest"],
                condition=Q(state__in=["waiting", "running", "done", "failed", "undoing"]),
                name="import_of_a_file_stands_once",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("people:import", args=[self.organization.slug, self.pk])

    @property
    def is_moving(self) -> bool:
        """Something is being done that the reader waits for."""
        return self.state in self.MOVING

    @property
    def percent(self) -> int:
        return min(100, 100 * self.rows_done // self.row_count) if self.row_count else 0


class ImportRow(OrganizationRecord):
    """What became of one row. Of a row that is no person only the reason is kept.

    ``change`` holds what undoing needs where the row was joined to a person who was there before.
    """

    class Outcome(models.TextChoices):
        ADDED = "added", _("Added")
        JOINED = "joined", _("Joined")
        JUNK = "junk", _("Left out")

    private_fields: ClassVar[frozenset[str]] = frozenset({"remarks", "change"})

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    import_record = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="import_rows"
    )
    remarks: models.JSONField[Any, list[list[str]]] = models.JSONField(
        default=list, help_text="[reason, value] of what was dropped or put right"
    )
    change: models.JSONField[Any, dict[str, Any]] = models.JSONField(default=dict)

    objects: ClassVar[PeopleQuerySet[ImportRow]] = PeopleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["import_record", "number"], name="import_row_once_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"
