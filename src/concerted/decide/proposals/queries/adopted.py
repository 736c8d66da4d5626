"""How a goal was adopted, as its ledger says it in one line."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concerted.decide.proposals.models import Ballot, Decision, Rule
from concerted.decide.proposals.queries.choices import Stand, YesNo

AGREED = ((Stand.AGREE, Stand.RESERVATIONS), (Stand.BLOCK,), (Stand.STAND_ASIDE,))
VOTED = ((YesNo.YES,), (YesNo.NO,), (YesNo.ABSTAIN,))
SAID: Mapping[str, tuple[Collection[Collection[str]], Promise]] = {
    Rule.CONSENT: (AGREED, _("adopted by consent on %(day)s")),
    Rule.CONSENSUS: (AGREED, _("adopted by consensus on %(day)s")),
    Rule.MAJORITY: (VOTED, _("adopted by majority on %(day)s")),
}
"""By rule the answers for, against and neither, and the words."""


def adopted(decisions: Collection[Decision]) -> dict[uuid.UUID, tuple[str, str]]:
    """By proposal that is answered by yes or no: for–against–neither, and how and when. The proposals have passed a gate."""
    told = {one.round_id: one for one in decisions if one.round.rule in SAID}
    if not told:
        return {}
    counts: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for vote, choice in Ballot.objects.filter(round__in=told).values_list("round", "choice"):
        counts[vote].update(choice.values())
    return {one.proposal_id: _line(one, counts[vote]) for vote, one in told.items()}


def _line(decision: Decision, counts: Counter[str]) -> tuple[str, str]:
    answers, words = SAID[decision.round.rule]
    figure = "–".join(str(sum(counts[one] for one in some)) for some in answers)
    day = date_format(timezone.localtime(decision.decided_at), "DATE_FORMAT")
    return figure, str(words) % {"day": day}
