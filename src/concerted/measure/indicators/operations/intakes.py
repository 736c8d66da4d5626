"""Figures are looked at by somebody else before they count: approved, or sent back with a reason."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.measure.indicators.models import (
    CELL,
    Intake,
    IntakeState,
    Observation,
    ObservationState,
    Via,
)
from concerted.measure.indicators.queries.deciding import may_decide

AT_ONCE = 2_000
"""Rows that are replaced in one statement."""


@transaction.atomic
def approve_intake(*, intake: Intake, by: Viewer | None) -> Intake:
    """Let the figures count, in the place of earlier ones for the same group, period, place and partner.

    An empty cell takes nothing away that is known; only a correction does. ``by`` is ``None`` for the demonstration
    and the command line.
    """
    intake = _locked(intake)
    if intake.state == IntakeState.APPROVED:
        return intake
    if intake.state == IntakeState.REFUSED:
        raise Refused(_("These figures were sent back. Please enter them again."))
    _check_decides(intake, by)
    rows = Observation.objects.filter(intake=intake)
    if rows.values(*CELL).order_by().annotate(times=Count("pk")).filter(times__gt=1).exists():
        words = _("Two of these figures are for the same group and period. Please send them back.")
        raise Refused(words)
    for older, newer in _clashes(intake):
        _replace(intake, older, newer)
    rows.update(is_current=True)
    return _decide(intake, IntakeState.APPROVED, "", by)


@transaction.atomic
def refuse_intake(*, intake: Intake, reason: str, by: Viewer | None) -> Intake:
    """Send figures back to who handed them in, who is told why. They are kept, and do not count."""
    intake = _locked(intake)
    if intake.state == IntakeState.REFUSED:
        return intake
    if intake.state == IntakeState.APPROVED:
        words = _("These figures are approved. To change one, correct it.")
        raise Refused(words)
    if not reason:
        raise Refused(_("Please say what has to be looked at again."), field="reason")
    return _decide(intake, IntakeState.REFUSED, reason, by)


def _locked(intake: Intake) -> Intake:
    """As it is now; its indicator is locked, too, so that no two intakes are approved at once."""
    rows = Intake.objects.select_for_update(of=("self", "indicator"))
    return rows.select_related("indicator", "organization").get(pk=intake.pk)


def _check_decides(intake: Intake, by: Viewer | None) -> None:
    if by is not None and not may_decide(intake, by):
        raise Refused(
            _(
                "You entered these figures. Please let somebody else who organizes here look at them."
            )
        )


def _decide(intake: Intake, state: IntakeState, reason: str, by: Viewer | None) -> Intake:
    intake.state, intake.reason, intake.decided_at = state, reason, timezone.now()
    intake.decided_by_id = by.pk if by is not None else None
    intake.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    verb = "approved" if state == IntakeState.APPROVED else "refused figures"
    note(verb=verb, subject=intake, by=by, after={"title": intake.title, "reason": reason})
    return intake


def _clashes(intake: Intake) -> Iterator[tuple[list[uuid.UUID], list[Observation]]]:
    """Keys of figures that count now, beside the new ones of the same cells, so many at once."""
    for is_somebody in (True, False):
        for is_partner in (True, False):
            rows = _with_older(intake, is_somebody=is_somebody, is_partner=is_partner)
            found: list[Any] = list(rows.filter(older__isnull=False))
            for at in range(0, len(found), AT_ONCE):
                some = found[at : at + AT_ONCE]
                yield [one.older for one in some], some


def _with_older(intake: Intake, *, is_somebody: bool, is_partner: bool) -> QuerySet[Any]:
    """New figures with ``older``, the key of what counts in their cell.

    Empty references equal nothing in SQL, so that each kind of cell is asked for by itself; the index serves all.
    """
    kind = Q(subgroup__isnull=not is_somebody, partner__isnull=not is_partner)
    is_given = {"subgroup": is_somebody, "partner": is_partner}
    cell = {one: OuterRef(one) for one in CELL if is_given.get(one, True)}
    same = Observation.objects.current().filter(kind, indicator=intake.indicator_id, **cell)
    rows = Observation.objects.filter(kind, intake=intake)
    return rows.annotate(older=Subquery(same.order_by().values("pk")[:1]))


def _replace(intake: Intake, older: list[uuid.UUID], newer: list[Observation]) -> None:
    keeps = intake.via != Via.CORRECTION
    told: list[Observation] = []
    empty: list[uuid.UUID] = []
    for key, one in zip(older, newer, strict=True):
        if keeps and one.state == ObservationState.MISSING:
            empty.append(one.pk)
        else:
            told.append(Observation(pk=key, is_current=False, replaced_by_id=one.pk))
    Observation.objects.filter(pk__in=empty).delete()
    Observation.objects.bulk_update(told, ["is_current", "replaced_by"])
