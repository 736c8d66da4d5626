"""Who votes: seats of member organizations, people of the team, guests who are invited by mail."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Electorate, Proposal, Voter
from concerted.decide.proposals.queries.rooms import seat_name
from concerted.organizations.models import ENTERERS, Membership, Organization, Role
from concerted.people.operations.namelessness import refuse_names

MOST = 20_000


@transaction.atomic
def voters_of(*, proposal: Proposal) -> list[Voter]:
    """Those who vote on ``proposal`` as things stand today; rows for who is new are added."""
    organization = proposal.organization
    if proposal.electorate == Electorate.SEATS:
        return _seats(organization)
    if proposal.electorate == Electorate.TEAM:
        return _team(organization)
    guests = Voter.objects.filter(organization=organization, member=None, user=None)
    return list(guests.standing().exclude(email=""))


def _seats(organization: Organization) -> list[Voter]:
    members = Membership.objects.filter(organization=organization).select_related("member")
    return [
        _seat(organization, membership.member, number)
        for membership in members
        for number in range(1, membership.seat_count + 1)
    ]


def _seat(organization: Organization, member: Organization, number: int) -> Voter:
    voter, _is_new = Voter.objects.get_or_create(
        organization=organization,
        member=member,
        seat=number,
        defaults={"name": seat_name(member, number), "language": member.language},
    )
    return voter


def _team(organization: Organization) -> list[Voter]:
    roles = Role.objects.filter(organization=organization, kind__in=ENTERERS)
    found = []
    for role in roles.select_related("user"):
        voter, _is_new = Voter.objects.get_or_create(
            organization=organization,
            user=role.user,
            defaults={"name": str(role.user)[:120], "language": role.user.language},
        )
        found.append(voter)
    return found


@transaction.atomic
def invite_voters(
    *,
    organization: Organization,
    guests: Iterable[tuple[str, str]],
    language: str = "",
    by: Viewer | None,
) -> list[Voter]:
    """Add guests, each a name and an address. Who is there already stays; who had left is back.

    Raises ``Refused`` where the organization keeps no names.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    refuse_names(organization=organization)
    rows = Voter.objects.filter(organization=organization, member=None, user=None)
    known = {voter.email.casefold(): voter for voter in rows}
    found, is_any_new = [], False
    for name, email in guests:
        voter = known.get(email.casefold())
        if voter is None:
            if len(known) >= MOST:
                raise Refused(_("No more voters can be invited here."))
            voter = Voter.objects.create(
                organization=organization,
                name=name,
                email=email,
                language=language or organization.language,
            )
            known[email.casefold()] = voter
            is_any_new = True
        elif voter.left_at is not None:
            voter.left_at = None
            voter.save(update_fields=["left_at"])
        found.append(voter)
    if is_any_new:
        told = {"people": len(found)}
        note(
            verb="invited",
            subject=found[0],
            organization_id=organization.pk,
            by=by,
            after=told,
        )
    return found


@transaction.atomic
def remove_voter(*, voter: Voter, by: Viewer | None) -> None:
    """Ask a guest no more, from the next vote on. A vote under way keeps its list."""
    voter = Voter.objects.select_for_update().get(pk=voter.pk)
    if voter.left_at is None:
        voter.left_at = timezone.now()
        voter.save(update_fields=["left_at"])
        note(verb="removed", subject=voter, by=by)


@transaction.atomic
def stop_mail(*, voter: Voter) -> None:
    """Send no more mail about votes. The right to vote stays."""
    voter = Voter.objects.select_for_update().get(pk=voter.pk)
    if voter.mail_stopped_at is None:
        voter.mail_stopped_at = timezone.now()
        voter.save(update_fields=["mail_stopped_at"])
