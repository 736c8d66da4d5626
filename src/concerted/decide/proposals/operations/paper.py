"""Ballots on paper: handed in, typed, compared by a second person, and then counted with the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Ballot, Elector, PaperBallot, Roll, Round, Via
from concerted.decide.proposals.operations.casting import check_choice, mark


@transaction.atomic
def hand_in_paper(*, elector: Elector, by: Viewer | None) -> None:
    """Mark on the list that ``elector`` has put a paper ballot into the box. Then they cannot vote online."""
    roll = Roll.objects.select_for_update().get(round_id=elector.round_id)
    vote = Round.objects.get(pk=elector.round_id)
    if elector.pk.hex in roll.on_paper:
        return
    if not vote.is_open:
        raise Refused(_("The voting is over."))
    if roll.has(elector):
        raise Refused(_("This vote was given already. It is counted once."))
    mark(roll=roll, electors=[elector], on_paper=True)
    if not vote.is_secret:
        note(verb="voted on paper", subject=elector, by=by)


@transaction.atomic
def type_ballot(
    *,
    vote: Round,
    choice: Mapping[str, Any],
    by: Viewer | None,
    number: int | None = None,
    reason: str = "",
    shown_name: str = "",
) -> PaperBallot:
    """Type in a paper ballot, by the number on it or with the next. A number typed before stays as it is."""
    Roll.objects.select_for_update().get(round_id=vote.pk)
    vote = Round.objects.get(pk=vote.pk)
    rows = PaperBallot.objects.filter(round=vote)
    known = rows.filter(number=number).first() if number is not None else None
    if known is not None:
        return known
    if not vote.is_open:
        raise Refused(_("The ballots are counted already."))
    check_choice(vote=vote, choice=choice, reason=reason)
    following = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    ballot = PaperBallot.objects.create(
        organization_id=vote.organization_id,
        round=vote,
        number=number or following,
        choice=dict(choice),
        reason=reason,
        shown_name=shown_name,
        typed_by_id=by.pk if by else None,
    )
    note(verb="typed", subject=ballot, by=by)
    return ballot


@transaction.atomic
def check_ballot(*, ballot: PaperBallot, is_right: bool, by: Viewer | None) -> PaperBallot | None:
    """A second person compares what was typed with the paper. Right, it is counted; wrong, it is typed again."""
    ballot = PaperBallot.objects.select_for_update().get(pk=ballot.pk)
    roll = Roll.objects.select_for_update().get(round_id=ballot.round_id)
    if ballot.checked_at is not None:
        return ballot
    if by is None or by.pk == ballot.typed_by_id:
        raise Refused(_("Somebody else must compare it: two people see more than one."))
    if not is_right:
        note(verb="sent back", subject=ballot, by=by)
        ballot.delete()
        return None
    if Ballot.objects.filter(round=ballot.round_id, via=Via.PAPER).count() >= len(roll.on_paper):
        raise Refused(
            _("There are more paper ballots than people marked as having voted on paper.")
        )
    Ballot.objects.create(
        round_id=ballot.round_id,
        receipt=ballot.label,
        choice=ballot.choice,
        reason=ballot.reason,
        shown_name=ballot.shown_name,
        via=Via.PAPER,
    )
    ballot.checked_by_id, ballot.checked_at = by.pk, timezone.now()
    ballot.save(update_fields=["checked_by", "checked_at"])
    note(verb="checked", subject=ballot, by=by)
    return ballot
