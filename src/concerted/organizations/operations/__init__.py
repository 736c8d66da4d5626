"""Every write to organizations, their teams and their coalitions."""

from __future__ import annotations

from concerted.organizations.operations.coalitions import (
    end_membership,
    join_coalition,
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
    "change_role",
    "change_settings",
    "create_organization",
    "end_membership",
    "give_role",
    "hand_over",
    "invite_member",
    "join_coalition",
    "leave_organization",
    "remove_member",
    "resend_invitation",
    "revoke_invitation",
]
