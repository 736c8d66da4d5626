from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.decide.proposals.models import Elector, Round
from concerted.decide.proposals.operations.casting import cast_ballot
from concerted.decide.proposals.operations.proposals import (
    add_proposal,
    choose_rule,
    open_discussion,
)
from concerted.decide.proposals.operations.rounds import close_round, open_voting
from concerted.decide.proposals.operations.voters import invite_voters
from concerted.decide.proposals.queries.links import new_receipt

GUESTS = tuple(
    (name, f"{name.lower()}@example.com")
    for name in ("Ana", "Ben", "Cem", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida", "Jo")
)


def make_draft(organization, title="Shall we open on Sundays?", **values):
    """A text that only the team sees."""
    given = {"summary": "We ask the clinic to open on Sundays.", **values}
    return add_proposal(organization=organization, title=title, by=None, **given)


def make_proposal(organization, guests=5, options=(), title="Shall we open on Sundays?", **rule):
    """A proposal that is being discussed, on which guests will vote."""
    invite_voters(organization=organization, guests=GUESTS[:guests], by=None)
    draft = make_draft(organization, title=title)
    ruled = {"rule": "majority", "electorate": "invited", **rule}
    choose_rule(proposal=draft, options=options, by=None, **ruled)
    return open_discussion(proposal=draft, by=None)


def make_vote(organization, days=7, **values):
    """A proposal on which people vote now."""
    proposal = make_proposal(organization, **values)
    closes_at = timezone.now() + datetime.timedelta(days=days)
    return open_voting(proposal=proposal, closes_at=closes_at, by=None)


def elector(vote, name):
    return Elector.objects.select_related("voter").get(round=vote, voter__name=name)


def cast(poll, name, /, receipt="", reason="", shown_name="", **choice):
    """What the guest of this name votes."""
    return cast_ballot(
        elector=elector(poll, name),
        choice=choice,
        receipt=receipt or new_receipt(),
        reason=reason,
        shown_name=shown_name,
    )


def end(vote):
    """Let the time pass, and count."""
    Round.objects.filter(pk=vote.pk).update(closes_at=timezone.now())
    return close_round(vote=vote)


def vote_through(organization, *answers, **values):
    """A majority vote that is counted; one guest after the other says each of ``answers``."""
    vote = make_vote(organization, **values)
    for (name, _address), answer in zip(GUESTS, answers, strict=False):
        cast(vote, name, vote=answer)
    return end(vote)
