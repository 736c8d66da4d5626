from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.measure.indicators.models.dimensions import Dimension, Subgroup
from concerted.measure.indicators.models.indicators import SUBJECT, Indicator
from concerted.measure.indicators.models.vetoes import Veto
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    SharedRecordQuerySet,
)


class Measure(models.TextChoices):
    VALUE = "value", pgettext_lazy("course", "The figure itself")
    DIFFERENCE = "difference", pgettext_lazy("course", "The difference between two groups")
    RATIO = "ratio", pgettext_lazy("course", "The ratio of two groups")


class CourseQuerySet(SharedRecordQuerySet["Course"]):
    subject = SUBJECT

    def public(self) -> Self:
        """Those of published goals, by indicators whose figures are out."""
        return self.filter(
            goal__in=Goal.objects.public(), indicator__in=Indicator.objects.public()
        )

    def visible_to(self, viewer: Viewer) -> Self:
        """All of one's own organization; of coalitions that show their figures, without what a community withdrew.

        Where a path began tells of a cut as well. In public nothing is told of a path without figures.
        """
        joined = Q(organization__in=Organization.objects.joined_by(viewer))
        shown = Q(organization__in=Organization.objects.showing(SUBJECT, viewer))
        return self.filter(joined | (shown & ~Exists(Veto.objects.over())))

    def with_everything(self) -> Self:
        """With what every page of a course names."""
        return self.select_related(
            *("organization", "goal", "indicator__organization", "proposal"),
            *("dimension", "subgroup", "other"),
        )


class Course(OrganizationRecord):
    """What was agreed for a goal: from where, to where, by when, and on which path.

    It follows the figure of ``subgroup`` (of everybody, where there is none), or its gap to ``other``. ``points`` are
    the [date, value] of the path between baseline and target; none: a straight line.
    """

    goal = models.ForeignKey(Goal, on_delete=models.RESTRICT, related_name="courses")
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="courses")
    measure = models.CharField(
        _("what has to change"), max_length=12, choices=Measure.choices, default=Measure.VALUE
    )
    dimension = models.ForeignKey(
        Dimension, on_delete=models.RESTRICT, related_name="+", null=True, blank=True
    )
    subgroup = models.ForeignKey(
        Subgroup,
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who is behind"),
    )
    other = models.ForeignKey(
        Subgroup,
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who is ahead"),
    )
    baseline_value = models.FloatField(_("where we start"))
    baseline_on = models.DateField(_("on which day"))
    target_value = models.FloatField(_("where we want to be"))
    target_on = models.DateField(_("by which day"))
    points = models.JSONField(_("agreed path"), default=list, blank=True)
    agreed_on = models.DateField(_("agreed on"))
    agreed_in = models.CharField(_("where it was agreed"), max_length=200, blank=True)
    agreed_url = models.URLField(_("where one can read it"), max_length=500, blank=True)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, related_name="courses", null=True, blank=True
    )
    is_main = models.BooleanField(_("the ledger shows it"), default=True)

    goal_id: uuid.UUID
    indicator_id: uuid.UUID
    dimension_id: uuid.UUID | None
    subgroup_id: uuid.UUID | None
    other_id: uuid.UUID | None
    proposal_id: Any

    objects: ClassVar[CourseQuerySet] = CourseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-is_main", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal"], condition=Q(is_main=True), name="course_one_main_per_goal"
            ),
            models.CheckConstraint(
                condition=Q(target_on__gt=F("baseline_on")), name="course_leads_forward"
            ),
            models.CheckConstraint(
                condition=Q(measure=Measure.VALUE, other__isnull=True)
                | (
                    ~Q(measure=Measure.VALUE)
                    & Q(subgroup__isnull=False, other__isnull=False)
                    & ~Q(other=F("subgroup"))
                ),
                name="course_gap_is_between_two",
            ),
            models.CheckConstraint(
                condition=Q(subgroup__isnull=True, dimension__isnull=True)
                | Q(subgroup__isnull=False, dimension__isnull=False),
                name="course_subgroup_with_its_dimension",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.baseline_value} → {self.target_value}"
