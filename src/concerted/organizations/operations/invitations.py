from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.accounts.operations import create_user
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.links import sign
from concerted.base.outbox.posting import post_mail
from concerted.organizations.models import Invitation, Organization, Role, RoleKind
from concerted.organizations.operations.team import give_role

PURPOSE = "invitation"
"""What the links in invitations are signed for."""

PAUSE = timedelta(minutes=1)
"""Between two mails of one invitation: a second click sends nothing."""


@transaction.atomic
def invite_member(
    *, organization: Organization, email: str, kind: RoleKind, language: str, by: User
) -> Invitation:
    """Ask somebody by mail to join. Asked again while it waits, the role and language are those of now.

    Raises ``Refused`` when a member has this address already.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    email = User.objects.normalize_email(email).lower()
    if Role.objects.filter(organization=organization, user__email=email).exists():
        raise Refused(_("This person is on the team already."), field="email")
    now = timezone.now()
    invitation, is_new = Invitation.objects.pending().get_or_create(
        organization=organization,
        email=email,
        defaults={
            "kind": kind,
            "language": language,
            "invited_by": by,
            "expires_at": now + Invitation.GOOD_FOR,
        },
    )
    if is_new:
        note(verb="invited", subject=invitation, by=by, after={"email": email, "kind": kind})
        _post(invitation)
        return invitation
    if (invitation.kind, invitation.language) != (kind, language):
        before, invitation.kind, invitation.language = invitation.kind, kind, language
        invitation.save(update_fields=["kind", "language"])
        note(
            verb="changed",
            subject=invitation,
            by=by,
            before={"kind": before},
            after={"kind": kind},
        )
    return resend_invitation(invitation=invitation, by=by)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Send the mail once more, good for two weeks from now; within a minute of the last one, nothing happens.

    Raises ``Refused`` when it was answered or taken back.
    """
    invitation = _locked(invitation)
    if invitation.state not in ("open", "expired"):
        raise Refused(_("This invitation was answered or taken back. You can send a new one."))
    now = timezone.now()
    if now - invitation.sent_at < PAUSE:
        return invitation
    invitation.sent_at, invitation.expires_at = now, now + Invitation.GOOD_FOR
    invitation.save(update_fields=["sent_at", "expires_at"])
    note(verb="sent_again", subject=invitation, organization_id=invitation.organization_id, by=by)
    _post(invitation)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Take the invitation back: its link opens nothing any more. One that was answered stays as it is."""
    invitation = _locked(invitation)
    if invitation.state in ("open", "expired"):
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        note(verb="revoked", subject=invitation, organization_id=invitation.organization_id, by=by)
    return invitation


@transaction.atomic
def accept_invitation(
    *,
    invitation: Invitation,
    by: User | None = None,
    name: str = "",
    password: str | None = None,
    language: str | None = None,
) -> User:
    """Whoever was invited joins: ``by``, signed in with the invited address, or somebody new called ``name``.

    Raises ``Refused`` when the invitation ran out or was taken back, or is for another address.
    """
    invitation = _locked(invitation)
    if by is not None and by.email.lower() != invitation.email:
        raise Refused(_("This invitation is for another address than the one you signed in with."))
    if invitation.state == "accepted" and by is not None:
        return by
    _refuse_closed(invitation)
    if by is None:
        if User.objects.filter(email=invitation.email).exists():
            raise Refused(_("You have an account already. Please sign in first, then accept."))
        by = create_user(
            email=invitation.email,
            name=name,
            password=password,
            language=language or invitation.language,
        )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    note(verb="accepted", subject=invitation, by=by, after={"kind": invitation.kind})
    kind = RoleKind(invitation.kind)
    give_role(organization=invitation.organization, user=by, kind=kind, by=by)
    return by


def _refuse_closed(invitation: Invitation) -> None:
    organization = invitation.organization.name
    if invitation.state == "expired":
        raise Refused(
            _("This invitation has expired. Ask %(organization)s to send it again.")
            % {"organization": organization}
        )
    if invitation.state == "accepted":
        raise Refused(_("This invitation was accepted already. Please sign in."))
    if invitation.state == "revoked":
        raise Refused(
            _("%(organization)s has taken this invitation back. Please ask them for a new one.")
            % {"organization": organization}
        )


def _locked(invitation: Invitation) -> Invitation:
    found: Invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=invitation.pk)
    )
    return found


def _post(invitation: Invitation) -> None:
    with override(invitation.language):
        token = sign(str(invitation.pk), purpose=PURPOSE)
        path = reverse("organizations:invitation", args=[token])
        post_mail(
            to=invitation.email,
            template="organizations/mail/invitation",
            language=invitation.language,
            context={
                "organization": invitation.organization.name,
                "by": str(invitation.invited_by) if invitation.invited_by else "",
                "role": str(RoleKind(invitation.kind).label),
                "url": f"{settings.ADDRESS}{path}",
                "days": Invitation.GOOD_FOR.days,
            },
            organization_id=invitation.organization_id,
            reply_to=invitation.organization.contact_email,
            key=f"invitation-{invitation.pk}-{invitation.sent_at:%Y%m%d%H%M%S%f}",
        )
