"""The one door through which figures are read: those of the newest releases, without what a community withdrew.

Whatever leaves the office, be it a page, a chart, a file, a report or a line of the ledger, is made of these rows alone,
so what is hidden in one of them is hidden in all.
"""

from __future__ import annotations

import uuid

from django.db.models import Exists, Q

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Figure, Indicator, Release, Veto
from concerted.measure.indicators.models.figures import FigureQuerySet
from concerted.organizations.models import Organization


def figures_for(reader: Viewer | None) -> FigureQuerySet:
    """Figures of newest releases that ``reader`` may see, nobody in particular if None.

    Those of one partner alone are for its own people, and for the office.
    """
    if reader is None:
        return _told(Figure.objects.public()).filter(partner__isnull=True)
    joined = Organization.objects.joined_by(reader)
    mine, everybodys = Release.objects.visible_to(reader), Release.objects.public()
    rows = Figure.objects.filter(Q(release__in=mine.newest()) | Q(release__in=everybodys.newest()))
    is_ones_own = Q(partner__in=joined) | Q(release__organization__in=joined)
    return _told(rows).filter(Q(partner__isnull=True) | is_ones_own)


def figures_of(
    indicator: Indicator,
    reader: Viewer | None,
    *,
    dimension: uuid.UUID | None = None,
    place: str = "",
    partner: uuid.UUID | None = None,
) -> FigureQuerySet:
    """Figures of one cut of ``indicator`` over all periods, with those of everybody beside; one query."""
    rows = figures_for(reader).filter(release__indicator=indicator, place=place, partner=partner)
    return rows.filter(Q(dimension=dimension) | Q(dimension__isnull=True))


def figures_in(*releases: Release) -> FigureQuerySet:
    """All figures of ``releases``, of partners too, without what a community withdrew.

    For the office, and for what it chose to show beside each other: all that a release shows is protected together.
    """
    return _told(Figure.objects.filter(release__in=releases))


def _told(rows: FigureQuerySet) -> FigureQuerySet:
    """Without what a community has withdrawn, also since the release."""
    withdrawn = Veto.objects.over(
        indicator="release__indicator", organization="release__organization"
    )
    return rows.exclude(Exists(withdrawn))


def newest_release(indicator: Indicator) -> Release | None:
    return Release.objects.filter(indicator=indicator).order_by("-number").first()
