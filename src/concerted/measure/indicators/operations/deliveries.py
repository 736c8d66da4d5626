"""Figures handed in: one intake with all of its observations, and the groups they need, or nothing at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note as remember
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.measure.indicators.importing.lines import Delivery, Line, NewDimension, NewGroup
from concerted.measure.indicators.importing.roles import plain
from concerted.measure.indicators.models import (
    Dimension,
    Indicator,
    Intake,
    IntakeState,
    Observation,
    Subgroup,
    Via,
)
from concerted.measure.indicators.operations.indicators import IndicatorValues, add_indicator
from concerted.organizations.models import Membership, Organization

AT_ONCE = 2000


@dataclass(frozen=True)
class HandedIn:
    """``is_new`` is false where the same figures had been handed in before."""

    intake: Intake
    is_new: bool


@transaction.atomic
def hand_in(
    *,
    indicator: Indicator,
    delivery: Delivery,
    fingerprint: str,
    title: str,
    by: Viewer | None,
    via: str = Via.FILE,
    partner: Organization | None = None,
    source: str = "",
    note: str = "",
    is_public_already: bool = False,
) -> HandedIn:
    """The figures of ``delivery`` as an intake that waits for approval; the same ones again give the intake they have.

    Refused where a row of it cannot be taken, and where figures published elsewhere come without their source.
    """
    indicator = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=indicator.pk)
    )
    if (known := handed_in_before(indicator=indicator, fingerprint=fingerprint)) is not None:
        return HandedIn(known, is_new=False)
    if indicator.is_closed:
        raise Refused(_("This indicator is closed. It takes no more figures."))
    _check(delivery, source=source, is_public_already=is_public_already)
    if partner is not None:
        _check_partner(delivery, partner)
    groups = _groups(indicator.organization, delivery)
    intake = Intake.objects.create(
        organization=indicator.organization,
        indicator=indicator,
        partner=partner,
        via=via,
        title=title[:160],
        source=source[:300],
        note=note[:1000],
        fingerprint=fingerprint,
        is_public_already=is_public_already,
        made_by_id=by.pk if by is not None else None,
    )
    partners = _partners(indicator.organization, delivery.lines)
    for start in range(0, len(delivery.lines), AT_ONCE):
        Observation.objects.bulk_create(
            [
                _observation(intake, line, groups, partners)
                for line in delivery.lines[start : start + AT_ONCE]
            ]
        )
    remember(
        verb="handed in",
        subject=intake,
        by=by,
        after={"indicator": indicator.slug, "via": str(via), "rows": len(delivery.lines)},
    )
    return HandedIn(intake, is_new=True)


def handed_in_before(*, indicator: Indicator, fingerprint: str) -> Intake | None:
    """The intake of the same figures that nobody refused, if any."""
    standing = indicator.intakes.exclude(state=IntakeState.REFUSED)
    return standing.filter(fingerprint=fingerprint).first()


@transaction.atomic
def indicator_called(
    *, organization: Organization, slug: str, by: Viewer | None, **values: Unpack[IndicatorValues]
) -> Indicator:
    """The indicator at this address, added as a draft where there is none."""
    known = organization.indicators.filter(slug=slug).first()
    if known is not None:
        return known
    if slugify(slug) != slug or organization.indicators.filter(title=values["title"]).exists():
        words = _("“%(slug)s” is no free address for “%(title)s”.")
        raise Refused(words % {"slug": slug, "title": values["title"]})
    indicator = add_indicator(organization=organization, by=by, **values)
    indicator.slug = slug
    indicator.save(update_fields=["slug"])
    return indicator


def _check(delivery: Delivery, *, source: str, is_public_already: bool) -> None:
    if delivery.problems:
        raise Refused(_("Nothing was stored. Below you see what to mend."), field="file")
    if not delivery.lines:
        raise Refused(_("No row has a figure."), field="file")
    if is_public_already and not source:
        words = _("Say where the figures are published: they are told with their source.")
        raise Refused(words, field="source")


def _check_partner(delivery: Delivery, partner: Organization) -> None:
    """A partner hands in figures of its own, for the groups that were agreed."""
    others = {line.partner for line in delivery.lines} - {"", partner.slug}
    if others:
        words = _("These figures are of “%(name)s”. You can hand in only your own.")
        raise Refused(words % {"name": sorted(others)[0]}, field="file")
    if delivery.groups or delivery.dimensions:
        words = _("Only the coalition adds groups. Ask it to add “%(name)s”.")
        new = [
            *(one.title for one in delivery.groups),
            *(one.title for one in delivery.dimensions),
        ]
        raise Refused(words % {"name": new[0]}, field="may_add")


def _observation(
    intake: Intake,
    line: Line,
    groups: Mapping[tuple[str, str], Subgroup],
    partners: Mapping[str, Any],
) -> Observation:
    subgroup = groups[line.dimension, plain(line.subgroup)] if line.subgroup else None
    return Observation(
        intake=intake,
        indicator_id=intake.indicator_id,
        dimension_id=subgroup.dimension_id if subgroup is not None else None,
        subgroup=subgroup,
        partner_id=partners[line.partner] if line.partner else intake.partner_id,
        period_start=line.start,
        period_end=line.end,
        place=line.place,
        state=str(line.state),
        value=line.value,
        numerator=line.numerator,
        denominator=line.denominator,
        se=line.se,
        n=line.n,
        population=line.population,
    )


def _partners(organization: Organization, lines: Sequence[Line]) -> dict[str, Any]:
    """Keys of the members that ``lines`` name."""
    slugs = {line.partner for line in lines if line.partner}
    rows = Membership.objects.filter(organization=organization, member__slug__in=slugs)
    return dict(rows.values_list("member__slug", "member_id"))


def _groups(organization: Organization, delivery: Delivery) -> dict[tuple[str, str], Subgroup]:
    """The groups that the lines name, by dimension and code; what is new is added."""
    for new in delivery.dimensions:
        _add_dimension(organization, new)
    slugs = {one.dimension for one in delivery.lines} | {one.dimension for one in delivery.groups}
    rows = Dimension.objects.filter(organization=organization, slug__in=slugs)
    dimensions = {one.slug: one for one in rows}
    for slug, dimension in dimensions.items():
        _add_groups(dimension, [one for one in delivery.groups if one.dimension == slug])
    found = Subgroup.objects.filter(dimension__in=dimensions.values()).select_related("dimension")
    return {(one.dimension.slug, plain(one.code)): one for one in found}


def _add_dimension(organization: Organization, new: NewDimension) -> None:
    Dimension.objects.get_or_create(
        organization=organization,
        slug=new.slug,
        defaults={
            "title": new.title,
            "is_ordered": new.is_ordered,
            "language": organization.language,
        },
    )


def _add_groups(dimension: Dimension, new: Sequence[NewGroup]) -> None:
    """New groups after those that are there, in the order that the file gives them."""
    there = list(Subgroup.objects.filter(dimension=dimension))
    codes = {plain(one.code) for one in there}
    last = max((one.position for one in there), default=0)
    has_reference = any(one.is_reference for one in there)
    added = [
        one for one in sorted(new, key=lambda one: one.position) if plain(one.code) not in codes
    ]
    for place, one in enumerate(added, last + 1):
        is_reference = one.is_reference and not has_reference
        has_reference = has_reference or is_reference
        Subgroup.objects.create(
            organization_id=dimension.organization_id,
            dimension=dimension,
            code=one.code,
            title=one.title,
            language=dimension.language,
            position=place,
            is_reference=is_reference,
        )
