"""The results of a survey as they were told, and by whom they are told apart."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import GatedQuerySet, Viewer
from concerted.base.records import Record
from concerted.listen.surveys.models.surveys import Survey


class By(models.TextChoices):
    """By what people are told apart in results."""

    NOTHING = "nothing", _("everybody together")
    QUESTION = "question", _("a question of this survey")
    DIMENSION = "dimension", _("what people told of themselves")


class ResultsPlan(Record):
    """How the results of a survey are counted. Once they were told by groups, it stays by these.

    By two groupings side by side, each answer could be followed from one to the other.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="results_plan")
    by = models.CharField(max_length=9, choices=By.choices, default=By.NOTHING)
    key = models.CharField(max_length=60, blank=True)
    counted_through = models.PositiveIntegerField(default=0)
    """At how many submissions was last tried to count."""

    survey_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[ResultsPlan]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.by} {self.key}".strip()


class ResultsReadingQuerySet(GatedQuerySet["ResultsReading"]):
    def public(self) -> Self:
        """Of surveys whose results the organizers show to everybody."""
        now = timezone.now()
        return self.filter(survey__published_at__lte=now, survey__results_published_at__lte=now)

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(survey__in=Survey.objects.visible_to(viewer))


class ResultsReading(Record):
    """All results of a survey, counted at one time: small groups hidden, safe beside the readings before.

    ``told`` may be shown to everybody. ``held`` has the true counts, by which the next reading is kept from telling a
    difference.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"held"})

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="readings", db_index=False
    )
    counted_at = models.DateTimeField(default=timezone.now)
    submission_count = models.PositiveIntegerField()
    told: models.JSONField[Any, dict[str, Any]] = models.JSONField()
    held: models.JSONField[Any, dict[str, Any]] = models.JSONField(default=dict)

    survey_id: uuid.UUID

    objects: ClassVar[ResultsReadingQuerySet] = ResultsReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-counted_at"]
        indexes = [models.Index(fields=["survey", "-counted_at"], name="survey_reading_latest")]

    def __str__(self) -> str:
        return f"{self.submission_count} answers"
