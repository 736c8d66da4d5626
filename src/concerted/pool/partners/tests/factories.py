from __future__ import annotations

from concerted.base.links import sign
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.pool.partners.operations.inviting import PURPOSE, invite_partner


def make_alliance(owner=None):
    """A coalition of the tests, which ``owner`` leads."""
    return make_coalition(owner=owner)


def asked(coalition, member, **values):
    """``member`` has been asked and has not answered."""
    return invite_partner(coalition=coalition, slug=member.slug, by=None, **values)


def asked_by_mail(coalition, email="nina@example.org", name="Parish of Saint Anne", **values):
    return invite_partner(coalition=coalition, email=email, name=name, by=None, **values)


def link(invitation, *more):
    """The path that the mail of ``invitation`` leads to."""
    token = sign(str(invitation.pk), purpose=PURPOSE)
    return "/".join(["/en/i/partner", token, *more, ""])


def page(side, membership, *more):
    """The page of ``membership`` in the workspace of ``side``."""
    return "/".join([f"/en/work/{side.slug}/partners", str(membership.pk), *more, ""])


__all__ = [
    "asked",
    "asked_by_mail",
    "link",
    "make_alliance",
    "make_partner",
    "page",
]
