"""Figures drawn from the platform's own records by a named recipe."""

from __future__ import annotations

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.measure.indicators.extracts.registry import Asked, Extract
from concerted.measure.indicators.importing.lines import Delivery
from concerted.measure.indicators.models import Indicator, Via
from concerted.measure.indicators.operations.deliveries import (
    HandedIn,
    hand_in,
    handed_in_before,
)
from concerted.measure.indicators.operations.indicators import locked_indicator
from concerted.organizations.zones import today_in


def _counted_on(asked: Asked) -> str:
    words = _(
        "Counted on %(day)s. What is taken back or deleted in our records later does not change these figures."
    )
    return words % {"day": date_format(today_in(asked.organization))}


@transaction.atomic
def draw_extract(
    *, indicator: Indicator, extract: Extract, asked: Asked, by: Viewer | None
) -> HandedIn:
    """What ``extract`` counts until a day, as an intake that says by which recipe, of which version, until when.

    Asked again for the same day it gives the intake that there is, with the figures as they were counted first.
    """
    if (indicator.kind, indicator.unit) != (extract.kind, extract.unit):
        words = _("“%(recipe)s” gives figures of another kind or unit than this indicator.")
        raise Refused(words % {"recipe": extract.title}, field="extract")
    indicator = locked_indicator(indicator=indicator)
    fingerprint = extract.fingerprint(asked)
    if (known := handed_in_before(indicator=indicator, fingerprint=fingerprint)) is not None:
        return HandedIn(known, is_new=False)
    drawn = extract.draw(asked)
    if not drawn.lines:
        raise Refused(_("Nothing was recorded in a period that is over by then."), field="until")
    delivery = Delivery(lines=drawn.lines, dimensions=drawn.dimensions, groups=drawn.groups)
    words = _("%(recipe)s, until %(day)s")
    return hand_in(
        indicator=indicator,
        delivery=delivery,
        fingerprint=fingerprint,
        title=words % {"recipe": extract.title, "day": date_format(asked.until)},
        via=Via.EXTRACT,
        source=extract.cite(asked),
        note=f"{extract.words} {_counted_on(asked)}",
        by=by,
    )
