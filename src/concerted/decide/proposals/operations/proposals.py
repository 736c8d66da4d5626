"""From an idea to a text that can be voted on: drafting, discussing, amending, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.decide.proposals.models import (
    WITH_OPTIONS,
    Electorate,
    Option,
    Outcome,
    Proposal,
    ProposalState,
    Round,
    Rule,
    Version,
    Voter,
)
from concerted.decide.proposals.operations.mailing import tell_voters
from concerted.decide.proposals.operations.rounds import begin_round, end_without_count
from concerted.decide.proposals.operations.voters import voters_of
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.publishing import free_slug

MOST_OPTIONS = 30


class ProposalValues(TypedDict, total=False):
    goal: Goal | None
    adopts_goal: bool
    title: str
    summary: str
    language: str
    is_public: bool
    origin: str


class RuleValues(TypedDict, total=False):
    rule: str
    needed: str
    quorum: int
    seat_count: int
    electorate: str
    is_secret: bool


@transaction.atomic
def add_proposal(
    *, organization: Organization, by: Viewer | None, **values: Unpack[ProposalValues]
) -> Proposal:
    """A new proposal as a draft. The same title again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.proposals.filter(title=values["title"]).first()
    if same is not None:
        return same
    _check_goal(organization, values)
    is_coalition = organization.kind == Organization.Kind.COALITION
    proposal = organization.proposals.create(
        slug=free_slug(organization.proposals.all(), values["title"], otherwise="proposal"),
        electorate=Electorate.SEATS if is_coalition else Electorate.TEAM,
        **{"language": organization.language, **values},
    )
    note(verb="added", subject=proposal, by=by, after={"title": proposal.title})
    return proposal


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, by: Viewer | None, **values: Unpack[ProposalValues]
) -> Proposal:
    """Change a draft. Once others have read it, its words change by an amendment."""
    proposal = _locked(proposal)
    _check_goal(proposal.organization, values)
    if not proposal.can_be_worded:
        raise Refused(_("Others have read this text. Please amend it: then they are told."))
    before, after = change(proposal, **values)
    if after:
        note(verb="edited", subject=proposal, by=by, before=before, after=after)
    return proposal


@transaction.atomic
def choose_rule(
    *,
    proposal: Proposal,
    by: Viewer | None,
    options: Sequence[str] = (),
    **values: Unpack[RuleValues],
) -> Proposal:
    """Say how it will be decided and among what. Possible until voting opens."""
    proposal = _locked(proposal)
    if proposal.state not in (ProposalState.DRAFT, ProposalState.DISCUSSION):
        raise Refused(_("The rule is chosen before the voting. It cannot change now."))
    _check_rule(proposal, options, values)
    before, after = change(proposal, **values)
    if _set_options(proposal, options):
        after["options"] = list(options)
    if after:
        note(verb="edited", subject=proposal, by=by, before=before, after=after)
    return proposal


def _check_rule(proposal: Proposal, options: Sequence[str], values: RuleValues) -> None:
    rule = values.get("rule", proposal.rule)
    kind = proposal.organization.kind
    if values.get("electorate") == Electorate.SEATS and kind != Organization.Kind.COALITION:
        raise Refused(_("Only a coalition has member organizations."), field="electorate")
    if rule not in WITH_OPTIONS:
        return
    if not 2 <= len(options) <= MOST_OPTIONS:
        words = _("Please write from 2 to %(most)d options, one in each line.")
        raise Refused(words % {"most": MOST_OPTIONS}, field="options")
    if values.get("seat_count", 1) >= len(options) and rule != Rule.SCHULZE:
        raise Refused(_("There must be more options than winners."), field="seat_count")


def _set_options(proposal: Proposal, options: Sequence[str]) -> bool:
    """Whether the options are others now. What stays on its place keeps its translations."""
    kept = {one.number: one for one in proposal.options.all()}
    if [kept[number].text for number in sorted(kept)] == list(options):
        return False
    for number, text in enumerate(options, start=1):
        one = kept.pop(number, None)
        if one is None:
            Option.objects.create(
                organization=proposal.organization,
                proposal=proposal,
                number=number,
                text=text,
                language=proposal.language,
            )
        elif one.text != text:
            change(one, text=text)
    Option.objects.filter(pk__in=[one.pk for one in kept.values()]).delete()
    return True


@transaction.atomic
def open_discussion(*, proposal: Proposal, by: Viewer | None, is_told: bool = True) -> Proposal:
    """Put a draft up for discussion: the text is now version 1, and who will vote is told, unless they are in the room."""
    proposal = _locked(proposal)
    if proposal.state != ProposalState.DRAFT:
        return proposal
    proposal.state, proposal.published_at = ProposalState.DISCUSSION, timezone.now()
    proposal.save(update_fields=["state", "published_at"])
    _keep_version(proposal, "", by)
    note(verb="opened", subject=proposal, by=by)
    if is_told:
        tell_voters(proposal=proposal, voters=voters_of(proposal=proposal), kind="discussion")
    return proposal


@transaction.atomic
def amend_proposal(
    *, proposal: Proposal, title: str, summary: str, change_note: str, by: Viewer | None
) -> Proposal:
    """A new version of the text. A vote under way is void and starts anew, and those who vote are told."""
    proposal = _locked(proposal)
    _check_amendable(proposal)
    if (proposal.title, proposal.summary) == (title, summary):
        return proposal
    vote = Round.objects.filter(proposal=proposal).open().first()
    before, after = change(
        proposal, title=title, summary=summary, version=proposal.version + 1, closed_at=None
    )
    _keep_version(proposal, change_note, by)
    note(verb="amended", subject=proposal, by=by, before=before, after=after)
    if vote is not None:
        end_without_count(vote=vote, outcome=Outcome.VOID)
        begin_round(proposal=proposal, closes_at=vote.closes_at, is_amended=True)
        return proposal
    change(proposal, state=ProposalState.DISCUSSION)
    tell_voters(proposal=proposal, voters=voters_of(proposal=proposal), kind="discussion")
    return proposal


def _check_amendable(proposal: Proposal) -> None:
    if proposal.state == ProposalState.DRAFT:
        raise Refused(_("This is a draft: change it instead."))
    if proposal.state == ProposalState.WITHDRAWN:
        raise Refused(_("This proposal was withdrawn. Please make a new one."))
    if proposal.decisions.standing().exists():
        raise Refused(_("This is decided. To decide otherwise, please make a new proposal."))


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Viewer | None) -> Proposal:
    """Take a proposal back before it is decided. Its page stays; a vote under way is void, and who votes is told."""
    proposal = _locked(proposal)
    if proposal.state == ProposalState.WITHDRAWN:
        return proposal
    if proposal.state in (ProposalState.DRAFT, ProposalState.DECIDED):
        raise Refused(_("Only what is discussed or voted on can be withdrawn."))
    vote = Round.objects.filter(proposal=proposal).open().first()
    if vote is not None:
        vote = end_without_count(vote=vote, outcome=Outcome.VOID)
    proposal.state, proposal.closed_at = ProposalState.WITHDRAWN, timezone.now()
    proposal.save(update_fields=["state", "closed_at"])
    note(verb="withdrawn", subject=proposal, by=by)
    listed = Voter.objects.filter(electors__round=vote) if vote is not None else None
    voters = voters_of(proposal=proposal) if listed is None else listed
    context = {"was_voting": vote is not None}
    tell_voters(proposal=proposal, voters=voters, kind="withdrawn", context=context, vote=vote)
    return proposal


def _keep_version(proposal: Proposal, words: str, by: Viewer | None) -> None:
    Version.objects.create(
        organization=proposal.organization,
        proposal=proposal,
        number=proposal.version,
        title=proposal.title,
        summary=proposal.summary,
        note=words,
        made_by_id=by.pk if by else None,
    )


def _check_goal(organization: Organization, values: ProposalValues) -> None:
    goal: Any = values.get("goal")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    if values.get("adopts_goal") and goal is None:
        raise Refused(_("Which goal do you adopt? Please choose it."), field="goal")


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=proposal.pk)
