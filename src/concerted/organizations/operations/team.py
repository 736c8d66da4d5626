from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.outbox.posting import post_mail
from concerted.organizations.models import Organization, Role, RoleKind


@transaction.atomic
def give_role(*, organization: Organization, user: User, kind: RoleKind, by: User | None) -> Role:
    """``user`` joins with a role; who has joined before keeps the role they have."""
    role, is_new = Role.objects.get_or_create(
        organization=organization, user=user, defaults={"kind": kind}
    )
    if is_new:
        note(verb="joined", subject=role, by=by, after={"user": user.pk, "kind": kind})
    return role


@transaction.atomic
def change_role(*, role: Role, kind: RoleKind, by: User | None) -> Role:
    """Give the member another role.

    Raises ``Refused`` when the last owner would no longer be one.
    """
    found = _locked(role)
    if found is None:
        raise Refused(_("This person has since left the team."))
    if found.kind == kind:
        return found
    if found.kind == RoleKind.OWNER:
        _refuse_last_owner(found)
    before, found.kind = found.kind, kind
    found.save(update_fields=["kind"])
    note(
        verb="changed",
        subject=found,
        by=by,
        before={"user": found.user_id, "kind": before},
        after={"kind": kind},
    )
    return found


@transaction.atomic
def remove_member(*, role: Role, by: User | None) -> None:
    """Take the member off the team; asked again, nothing happens.

    Raises ``Refused`` for the last owner.
    """
    found = _locked(role)
    if found is not None:
        _end(found, verb="removed", by=by)


@transaction.atomic
def leave_organization(*, organization: Organization, by: User) -> None:
    """``by`` leaves the team; asked again, nothing happens.

    Raises ``Refused`` for the last owner, who hands over first.
    """
    role = Role.objects.filter(organization=organization, user=by).first()
    found = _locked(role) if role is not None else None
    if found is not None:
        _end(found, verb="left", by=by)


@transaction.atomic
def hand_over(*, organization: Organization, to: Role, by: User) -> Role:
    """The member ``to`` becomes owner and ``by``, an owner until now, organizer: both or neither.

    Raises ``Refused`` when ``to`` is not of this team any more, or ``by`` no owner any more.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)
    roles = {role.user_id: role for role in Role.objects.filter(organization=organization)}
    heir, giver = roles.get(to.user_id), roles.get(by.pk)
    if heir is None:
        raise Refused(_("This person has since left the team."), field="to")
    if heir == giver:
        raise Refused(_("You are already an owner of this organization."), field="to")
    if giver is None or giver.kind != RoleKind.OWNER:
        if heir.kind == RoleKind.OWNER:
            return heir
        raise Refused(_("Only an owner can hand over ownership."))
    before = heir.kind
    heir.kind, giver.kind = RoleKind.OWNER, RoleKind.ORGANIZER
    heir.save(update_fields=["kind"])
    giver.save(update_fields=["kind"])
    note(
        verb="handed_over",
        subject=organization,
        organization_id=organization.pk,
        by=by,
        before={"owner": by.pk, "role_of_new_owner": before},
        after={"owner": heir.user_id},
    )
    _tell_of_hand_over(organization, heir.user, by)
    return heir


def _locked(role: Role) -> Role | None:
    """The role as it stands, with the whole team held still: an owner may go only while another stays."""
    Organization.objects.select_for_update().get(pk=role.organization_id)
    return Role.objects.filter(pk=role.pk).first()


def _refuse_last_owner(role: Role) -> None:
    owners = Role.objects.filter(organization_id=role.organization_id, kind=RoleKind.OWNER)
    if not owners.exclude(pk=role.pk).exists():
        raise Refused(
            _("An organization always has an owner. Hand it over to somebody first."),
            field="kind",
        )


def _end(role: Role, *, verb: str, by: User | None) -> None:
    if role.kind == RoleKind.OWNER:
        _refuse_last_owner(role)
    note(verb=verb, subject=role, by=by, before={"user": role.user_id, "kind": role.kind})
    role.delete()


def _tell_of_hand_over(organization: Organization, owner: User, by: User) -> None:
    with override(owner.language):
        path = reverse("organizations:team", args=[organization.slug])
    post_mail(
        to=owner.email,
        template="organizations/mail/handed_over",
        language=owner.language,
        context={
            "organization": organization.name,
            "by": str(by),
            "url": f"{settings.ADDRESS}{path}",
        },
        organization_id=organization.pk,
    )
