"""What is needed: written down, shown, changed, put to a decision, closed; and closed by itself once it is all here."""

from __future__ import annotations

import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.decide.proposals.models import Origin, Proposal
from concerted.decide.proposals.operations.proposals import add_proposal
from concerted.goals.models import Goal
from concerted.organizations.models import Membership, Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug
from concerted.pool.offers.models import Need
from concerted.pool.offers.queries.amounts import told_of
from concerted.pool.offers.queries.progress import progress_of


class NeedValues(TypedDict, total=False):
    title: str
    summary: str
    language: str
    goal: Goal | None
    partner: Organization | None
    kind: str
    amount: int
    currency: str
    noun: str
    languages: list[str]
    place: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None


@transaction.atomic
def add_need(
    *, organization: Organization, by: Viewer | None, **values: Unpack[NeedValues]
) -> Need:
    """A new need as a draft. The same title again gives the need that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.needs.filter(title=values["title"]).first()
    if same is not None:
        return same
    _check(organization, values)
    need = organization.needs.create(
        slug=free_slug(organization.needs.all(), values["title"], otherwise="need"),
        **{"language": organization.language, **values},
    )
    note(verb="added", subject=need, by=by, after={"title": need.title})
    return need


@transaction.atomic
def change_need(*, need: Need, by: Viewer | None, **values: Unpack[NeedValues]) -> Need:
    """Change a need: never below what is promised already, nor to another kind once somebody has."""
    need = locked_need(need=need)
    _check(need.organization, values)
    progress = progress_of([need])[need.pk]
    is_other = any(values.get(one, getattr(need, one)) != getattr(need, one) for one in COUNTED)
    if is_other and need.pledges.exists():
        raise Refused(
            _("Somebody has pledged already. Please make a new need instead."), field="kind"
        )
    if values.get("amount", need.amount) < progress.pledged:
        words = _("%(pledged)s is pledged already. The need cannot be smaller than that.")
        pledged = told_of(need, progress.pledged, need.noun)
        raise Refused(words % {"pledged": pledged}, field="amount")
    before, after = change(need, **values)
    if after:
        note(verb="edited", subject=need, by=by, before=before, after=after)
    settle(need=need)
    return need


COUNTED = ("kind", "currency")


def publish_need(*, need: Need, by: Viewer | None) -> Need:
    """Show a need to everybody, and to the partners."""
    return publish(record=need, by=by)


def close_need(*, need: Need, by: Viewer | None) -> Need:
    """Take no more pledges. What was pledged stays pledged."""
    return close(record=need, if_draft=_("This need is still a draft. Publish it first."), by=by)


@transaction.atomic
def propose_need(*, need: Need, by: Viewer | None) -> Proposal:
    """A draft of a proposal in the words of a need. Asked twice, the one there is."""
    need = locked_need(need=need)
    if need.proposal is not None:
        return need.proposal
    if need.is_closed:
        raise Refused(_("This need is closed. Open it again to put it to a decision."))
    proposal = add_proposal(
        organization=need.organization,
        title=need.title,
        summary=need.summary,
        language=need.language,
        goal=need.goal,
        origin=Origin.NEED,
        by=by,
    )
    change(need, proposal=proposal)
    note(verb="taken up", subject=need, by=by, after={"into": proposal.title})
    return proposal


@transaction.atomic
def reopen_need(*, need: Need, by: Viewer | None) -> Need:
    """Take pledges again. What is all here stays closed: it needs a larger amount first."""
    need = locked_need(need=need)
    if need.is_met:
        raise Refused(_("All of it has been received. To need more, change the amount."))
    return reopen(record=need, by=by)


def settle(*, need: Need) -> None:
    """Close a need, which is locked, once all of it has been received; open it again where that is so no more."""
    received = progress_of([need])[need.pk].received
    is_met = received >= need.amount
    if is_met and not need.is_met and not need.is_draft:
        now = timezone.now()
        change(need, met_at=now, closed_at=need.closed_at or now)
        note(verb="met", subject=need)
    elif need.is_met and not is_met:
        change(need, met_at=None, closed_at=None)
        note(verb="reopened", subject=need)


def locked_need(*, need: Need) -> Need:
    """The need as it is now, locked until the end of the transaction."""
    rows = Need.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=need.pk)


def _check(organization: Organization, values: NeedValues) -> None:
    goal: Any = values.get("goal")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    partner = values.get("partner")
    if partner is not None:
        check_member(coalition=organization, partner=partner)


def check_member(*, coalition: Organization, partner: Organization) -> None:
    """Refuse an organization that is no member of the coalition."""
    if not Membership.objects.filter(organization=coalition, member=partner).exists():
        raise Refused(_("This organization is not a member of the coalition."), field="partner")
