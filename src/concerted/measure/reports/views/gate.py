"""Where pages about one report or goal begin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from concerted.goals.models import Goal
from concerted.measure.reports.models import Report
from concerted.organizations.views.gate import one_of


def published(organization: str, slug: str) -> Report:
    """A report that everybody may read, with what it says."""
    rows = Report.objects.public().select_related("organization", "goal", "previous__organization")
    return one_of(rows.defer("previous__record"), organization, slug=slug)


def public_goal(organization: str, slug: str) -> Goal:
    return one_of(Goal.objects.public().select_related("organization"), organization, slug=slug)


def visible(request: HttpRequest, organization: str, slug: str) -> Report:
    rows = Report.objects.visible_to(request.user).select_related("source").with_everything()
    return one_of(rows, organization, slug=slug)


def editable(request: HttpRequest, organization: str, slug: str) -> Report:
    rows = Report.objects.editable_by(request.user).select_related("source").with_everything()
    return one_of(rows, organization, slug=slug)


def address(name: str, report: Report, *more: Any) -> str:
    """A page of ``report`` in the workspace."""
    return reverse(f"reports:{name}", args=[report.organization.slug, report.slug, *more])
