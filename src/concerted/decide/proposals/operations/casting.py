"""Casting a ballot: once for each who may vote, and nothing that joins it to them where the vote is secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.decide.proposals.models import Ballot, Elector, Option, Roll, Round, Via
from concerted.decide.proposals.operations.rounds import shuffle_ballots
from concerted.decide.proposals.queries.choices import is_well_formed, needs_reason
from concerted.decide.proposals.queries.delegated import represented
from concerted.decide.proposals.queries.links import new_receipt


@transaction.atomic
def cast_ballot(
    *,
    elector: Elector,
    choice: Mapping[str, Any],
    receipt: str,
    reason: str = "",
    shown_name: str = "",
    via: Via = Via.ONLINE,
) -> list[Ballot]:
    """The ballot of ``elector``, and one for each who lets them vote; the first has ``receipt``.

    In an open vote a new ballot takes the place of the one before. A secret ballot cannot be found again, so it stays;
    the same one sent twice is counted once.
    """
    roll = Roll.objects.select_for_update().get(round_id=elector.round_id)
    vote = Round.objects.select_related("proposal").get(pk=elector.round_id)
    if not vote.takes_ballots():
        raise Refused(_("The voting is over."))
    check_choice(vote=vote, choice=choice, reason=reason)
    said = {"choice": dict(choice), "reason": reason, "shown_name": shown_name}
    if roll.has(elector):
        return [_again(roll, vote, elector, receipt, said)]
    electors = [elector, *represented(vote, roll, elector)]
    receipts = [receipt, *(new_receipt() for _one in electors[1:])]
    ballots = [
        Ballot(
            round=vote,
            elector=None if vote.is_secret else one,
            receipt=given,
            via=via,
            **said,
        )
        for one, given in zip(electors, receipts, strict=True)
    ]
    Ballot.objects.bulk_create(ballots)
    mark(roll=roll, electors=electors)
    if vote.is_secret and len(ballots) > 1:
        shuffle_ballots(vote=vote)
    return ballots


def check_choice(*, vote: Round, choice: Mapping[str, Any], reason: str) -> None:
    """Refuse what is no answer under the rule of ``vote``, and an objection without its reason."""
    numbers = Option.objects.filter(proposal=vote.proposal_id).values_list("number", flat=True)
    if not is_well_formed(vote, list(numbers), choice):
        raise Refused(_("Please choose an answer."))
    if needs_reason(choice) and not reason:
        words = _("Please say why: an objection without a reason cannot be answered.")
        raise Refused(words, field="reason")


def mark(*, roll: Roll, electors: list[Elector], on_paper: bool = False) -> None:
    """Write who has voted. The roll is locked, and stays sorted, so that it keeps no order of voting."""
    keys = [one.pk.hex for one in electors]
    roll.voted = sorted({*roll.voted, *keys})
    if on_paper:
        roll.on_paper = sorted({*roll.on_paper, *keys})
    roll.save(update_fields=["voted", "on_paper"])


def _again(
    roll: Roll, vote: Round, elector: Elector, receipt: str, said: dict[str, Any]
) -> Ballot:
    """A second ballot of who has voted: the same one, or in an open vote a change of mind."""
    if vote.is_secret:
        known = Ballot.objects.filter(round=vote, receipt=receipt, via=Via.ONLINE).first()
    else:
        known = Ballot.objects.filter(round=vote, elector=elector).first()
    if known is None or elector.pk.hex in roll.on_paper:
        raise Refused(_("This vote was given already. It is counted once."))
    if not vote.is_secret:
        for name, value in said.items():
            setattr(known, name, value)
        known.save(update_fields=list(said))
    return known
