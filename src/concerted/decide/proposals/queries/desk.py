"""A proposal in the workspace: what can be done with it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.decide.proposals.models import (
    Appeal,
    Decision,
    Option,
    Proposal,
    ProposalState,
    Round,
    Voter,
)
from concerted.decide.proposals.queries.links import open_round
from concerted.decide.proposals.queries.own import own_voter
from concerted.organizations.models import Organization


@dataclass(frozen=True)
class Untold:
    """Something with a page for each other language of the organization."""

    title: str
    links: Sequence[tuple[str, str]]
    """(language, address)"""


@dataclass(frozen=True)
class ProposalDesk:
    """What the workspace shows besides the page that everybody sees."""

    can_vote: bool
    can_amend: bool
    can_withdraw: bool
    can_open_voting: bool
    has_rule: bool
    vote: Round | None
    appeals: Sequence[Appeal]
    languages: Sequence[Untold]
    """What can be given in other languages besides the text: options, and the record."""


def proposal_desk(proposal: Proposal, viewer: Viewer) -> ProposalDesk:
    vote = open_round(proposal)
    appeals = Appeal.objects.editable_by(viewer).filter(
        decision__proposal=proposal, answered_at__isnull=True
    )
    voter = own_voter(vote, viewer.pk) if vote is not None else None
    open_now = (ProposalState.DISCUSSION, ProposalState.VOTING)
    is_rejected = proposal.state == ProposalState.DECIDED and not (
        proposal.decisions.standing().exists()
    )
    return ProposalDesk(
        can_vote=voter is not None,
        can_amend=proposal.state in open_now or is_rejected,
        can_withdraw=proposal.state in open_now,
        can_open_voting=proposal.state == ProposalState.DISCUSSION,
        has_rule=proposal.state in (ProposalState.DRAFT, ProposalState.DISCUSSION),
        vote=vote,
        appeals=list(appeals.select_related("voter", "decision__round")),
        languages=_languages(proposal, viewer),
    )


def _languages(proposal: Proposal, viewer: Viewer) -> list[Untold]:
    """Addresses at which options and the latest record are translated."""
    place = [proposal.organization.slug, proposal.slug]
    others = [one for one in proposal.organization.page_languages if one != proposal.language]
    found = []
    if proposal.has_options:
        for option in Option.objects.editable_by(viewer).filter(proposal=proposal):
            links = [_link("translate_option", one, [*place, option.number]) for one in others]
            found.append(Untold(option.text, links))
    decision = Decision.objects.editable_by(viewer).filter(proposal=proposal).first()
    if decision is not None:
        number = decision.round.number
        links = [_link("translate_decision", one, [*place, number]) for one in others]
        found.append(Untold(_("The record"), links))
    return found


def _link(name: str, language: str, place: list[object]) -> tuple[str, str]:
    return own_name(language), reverse(f"proposals:{name}", args=[*place, language])


def guests(organization: Organization, viewer: Viewer) -> QuerySet[Voter]:
    """Who is invited to vote by mail, for those who may see names."""
    rows = Voter.objects.visible_to(viewer).filter(organization=organization)
    return rows.filter(member=None, user=None).standing().exclude(email="")
