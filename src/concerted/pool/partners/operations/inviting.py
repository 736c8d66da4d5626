"""A coalition asks an organization to join: one that is here, or one that is reached by mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.links import sign
from concerted.base.outbox.posting import post_mail
from concerted.organizations.models import Membership, Organization, Role, RoleKind, Subject
from concerted.pool.partners.models import Answer, PartnerInvitation

PURPOSE = "partner"
"""What the links in invitations are signed for."""

PAUSE = timedelta(minutes=1)
"""Between two mails of one invitation: a second click sends nothing."""


@transaction.atomic
def invite_partner(
    *,
    coalition: Organization,
    slug: str = "",
    name: str = "",
    email: str = "",
    language: str = "",
    role: str = Membership.Role.MEMBER,
    seat_count: int | None = None,
    subjects: Iterable[str] | None = None,
    by: Viewer | None,
) -> PartnerInvitation | Membership:
    """Ask the organization at the address ``slug``, or the one called ``name`` by mail to ``email``, to join.

    Seats and subjects are those of the role where none are given. Who is a member already is not asked; who was asked
    and has not answered is asked no second time. Raises ``Refused`` where the one that asks is no coalition, and where
    no organization has the address.
    """
    coalition = Organization.objects.select_for_update().get(pk=coalition.pk)
    if coalition.kind != Organization.Kind.COALITION:
        raise Refused(_("Only a coalition has partners."))
    member = _known(coalition, slug) if slug else None
    if member is not None:
        membership = Membership.objects.filter(organization=coalition, member=member).first()
        if membership is not None:
            return membership
    kind = Membership.Role(role)
    wanted = set(kind.subjects if subjects is None else subjects)
    who = {"member": member} if member is not None else {"member": None, "email": email.lower()}
    invitation, is_new = PartnerInvitation.objects.waiting().get_or_create(
        organization=coalition,
        **who,
        defaults={
            "name": member.name if member is not None else name,
            "language": language or coalition.language,
            "role": role,
            "seat_count": kind.seat_count if seat_count is None else seat_count,
            "subjects": [one.value for one in Subject if one in wanted],
            "invited_by_id": by.pk if by is not None else None,
        },
    )
    if is_new:
        _note_both("invited", invitation, by)
        _post(invitation)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: PartnerInvitation, by: Viewer | None) -> PartnerInvitation:
    """Send the mail once more; its link is good for as long again. Within a minute of the last, nothing happens.

    Raises ``Refused`` when it was answered or taken back.
    """
    invitation = locked(invitation=invitation)
    if invitation.answered_at is not None:
        raise Refused(_("This invitation was answered or taken back. You can send a new one."))
    now = timezone.now()
    if now - invitation.sent_at >= PAUSE:
        invitation.sent_at = now
        invitation.save(update_fields=["sent_at"])
        note(verb="sent_again", subject=invitation, by=by)
        _post(invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: PartnerInvitation, by: Viewer | None) -> None:
    """The coalition takes its invitation back; asked again, or once it is answered, nothing happens."""
    end_invitation(invitation=locked(invitation=invitation), answer=Answer.WITHDRAWN, by=by)


@transaction.atomic
def decline_invitation(*, invitation: PartnerInvitation, by: Viewer | None) -> None:
    """The invited organization does not join; asked again, nothing happens."""
    end_invitation(invitation=locked(invitation=invitation), answer=Answer.DECLINED, by=by)


def end_invitation(*, invitation: PartnerInvitation, answer: Answer, by: Viewer | None) -> None:
    """Part of the transaction that asks for it. An address that is needed no more is not kept."""
    if invitation.answered_at is None:
        invitation.answered_at, invitation.answer, invitation.email = timezone.now(), answer, ""
        invitation.save(update_fields=["answered_at", "answer", "email", "member"])
        _note_both(answer.value, invitation, by)


def locked(*, invitation: PartnerInvitation) -> PartnerInvitation:
    """The invitation as it stands, held still."""
    rows = PartnerInvitation.objects.select_for_update(of=("self",))
    found: PartnerInvitation = rows.select_related("organization", "member").get(pk=invitation.pk)
    return found


def _note_both(verb: str, invitation: PartnerInvitation, by: Viewer | None) -> None:
    """In the trail of the coalition, and of the organization where it is known: both must answer for it."""
    told = {"coalition": invitation.organization.name, "member": str(invitation)}
    sides: list[uuid.UUID | None] = [invitation.organization_id, invitation.member_id]
    for organization_id in sides:
        if organization_id is not None:
            note(verb=verb, subject=invitation, organization_id=organization_id, by=by, after=told)


def _known(coalition: Organization, slug: str) -> Organization:
    member = Organization.objects.filter(slug=slug).exclude(pk=coalition.pk).first()
    if member is None:
        raise Refused(
            _("No organization has the address “%(slug)s” here.") % {"slug": slug}, field="slug"
        )
    return member


def _post(invitation: PartnerInvitation) -> None:
    if invitation.member is None:
        token = sign(str(invitation.pk), purpose=PURPOSE)
        _mail(invitation, invitation.email, invitation.language, ("partners:linked", [token]))
        return
    owners = Role.objects.filter(organization=invitation.member, kind=RoleKind.OWNER)
    for role in owners.select_related("user"):
        place = ("partners:invitation", [invitation.member.slug, str(invitation.pk)])
        _mail(invitation, role.user.email, role.user.language, place)


def _mail(
    invitation: PartnerInvitation, to: str, language: str, place: tuple[str, list[str]]
) -> None:
    with override(language):
        path = reverse(place[0], args=place[1])
        post_mail(
            to=to,
            template="partners/mail/invitation",
            language=language,
            context={
                "coalition": invitation.organization.name,
                "member": str(invitation),
                "role": str(invitation.get_role_display()),
                "url": f"{settings.ADDRESS}{path}",
                "days": invitation.GOOD_FOR.days if invitation.member is None else 0,
            },
            organization_id=invitation.organization_id,
            reply_to=invitation.organization.contact_email,
            key=f"partner-{invitation.pk}-{invitation.sent_at:%Y%m%d%H%M%S%f}-{to}",
        )
