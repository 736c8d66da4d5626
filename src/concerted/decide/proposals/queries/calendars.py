"""The last moment to vote, as it stands in people's calendars."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from concerted.base.calendars import Occasion
from concerted.decide.proposals.models import Outcome, Proposal, Round

BEFORE = datetime.timedelta(days=1)


def occasion_of(proposal: Proposal, vote: Round, title: str) -> Occasion:
    """When voting on ``proposal`` ends, in the zone of its organization. A new vote on it takes the place of the last."""
    zone = ZoneInfo(proposal.organization.time_zone)
    return Occasion(
        key=proposal.pk,
        sequence=2 * vote.number + (not vote.is_open),
        title=_("Vote by now: %(title)s") % {"title": title},
        starts_at=vote.closes_at.astimezone(zone),
        lasts=datetime.timedelta(0),
        text=proposal.organization.name,
        url=f"{settings.ADDRESS}{proposal.get_absolute_url()}" if proposal.is_public else "",
        is_cancelled=vote.outcome == Outcome.VOID,
        reminds=BEFORE,
    )


def last_round(proposal: Proposal) -> Round | None:
    """The newest vote on ``proposal``, which has passed a gate."""
    return Round.objects.filter(proposal=proposal).order_by("-number").first()
