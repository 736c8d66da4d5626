"""Comparisons: what to compare is written down first, and worked out in the background with each release."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.measure.indicators.models import (
    Comparison,
    Dimension,
    Indicator,
    Outcome,
    Release,
    Subgroup,
)
from concerted.measure.indicators.queries.reckoned import reckoned
from concerted.measure.indicators.queries.sides import sides_of
from concerted.organizations.models import Organization


class ComparisonValues(TypedDict, total=False):
    began: str
    began_on: datetime.date
    method: str
    dimension: Dimension | None
    subgroup: Subgroup | None
    other_subgroup: Subgroup | None
    place: str
    other_place: str
    partner: Organization | None
    other_partner: Organization | None
    goal: Goal | None
    proposal: Proposal | None


@transaction.atomic
def add_comparison(
    *, indicator: Indicator, by: Viewer | None, **values: Unpack[ComparisonValues]
) -> Comparison:
    """Write down where something began and with whom that is compared. The same again gives the first."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    same = Comparison.objects.filter(indicator=indicator, **values).first()
    if same is not None:
        return same
    comparison = Comparison.objects.create(
        organization=indicator.organization,
        indicator=indicator,
        language=indicator.organization.language,
        **values,
    )
    note(verb="added", subject=comparison, by=by, after={"began": comparison.began})
    return comparison


@transaction.atomic
def remove_comparison(*, comparison: Comparison, by: Viewer | None) -> None:
    """Take a comparison off the page, with what it gave. The trail keeps that it was there."""
    found = Comparison.objects.select_for_update().filter(pk=comparison.pk).first()
    if found is not None:
        note(verb="removed", subject=found, by=by, before={"began": found.began})
        found.delete()


@transaction.atomic
def work_out(*, comparison: Comparison, release: Release) -> Outcome:
    """What ``comparison`` gives with the figures of ``release``; worked out once, then kept as it is.

    Without a viewer: a worker asks. It takes seconds, so no page waits for it.
    """
    kept = Outcome.objects.filter(comparison=comparison, release=release).first()
    if kept is not None:
        return kept
    outcome, _is_new = Outcome.objects.get_or_create(
        comparison=comparison,
        release=release,
        defaults={"told": reckoned(comparison, sides_of(comparison, release))},
    )
    return outcome
