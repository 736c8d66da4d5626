"""What mail and refusals say of the two sides. Without a viewer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.organizations.models import Organization, Role, RoleKind
from concerted.pool.partners.models import Answer, PartnerInvitation


def closed_words(invitation: PartnerInvitation) -> str:
    """Why an invitation can be answered no more."""
    coalition = {"coalition": invitation.organization.name}
    if invitation.answer == Answer.ACCEPTED:
        return _("This invitation was accepted already. Please sign in.")
    if invitation.answer == Answer.WITHDRAWN:
        return _("%(coalition)s has taken this invitation back.") % coalition
    if invitation.answer == Answer.DECLINED:
        return _("This invitation was declined. %(coalition)s can send a new one.") % coalition
    return _("This invitation has run out. Ask %(coalition)s to send it again.") % coalition


def owners_of(organization: Organization) -> list[User]:
    """Who answers for ``organization``."""
    roles = Role.objects.filter(organization=organization, kind=RoleKind.OWNER)
    return [role.user for role in roles.select_related("user")]
