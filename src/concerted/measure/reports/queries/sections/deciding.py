"""What was decided together."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.decide.proposals.models import Decision
from concerted.decide.proposals.queries.adopted import adopted
from concerted.measure.reports.documents import Block, Figure, Figures, Item, Listing
from concerted.measure.reports.queries.words import day
from concerted.measure.reports.registry import Scope
from concerted.organizations.translations import Rendition, renditions


def tell(scope: Scope, language: str) -> Sequence[Block]:
    """The decisions of those days that stand, how they were taken, and what became of them."""
    rows = scope.only(Decision.objects.public().standing(), "proposal__goal")
    taken = rows.filter(decided_at__gte=scope.since, decided_at__lt=scope.until)
    found = list(
        taken.select_related("proposal__organization", "round").order_by("decided_at", "pk")
    )
    if not found:
        return []
    done = [one for one in found if _is_done(one, scope.end)]
    proposals = renditions([one.proposal for one in found], language)
    ways = adopted(found)
    return [
        Figures(
            (
                Figure(number_format(len(found)), ngettext("decision", "decisions", len(found))),
                Figure(number_format(len(done)), _("carried out so far")),
            )
        ),
        Listing(
            _("What we agreed on"),
            tuple(
                _item(one, proposals[one.proposal_id], ways.get(one.proposal_id)) for one in found
            ),
        ),
    ]


def _is_done(decision: Decision, end: datetime.date) -> bool:
    return decision.carried_out_on is not None and decision.carried_out_on <= end


def _item(decision: Decision, text: Rendition, way: tuple[str, str] | None) -> Item:
    said = [f"{way[0]}, {way[1]}"] if way is not None else []
    if decision.carried_out_on is not None:
        said.append(_("carried out on %(day)s") % {"day": day(decision.carried_out_on)})
    return Item(
        title=text.title,
        text="; ".join(said),
        when=day(decision.decided_at),
        url=decision.proposal.get_absolute_url(),
        language=text.language,
    )
