"""An organization answers a coalition, or leaves it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.accounts.operations import create_user
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Membership, Organization, Role
from concerted.organizations.operations import (
    create_organization,
    end_membership,
    join_coalition,
)
from concerted.organizations.publishing import free_slug
from concerted.pool.partners.models import Answer, Departure, PartnerInvitation
from concerted.pool.partners.operations.inviting import end_invitation, locked
from concerted.pool.partners.queries.sides import closed_words
from concerted.pool.partners.registry import brought_by


@transaction.atomic
def accept_invitation(*, invitation: PartnerInvitation, by: Viewer | None) -> Membership:
    """The invited organization joins, and with it agrees to what the invitation says. Asked twice, it joins once.

    Raises ``Refused`` when the invitation was declined or taken back.
    """
    invitation = locked(invitation=invitation)
    if invitation.member is None:
        raise ValueError("an organization that is not here registers with register_partner")
    return _join(invitation, invitation.member, by)


@transaction.atomic
def register_partner(
    *,
    invitation: PartnerInvitation,
    member: Organization | None = None,
    name: str = "",
    about: str = "",
    person: str = "",
    password: str | None = None,
    language: str = "",
    by: User | None = None,
) -> tuple[Membership, User]:
    """Whoever holds the mailed link answers for an organization: ``member``, which they own, or a new one.

    The new one is called ``name`` and is theirs; ``person`` is what they are called where they have no account yet.
    Raises ``Refused`` when the link ran out, was used or taken back, or is for another address.
    """
    invitation = locked(invitation=invitation)
    if by is not None and invitation.email not in ("", by.email.lower()):
        raise Refused(_("This invitation is for another address than the one you signed in with."))
    if invitation.answered_at is not None or invitation.is_expired:
        raise Refused(closed_words(invitation))
    by = by or _new_user(invitation, person, password, language)
    if member is None:
        member = create_organization(
            name=name,
            slug=free_slug(Organization.objects.all(), name[:50], otherwise="partner"),
            about=about,
            language=language or invitation.language,
            time_zone=invitation.organization.time_zone,
            region=invitation.organization.region,
            contact_email=by.email,
            owner=by,
            by=by,
        )
        if Role.objects.filter(organization=member).exclude(user=by).exists():
            # Two of one name at one moment: create_organization answers with the first.
            raise Refused(_("Another organization has this name already."), field="name")
    elif not Organization.objects.editable_by(by).filter(pk=member.pk).exists():
        raise Refused(_("Only an owner can join with this organization."), field="member")
    return _join(invitation, member, by), by


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, seat_count: int, by: Viewer | None
) -> Membership:
    """As what a member belongs to the coalition, and with how many seats. What it is shown stays as agreed."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    before, after = change(membership, role=role, seat_count=seat_count)
    if after:
        for side in (membership.organization_id, membership.member_id):
            note(
                verb="changed",
                subject=membership,
                organization_id=side,
                by=by,
                before=before,
                after=after,
            )
    return membership


@transaction.atomic
def end_partnership(*, membership: Membership, by: Viewer | None) -> None:
    """The member leaves, at its own wish or the coalition's. What it brought is kept for it to take along."""
    found = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    if found is None:
        return
    shelves: list[dict[str, Any]] = [asdict(shelf) for shelf in brought_by(found)]
    Departure.objects.create(
        organization_id=found.member_id,
        coalition_id=found.organization_id,
        coalition_name=found.organization.name,
        shelves=shelves,
    )
    end_membership(membership=found, by=by)


def _new_user(
    invitation: PartnerInvitation, person: str, password: str | None, language: str
) -> User:
    if User.objects.filter(email=invitation.email).exists():
        raise Refused(_("You have an account already. Please sign in first, then accept."))
    return create_user(
        email=invitation.email,
        name=person,
        password=password,
        language=language or invitation.language,
    )


def _join(invitation: PartnerInvitation, member: Organization, by: Viewer | None) -> Membership:
    if invitation.answer not in ("", Answer.ACCEPTED):
        raise Refused(closed_words(invitation))
    if member.pk == invitation.organization_id:
        raise Refused(_("A coalition cannot join itself."), field="member")
    membership = join_coalition(
        coalition=invitation.organization,
        member=member,
        role=invitation.role,
        seat_count=invitation.seat_count,
        subjects=invitation.subjects,
        by=by,
    )
    invitation.member = member
    end_invitation(invitation=invitation, answer=Answer.ACCEPTED, by=by)
    return membership
