from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import (
    Comment,
    CommentKind,
    Proposal,
    ProposalState,
    Voter,
)

OPEN = (ProposalState.DISCUSSION, ProposalState.VOTING)


@transaction.atomic
def add_comment(
    *,
    proposal: Proposal,
    text: str,
    kind: str = CommentKind.REMARK,
    language: str = "",
    voter: Voter | None = None,
    by: Viewer | None = None,
) -> Comment:
    """Say something about a proposal. The same words of the same author twice are kept once."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state not in OPEN:
        raise Refused(_("The discussion of this proposal is not open."))
    author = {"voter": voter, "user_id": by.pk if by else None}
    same = Comment.objects.filter(proposal=proposal, text=text, kind=kind, **author).first()
    if same is not None:
        return same
    added = Comment.objects.create(
        organization_id=proposal.organization_id,
        proposal=proposal,
        kind=kind,
        text=text,
        language=language or proposal.language,
        **author,
    )
    if kind == CommentKind.SUMMARY:
        note(verb="summed_up", subject=proposal, by=by)
    return added


@transaction.atomic
def remove_comment(*, comment: Comment, by: Viewer | None) -> None:
    """Take a comment away. Asked twice, done once."""
    found = Comment.objects.select_for_update().filter(pk=comment.pk).first()
    if found is not None:
        note(verb="removed", subject=found, by=by)
        found.delete()
