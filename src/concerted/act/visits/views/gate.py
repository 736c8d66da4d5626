"""Where pages about one visit, one hearing or one testimony begin."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import HttpRequest

from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Testimony, Visit
from concerted.organizations.views.gate import one_of


def visible_visit(request: HttpRequest, organization: str, pk: uuid.UUID) -> Visit:
    rows = Visit.objects.visible_to(request.user)
    return one_of(rows.select_related("organization", "campaign", "policy"), organization, pk=pk)


def editable_visit(request: HttpRequest, organization: str, pk: uuid.UUID) -> Visit:
    rows = Visit.objects.editable_by(request.user)
    return one_of(rows.select_related("organization", "campaign", "policy"), organization, pk=pk)


def _with_policy(hearings: QuerySet[Hearing]) -> QuerySet[Hearing]:
    return hearings.select_related("organization", "policy__organization")


def published_hearing(organization: str, pk: uuid.UUID) -> Hearing:
    """The hearing, for everybody."""
    return one_of(_with_policy(Hearing.objects.public()), organization, pk=pk)


def visible_hearing(request: HttpRequest, organization: str, pk: uuid.UUID) -> Hearing:
    return one_of(_with_policy(Hearing.objects.visible_to(request.user)), organization, pk=pk)


def editable_hearing(request: HttpRequest, organization: str, pk: uuid.UUID) -> Hearing:
    return one_of(_with_policy(Hearing.objects.editable_by(request.user)), organization, pk=pk)


def editable_testimony(request: HttpRequest, organization: str, pk: uuid.UUID) -> Testimony:
    rows = Testimony.objects.editable_by(request.user)
    rows = rows.select_related("organization", "hearing__policy", "hearing__organization")
    return one_of(rows, organization, pk=pk)
