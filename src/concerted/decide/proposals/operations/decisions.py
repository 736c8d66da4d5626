"""The record of a decision: why, who was missing, what became of it, and appeals."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.decide.proposals.models import (
    Appeal,
    Decision,
    Elector,
    Proposal,
    ProposalState,
    Voter,
)

APPEAL_DAYS = 30


class RecordValues(TypedDict, total=False):
    reasons: str
    missing_voices: str
    due_on: datetime.date | None
    review_on: datetime.date | None


@transaction.atomic
def complete_record(
    *, decision: Decision, by: Viewer | None, **values: Unpack[RecordValues]
) -> Decision:
    """Write down why it was decided so, who was missing, and when it is due and looked at again."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    before, after = change(decision, **values)
    if after:
        note(verb="edited", subject=decision, by=by, before=before, after=after)
    return decision


@transaction.atomic
def carry_out(
    *, decision: Decision, carried_out_on: datetime.date, carried_out_note: str, by: Viewer | None
) -> Decision:
    """Note that what was decided is done, when and how."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if not decision.passed or decision.overturned_at is not None:
        raise Refused(_("Only what was decided, and still stands, can be carried out."))
    if carried_out_on > timezone.localdate():
        raise Refused(_("This day has not come yet."), field="carried_out_on")
    before, after = change(
        decision, carried_out_on=carried_out_on, carried_out_note=carried_out_note
    )
    if after:
        note(verb="carried_out", subject=decision, by=by, before=before, after=after)
    return decision


@transaction.atomic
def appeal(*, decision: Decision, voter: Voter, reason: str) -> Appeal:
    """Ask to look at a decision again; whoever was on the list may, once, within thirty days."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    known = Appeal.objects.filter(decision=decision, voter=voter).first()
    if known is not None:
        return known
    if not Elector.objects.filter(round=decision.round_id, voter=voter).exists():
        raise Refused(_("Only who could vote can appeal."))
    if decision.decided_at < timezone.now() - datetime.timedelta(days=APPEAL_DAYS):
        raise Refused(
            _("An appeal is possible for %(days)d days. They have passed.") % {"days": APPEAL_DAYS}
        )
    made = Appeal.objects.create(
        organization_id=decision.organization_id, decision=decision, voter=voter, reason=reason
    )
    note(verb="appealed", subject=made)
    return made


@transaction.atomic
def answer_appeal(*, appeal: Appeal, answer: str, is_upheld: bool, by: Viewer | None) -> Appeal:
    """Answer an appeal. Where it is upheld the decision stands no more and is discussed again."""
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if appeal.answered_at is not None:
        return appeal
    appeal.answer, appeal.is_upheld, appeal.answered_at = answer, is_upheld, timezone.now()
    appeal.save(update_fields=["answer", "is_upheld", "answered_at"])
    note(verb="answered", subject=appeal, by=by, after={"is_upheld": is_upheld})
    if is_upheld:
        Decision.objects.filter(pk=appeal.decision_id).update(overturned_at=timezone.now())
        decision = Decision.objects.get(pk=appeal.decision_id)
        Proposal.objects.filter(pk=decision.proposal_id).update(
            state=ProposalState.DISCUSSION, closed_at=None
        )
        note(verb="overturned", subject=decision, by=by)
    return appeal
