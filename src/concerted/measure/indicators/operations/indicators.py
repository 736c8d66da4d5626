"""What is counted: defined once, changed, shown to everybody, closed."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.measure.indicators.models import LEAST_THRESHOLD, RATE_UNITS, Indicator, Kind
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug


class IndicatorValues(TypedDict, total=False):
    title: str
    summary: str
    language: str
    kind: str
    unit: str
    favourable: bool
    source: str
    collected_by: str
    frequency: str
    ethical_note: str
    threshold: int


FIXED = ("kind", "unit")
"""What figures are read by: it stays as it is from the first of them on."""


@transaction.atomic
def add_indicator(
    *, organization: Organization, by: Viewer | None, **values: Unpack[IndicatorValues]
) -> Indicator:
    """A new indicator as a draft. The same title again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.indicators.filter(title=values["title"]).first()
    if same is not None:
        return same
    _check(values)
    indicator = organization.indicators.create(
        slug=free_slug(organization.indicators.all(), values["title"], otherwise="indicator"),
        **{"language": organization.language, **values},
    )
    note(verb="added", subject=indicator, by=by, after={"title": indicator.title})
    return indicator


@transaction.atomic
def change_indicator(
    *, indicator: Indicator, by: Viewer | None, **values: Unpack[IndicatorValues]
) -> Indicator:
    """Change the definition. What its figures are, and in which unit, stays once there are any."""
    indicator = locked_indicator(indicator=indicator)
    for name in FIXED:
        is_other = values.get(name, getattr(indicator, name)) != getattr(indicator, name)
        if is_other and indicator.observations.exists():
            words = _("There are figures already. To count something else, add another indicator.")
            raise Refused(words, field=name)
    _check({"kind": indicator.kind, "unit": indicator.unit, **values})
    before, after = change(indicator, **values)
    if after:
        note(verb="edited", subject=indicator, by=by, before=before, after=after)
    return indicator


def publish_indicator(*, indicator: Indicator, by: Viewer | None) -> Indicator:
    """Show the definition to everybody, and to partners, who can hand in figures then."""
    return publish(record=indicator, by=by)


def close_indicator(*, indicator: Indicator, by: Viewer | None) -> Indicator:
    """Take no more figures. What was released stays."""
    words = _("This indicator is still a draft. Publish it first.")
    return close(record=indicator, if_draft=words, by=by)


def reopen_indicator(*, indicator: Indicator, by: Viewer | None) -> Indicator:
    """Take figures again."""
    return reopen(record=indicator, by=by)


def locked_indicator(*, indicator: Indicator) -> Indicator:
    """The indicator as it is now, locked until the end of the transaction."""
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=indicator.pk)


def _check(values: IndicatorValues) -> None:
    if values.get("kind") == Kind.RATE and values.get("unit") not in RATE_UNITS:
        raise Refused(_("A share is told in per cent or of 1,000 people."), field="unit")
    if values.get("threshold", LEAST_THRESHOLD) < LEAST_THRESHOLD:
        words = _("Fewer than %(least)d people are never shown. Please choose a larger number.")
        raise Refused(words % {"least": LEAST_THRESHOLD}, field="threshold")
