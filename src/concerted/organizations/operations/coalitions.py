from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.outbox.posting import post_mail
from concerted.organizations.models import (
    Disclosure,
    Membership,
    MembershipInvitation,
    Organization,
    Role,
    RoleKind,
    Subject,
)


@transaction.atomic
def invite_organization(
    *,
    coalition: Organization,
    slug: str,
    role: str = Membership.Role.MEMBER,
    seat_count: int | None = None,
    subjects: Iterable[str] | None = None,
    by: User | None,
) -> MembershipInvitation | Membership:
    """Ask the organization at the address ``slug`` to join as ``role``; its owners decide, and get a mail.

    Seats and subjects are those of the role where none are given. Who is a member, or was asked, already is not
    asked again. Raises ``Refused`` when there is no such
    organization, or the one that asks is no coalition.
    """
    Organization.objects.select_for_update().get(pk=coalition.pk)
    member = Organization.objects.filter(slug=slug).exclude(pk=coalition.pk).first()
    if coalition.kind != Organization.Kind.COALITION:
        raise Refused(_("Only a coalition has member organizations."))
    if member is None:
        raise Refused(
            _("No organization has the address “%(slug)s” here.") % {"slug": slug}, field="slug"
        )
    membership = Membership.objects.filter(organization=coalition, member=member).first()
    if membership is not None:
        return membership
    invitation, is_new = MembershipInvitation.objects.get_or_create(
        organization=coalition,
        member=member,
        defaults={
            "role": role,
            "seat_count": _seats(role, seat_count),
            "subjects": _subjects(role, subjects),
        },
    )
    if is_new:
        _note_both("invited", invitation, by)
        _tell_owners(invitation)
    return invitation


@transaction.atomic
def accept_membership(*, invitation: MembershipInvitation, by: User | None) -> Membership:
    """The invited organization joins the coalition.

    Raises ``Refused`` when the coalition has taken its invitation back.
    """
    found = MembershipInvitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        joined = Membership.objects.filter(
            organization_id=invitation.organization_id, member_id=invitation.member_id
        ).first()
        if joined is None:
            raise Refused(_("The coalition has taken this invitation back."))
        return joined
    membership = join_coalition(
        coalition=found.organization,
        member=found.member,
        role=found.role,
        seat_count=found.seat_count,
        subjects=found.subjects,
        by=by,
    )
    found.delete()
    return membership


@transaction.atomic
def join_coalition(
    *,
    coalition: Organization,
    member: Organization,
    role: str = Membership.Role.MEMBER,
    seat_count: int | None = None,
    subjects: Iterable[str] | None = None,
    by: User | None,
) -> Membership:
    """``member`` is part of ``coalition``, which shows it ``subjects``; who was before stays as it is."""
    membership, is_new = Membership.objects.get_or_create(
        organization=coalition,
        member=member,
        defaults={"role": role, "seat_count": _seats(role, seat_count)},
    )
    if is_new:
        Disclosure.objects.bulk_create(
            Disclosure(organization=coalition, membership=membership, subject=subject)
            for subject in _subjects(role, subjects)
        )
        _note_both("joined", membership, by)
    return membership


@transaction.atomic
def decline_membership(*, invitation: MembershipInvitation, by: User | None) -> None:
    """The invited organization does not join; asked again, nothing happens."""
    _end_invitation(invitation, "declined", by)


@transaction.atomic
def withdraw_membership_invitation(*, invitation: MembershipInvitation, by: User | None) -> None:
    """The coalition takes its invitation back; asked again, nothing happens."""
    _end_invitation(invitation, "withdrawn", by)


@transaction.atomic
def end_membership(*, membership: Membership, by: User | None) -> None:
    """The organization is no member any more, at its own wish or the coalition's."""
    found = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    if found is not None:
        _note_both("ended", found, by)
        found.delete()


def _seats(role: str, seat_count: int | None) -> int:
    return Membership.Role(role).seat_count if seat_count is None else seat_count


def _subjects(role: str, subjects: Iterable[str] | None) -> list[str]:
    """In one order, each once."""
    wanted = set(Membership.Role(role).subjects if subjects is None else subjects)
    return [subject.value for subject in Subject if subject in wanted]


def _end_invitation(invitation: MembershipInvitation, verb: str, by: User | None) -> None:
    found = MembershipInvitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if found is not None:
        _note_both(verb, found, by)
        found.delete()


def _note_both(verb: str, subject: Membership | MembershipInvitation, by: User | None) -> None:
    """In the trail of the coalition and of the member: both must be able to answer for it."""
    told = {"coalition": subject.organization.name, "member": subject.member.name}
    for organization_id in (subject.organization_id, subject.member_id):
        note(verb=verb, subject=subject, organization_id=organization_id, by=by, after=told)


def _tell_owners(invitation: MembershipInvitation) -> None:
    owners = Role.objects.filter(organization_id=invitation.member_id, kind=RoleKind.OWNER)
    for role in owners.select_related("user"):
        with override(role.user.language):
            path = reverse("organizations:coalition", args=[invitation.member.slug])
        post_mail(
            to=role.user.email,
            template="organizations/mail/coalition_invitation",
            language=role.user.language,
            context={
                "coalition": invitation.organization.name,
                "member": invitation.member.name,
                "url": f"{settings.ADDRESS}{path}",
            },
            organization_id=invitation.member_id,
        )
