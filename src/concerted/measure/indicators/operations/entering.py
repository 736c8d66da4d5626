"""Figures that people type in: those of one period for the groups of a dimension, and corrections of single ones."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.measure.indicators.models import (
    Indicator,
    Intake,
    IntakeState,
    Observation,
    ObservationState,
    Via,
)
from concerted.measure.indicators.operations.entries import Entry, checked, entry_of
from concerted.measure.indicators.operations.indicators import locked_indicator
from concerted.organizations.models import Membership, Organization


@dataclass(frozen=True)
class Where:
    """For when, where and whose figures are. ``partner`` is ``None`` for the organization's own."""

    period_start: datetime.date
    period_end: datetime.date
    place: str = ""
    partner: Organization | None = None


@transaction.atomic
def enter_figures(
    *,
    indicator: Indicator,
    where: Where,
    entries: Sequence[Entry],
    title: str,
    source: str = "",
    is_public_already: bool = False,
    remark: str = "",
    key: uuid.UUID | None = None,
    by: Viewer | None,
) -> Intake:
    """Keep figures until somebody approves them. All of them, or none; ``key`` again gives the intake it made."""
    indicator = locked_indicator(indicator=indicator)
    fingerprint = key.hex if key is not None else ""
    standing = indicator.intakes.exclude(state=IntakeState.REFUSED)
    same = standing.filter(fingerprint=fingerprint).first() if fingerprint else None
    if same is not None:
        return same
    _check(indicator, where)
    if all(one.state == ObservationState.MISSING for one in entries):
        raise Refused(_("Please give at least one figure."))
    if is_public_already and not source:
        raise Refused(_("Please say where they were published."), field="source")
    intake = Intake.objects.create(
        organization_id=indicator.organization_id,
        indicator=indicator,
        partner=where.partner,
        via=Via.FORM,
        title=title,
        source=source,
        note=remark,
        fingerprint=fingerprint,
        is_public_already=is_public_already,
        made_by_id=by.pk if by is not None else None,
    )
    found = [checked(indicator=indicator, entry=one) for one in entries]
    Observation.objects.bulk_create(_observation(intake, where, one) for one in found)
    note(verb="handed in", subject=intake, by=by, after={"title": title, "count": len(found)})
    return intake


@transaction.atomic
def correct_observation(
    *, observation: Observation, entry: Entry, reason: str, by: Viewer | None
) -> Intake:
    """Hand in another figure for the same cell, with the reason. It counts once it is approved; the old one stays."""
    if not reason:
        raise Refused(_("Please say why it has to be changed."), field="reason")
    indicator = locked_indicator(indicator=observation.indicator)
    rows = Observation.objects.select_related("intake", "subgroup", "partner")
    observation = rows.get(pk=observation.pk)
    if not observation.is_current:
        raise Refused(_("This figure was corrected already. Please look at the newest one."))
    new = checked(indicator=indicator, entry=entry)
    if new == entry_of(observation=observation):
        raise Refused(_("This is the figure that stands there now."), field="value")
    where = _where(observation)
    intake = _waiting_for(observation) or Intake(
        organization_id=indicator.organization_id,
        indicator=indicator,
        partner=where.partner,
        via=Via.CORRECTION,
        title=observation.intake.title,
        source=observation.intake.source,
        is_public_already=observation.intake.is_public_already,
    )
    intake.note, intake.made_by_id = reason, by.pk if by is not None else None
    intake.save()
    intake.observations.all().delete()
    _observation(intake, where, new).save()
    told = {"value": observation.value, "state": observation.state}
    after = {"value": new.value, "state": new.state, "reason": reason}
    note(verb="asked to correct", subject=intake, by=by, before=told, after=after)
    return intake


def _check(indicator: Indicator, where: Where) -> None:
    if indicator.is_closed:
        raise Refused(_("This indicator is closed. It takes no more figures."))
    if where.period_end < where.period_start:
        raise Refused(_("The end lies before the beginning."), field="period_end")
    if where.partner is None:
        return
    members = Membership.objects.filter(organization=indicator.organization_id)
    if not members.filter(member=where.partner).exists():
        raise Refused(_("This organization is not a member of the coalition."), field="partner")


def _observation(intake: Intake, where: Where, entry: Entry) -> Observation:
    group = entry.subgroup
    return Observation(
        intake=intake,
        indicator_id=intake.indicator_id,
        subgroup=group,
        dimension_id=group.dimension_id if group is not None else None,
        partner=where.partner,
        period_start=where.period_start,
        period_end=where.period_end,
        place=where.place,
        state=entry.state,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        se=entry.se,
        n=entry.n,
        population=entry.population,
    )


def _where(observation: Observation) -> Where:
    return Where(
        observation.period_start,
        observation.period_end,
        observation.place,
        observation.partner,
    )


def _waiting_for(observation: Observation) -> Intake | None:
    """The correction of the same figure that waits already, if any: there is one at a time."""
    waiting = Intake.objects.waiting().filter(
        via=Via.CORRECTION, indicator=observation.indicator_id
    )
    cell = {
        "observations__subgroup": observation.subgroup_id,
        "observations__partner": observation.partner_id,
        "observations__period_start": observation.period_start,
        "observations__period_end": observation.period_end,
        "observations__place": observation.place,
    }
    return waiting.filter(**cell).first()
