"""Which organizations signed for a policy, so that those who speak for them hear what comes of it."""

from __future__ import annotations

from django.utils.translation import ngettext

from concerted.act.policies.models import PolicyItem
from concerted.act.policies.participants import Companions, Reader
from concerted.act.signons.models import SignOn, SignOnQuerySet
from concerted.organizations.models import Role, RoleKind


def _signons(policy: PolicyItem) -> SignOnQuerySet:
    return SignOn.objects.public().filter(letter__policy=policy).defer("logo")


def _count(policy: PolicyItem) -> int:
    return _signons(policy).count()


def _readers(policy: PolicyItem) -> list[Reader]:
    """The owners of partners that signed; of others, the address that was asked."""
    signed = list(_signons(policy))
    partners = [one.partner_id for one in signed if one.partner_id is not None]
    owners = Role.objects.filter(organization__in=partners, kind=RoleKind.OWNER)
    users = [role.user for role in owners.select_related("user").order_by("pk")]
    return [Reader(user.pk, user.email, user.language, "") for user in users] + [
        Reader(one.pk, one.email, one.language, "") for one in signed if one.email
    ]


def _label(count: int) -> str:
    words = ngettext(
        "%(count)d organization signed a letter", "%(count)d organizations signed letters", count
    )
    return words % {"count": count}


SIGNED_ON = Companions(_label, _count, _readers)
