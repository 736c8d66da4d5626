"""Every write to organizations, their teams and their coalitions."""

from __future__ import annotations

from concerted.organizations.operations.coalitions import (
    accept_membership,
    decline_membership,
    end_membership,
    invite_organization,
    join_coalition,
    withdraw_membership_invitation,
)
from concerted.organizations.operations.founding import change_settings, create_organization
from concerted.organizations.operations.invitations import (
    accept_invitation,
    invite_member,
    resend_invitation,
    revoke_invitation,
)
from concerted.organizations.operations.team import (
    change_role,
    give_role,
    hand_over,
    leave_organization,
    remove_member,
)

__all__ = [
    "accept_invitation",
    "accept_membership",
    "change_role",
    "change_settings",
    "create_organization",
    "decline_membership",
    "end_membership",
    "give_role",
    "hand_over",
    "invite_member",
    "invite_organization",
    "join_coalition",
    "leave_organization",
    "remove_member",
    "resend_invitation",
    "revoke_invitation",
    "withdraw_membership_invitation",
]
