"""Where every page of the office begins."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from concerted.base.languages import page_language
from concerted.measure.indicators.models import (
    SUBJECT,
    Course,
    Dimension,
    Indicator,
    Intake,
    Observation,
    Subgroup,
    Veto,
)
from concerted.measure.indicators.queries.office import observation_rows
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of, shared


def office(request: HttpRequest, organization: str) -> Organization:
    """The organization, for its team and for partners whom it shows its figures."""
    return shared(request, organization, SUBJECT)


def visible_indicator(request: HttpRequest, organization: str, slug: str) -> Indicator:
    rows = Indicator.objects.visible_to(request.user).select_related("organization")
    return one_of(rows, organization, slug=slug)


def editable_indicator(request: HttpRequest, organization: str, slug: str) -> Indicator:
    rows = Indicator.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, slug=slug)


def enterable_indicator(request: HttpRequest, organization: str, slug: str) -> Indicator:
    rows = Indicator.objects.enterable_by(request.user).select_related("organization")
    return one_of(rows, organization, slug=slug)


def visible_intake(request: HttpRequest, organization: str, pk: uuid.UUID) -> Intake:
    rows = Intake.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, pk=pk)


def editable_intake(request: HttpRequest, organization: str, pk: uuid.UUID) -> Intake:
    rows = Intake.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, pk=pk)


def visible_observation(request: HttpRequest, organization: str, pk: uuid.UUID) -> Observation:
    rows = observation_rows(Observation.objects.visible_to(request.user))
    found = rows.filter(pk=pk, indicator__organization__slug=organization).first()
    if found is None:
        raise Http404
    return found


def enterable_observation(request: HttpRequest, organization: str, pk: uuid.UUID) -> Observation:
    rows = observation_rows(Observation.objects.enterable_by(request.user))
    found = rows.filter(pk=pk, indicator__organization__slug=organization).first()
    if found is None:
        raise Http404
    return found


def visible_dimension(request: HttpRequest, organization: str, slug: str) -> Dimension:
    rows = Dimension.objects.visible_to(request.user).select_related("organization")
    return one_of(rows, organization, slug=slug)


def editable_dimension(request: HttpRequest, organization: str, slug: str) -> Dimension:
    rows = Dimension.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, slug=slug)


def editable_subgroup(request: HttpRequest, organization: str, pk: uuid.UUID) -> Subgroup:
    rows = Subgroup.objects.editable_by(request.user)
    return one_of(
        rows.select_related("organization", "dimension__organization"), organization, pk=pk
    )


def editable_course(request: HttpRequest, organization: str, pk: uuid.UUID) -> Course:
    return one_of(Course.objects.editable_by(request.user).with_everything(), organization, pk=pk)


def editable_veto(request: HttpRequest, organization: str, pk: uuid.UUID) -> Veto:
    rows = Veto.objects.editable_by(request.user)
    return one_of(rows.select_related("organization"), organization, pk=pk)


def address(name: str, organization: Organization, *more: Any) -> str:
    """A page of the workspace of ``organization``."""
    return reverse(f"indicators:{name}", args=[organization.slug, *more])


def of_indicator(name: str, indicator: Indicator, *more: Any) -> str:
    return address(name, indicator.organization, indicator.slug, *more)


def about(indicator: Indicator, **more: Any) -> dict[str, Any]:
    """What every page about ``indicator`` names: its title in the reader's language, and the way back to it."""
    return {
        "organization": indicator.organization,
        "indicator": indicator,
        "text": indicator.in_language(page_language()),
        "back_url": of_indicator("indicator", indicator),
        **more,
    }
