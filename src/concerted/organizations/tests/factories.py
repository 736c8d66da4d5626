from __future__ import annotations

import re

from django.conf import settings

from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Membership, Organization, RoleKind
from concerted.organizations.operations import (
    create_organization,
    invite_member,
    join_coalition,
)


def make_invitation(organization, owner, email="nina@example.org", **values):
    values = {"kind": RoleKind.CONTRIBUTOR, "language": "en"} | values
    return invite_member(organization=organization, email=email, by=owner, **values)


def make_coalition(owner=None, name="Riverside Alliance", slug="riverside"):
    return create_organization(name=name, slug=slug, owner=owner, kind=Organization.Kind.COALITION)


def make_partner(coalition, member, role=Membership.Role.MEMBER, **values):
    """``member`` in ``coalition``, which shows it what the role brings."""
    return join_coalition(coalition=coalition, member=member, role=role, by=None, **values)


def mailed_path(to, template):
    """The path of the link in the newest mail of ``template`` to ``to``."""
    mail = OutgoingMail.objects.filter(to=to, template=template).latest("created_at")
    return re.sub(f"^{re.escape(settings.ADDRESS)}", "", mail.context["url"])
