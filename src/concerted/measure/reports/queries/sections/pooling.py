"""What partners brought, and what we need next."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from concerted.measure.reports.documents import Block, Figure, Figures, Item, Listing, Table, Words
from concerted.measure.reports.registry import Scope
from concerted.pool.offers.models import Delivery, Need
from concerted.pool.offers.queries.amounts import whole
from concerted.pool.offers.queries.public import (
    NeedTold,
    needs_told,
    public_needs,
    served_counts,
    values_of,
)


def brought(scope: Scope, language: str) -> Sequence[Block]:
    """What came in those days, what it is worth, whom it helped, and thanks to who may be named."""
    shown = scope.only(Need.objects.public())
    rows = Delivery.objects.filter(
        pledge__need__in=shown, delivered_on__gte=scope.start, delivered_on__lte=scope.end
    )
    parts = list(rows.select_related("pledge").order_by("delivered_on", "number"))
    if not parts:
        return []
    figures = [Figure(one, _("is what all that came is worth")) for one in values_of(parts)]
    served = served_counts({one.pk: one.served_count or 0 for one in parts})
    count = sum(one.served_count or 0 for one in parts if served[one.pk])
    if count:
        figures.append(
            Figure(
                number_format(count, force_grouping=True),
                _("people helped, counted each time something came"),
            )
        )
    came = {one.pledge.need_id for one in parts if one.pledge.need_id is not None}
    needs = needs_told(list(shown.filter(pk__in=came).with_everything()), language)
    blocks: list[Block] = [Figures(tuple(figures))] if figures else []
    blocks.append(_table(_("What was needed, and what has come so far"), needs))
    thanks = _thanks(scope, language)
    if thanks:
        blocks.append(Words(_("With thanks to %(names)s.") % {"names": ", ".join(thanks)}))
    return blocks


def _thanks(scope: Scope, language: str) -> list[str]:
    """Givers who agreed to be named."""
    told = public_needs(scope.organization, language)
    kept = [one for one in told if scope.goal is None or one.goal == scope.goal]
    return list(dict.fromkeys(name for one in kept for name in one.thanks))


def needed(scope: Scope, language: str) -> Sequence[Block]:
    """What is still missing on the day on which the report is made."""
    rows = scope.only(Need.objects.open()).filter(Q(goal=None) | Q(goal__in=scope.goals))
    told = needs_told(list(rows.with_everything().order_by("created_at")), language)
    missing = [one for one in told if one.progress.gap]
    if not missing:
        return []
    return [
        Listing(
            _("Can you help with one of these?"),
            tuple(
                Item(
                    one.text.title,
                    _("Still missing: %(things)s.") % {"things": one.gap},
                    url=one.need.get_absolute_url(),
                    language=one.text.language,
                )
                for one in missing
            ),
        ),
        _table(_("What is needed, promised, here and missing"), missing),
    ]


def _table(title: str, needs: Sequence[NeedTold]) -> Table:
    """Each need in its own unit; a number is a number."""
    headings = (_("What"), _("Unit"), _("Needed"), _("Promised"), _("Received"), _("Missing"))
    return Table(title, headings, tuple(_row(one) for one in needs))


def _row(told: NeedTold) -> tuple[str | int | float, ...]:
    need, far = told.need, told.progress
    unit = need.currency or told.text.noun or str(need.get_kind_display())
    amounts = (far.needed, far.pledged, far.received, far.gap)
    return (told.text.title, unit, *(float(whole(need.kind, one)) for one in amounts))
