"""What a review offers on the page of an indicator that goes off its path."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.measure.indicators.models import Course
from concerted.measure.indicators.steps import Step


def begin_a_review(course: Course, reader: Viewer) -> Step | None:
    """The way to a new review of the goal, for who may begin one."""
    if not Goal.objects.editable_by(reader).filter(pk=course.goal_id).exists():
        return None
    url = reverse("reviews:begin_review", args=[course.organization.slug, course.goal.slug])
    return Step(_("Record what we will change →"), url)
