from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When

from concerted.accounts import second_factor
from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import (
    ENTERERS,
    Disclosure,
    Invitation,
    Organization,
    Role,
    RoleKind,
)


@dataclass(frozen=True)
class Workspace:
    """An organization in which somebody has a role."""

    organization: Organization
    kind: RoleKind
    has_second_factor: bool
    is_partner: bool
    """Whether a coalition shows something to its people."""

    @property
    def is_owned(self) -> bool:
        return self.kind == RoleKind.OWNER

    @property
    def role_label(self) -> str:
        return str(self.kind.label)


def workspaces_of(viewer: Viewer) -> tuple[Workspace, ...]:
    """The organizations of ``viewer`` by name; asked for once while the object of ``viewer`` lives."""
    if not viewer.is_authenticated:
        return ()
    kept: tuple[Workspace, ...] | None = getattr(viewer, "_workspaces", None)
    if kept is None:
        roles = (
            Role.objects.visible_to(viewer)
            .filter(user_id=viewer.pk)
            .select_related("organization")
            .annotate(is_safe=second_factor.has_one_by("user_id"), is_partner=_is_partner())
            .order_by("organization__name")
        )
        kept = tuple(
            Workspace(
                role.organization,
                RoleKind(role.kind),
                role.is_safe,  # type: ignore[attr-defined]
                role.is_partner,  # type: ignore[attr-defined]
            )
            for role in roles
        )
        viewer._workspaces = kept  # type: ignore[attr-defined]
    return kept


def workspace_of(viewer: Viewer, slug: str) -> Workspace | None:
    """The place of ``viewer`` in the organization ``slug``, if any."""
    return next((one for one in workspaces_of(viewer) if one.organization.slug == slug), None)


def _is_partner() -> Exists:
    return Exists(Disclosure.objects.filter(membership__member=OuterRef("organization")))


@dataclass(frozen=True)
class Guest:
    """A coalition that shows ``subjects`` to somebody who has no role in it, but one in a member of it."""

    organization: Organization
    subjects: frozenset[str]
    member: str
    """The address of the member, in whose workspace it stands what both sides agreed to show."""
    membership: uuid.UUID


def coalitions_shown_to(viewer: Viewer) -> tuple[Guest, ...]:
    """Coalitions whose shared pages ``viewer`` reads as a partner; no query for who is in no partner's team."""
    workspaces = workspaces_of(viewer)
    if not any(one.is_partner for one in workspaces):
        return ()
    kept: tuple[Guest, ...] | None = getattr(viewer, "_coalitions", None)
    if kept is None:
        joined = [one.organization.pk for one in workspaces]
        shown = (
            Disclosure.objects.visible_to(viewer)
            .filter(membership__member__in=joined)
            .exclude(organization__in=joined)
            .select_related("organization", "membership__member")
            .order_by("organization__name", "organization", "membership")
        )
        groups = [list(rows) for _key, rows in groupby(shown, lambda row: row.organization_id)]
        kept = tuple(
            Guest(
                rows[0].organization,
                frozenset(row.subject for row in rows),
                rows[0].membership.member.slug,
                rows[0].membership_id,
            )
            for rows in groups
        )
        viewer._coalitions = kept  # type: ignore[union-attr]
    return kept


def guest_of(viewer: Viewer, slug: str) -> Guest | None:
    """The coalition ``slug`` as ``viewer`` is shown it as a partner, if so."""
    return next(
        (one for one in coalitions_shown_to(viewer) if one.organization.slug == slug), None
    )


def can_organize(organization: Organization, viewer: Viewer) -> bool:
    """Whether ``viewer`` may add to ``organization`` what organizers add: goals, petitions, people."""
    return Organization.objects.organized_by(viewer).filter(pk=organization.pk).exists()


def enters_alone(organization: Organization, viewer: Viewer) -> bool:
    """Whether nobody else in ``organization`` could check what ``viewer`` typed in."""
    others = Role.objects.filter(organization=organization, kind__in=ENTERERS)
    return not others.exclude(user_id=str(viewer.pk)).exists()


def owns_an_organization(user: User) -> bool:
    return Role.objects.filter(user_id=user.pk, kind=RoleKind.OWNER).exists()


def lacks_second_factor(viewer: Viewer) -> bool:
    """Whether ``viewer`` owns an organization, any one, and signs in with a single step."""
    return any(one.is_owned and not one.has_second_factor for one in workspaces_of(viewer))


@dataclass(frozen=True)
class Place:
    """An organization as the front page lists it."""

    name: str
    slug: str
    about: str
    is_coalition: bool


def places() -> tuple[Place, ...]:
    """Every organization of the installation; each has a public page."""
    return tuple(
        Place(one.name, one.slug, one.about, one.kind == Organization.Kind.COALITION)
        for one in Organization.objects.public().only("name", "slug", "about", "kind")
    )


@dataclass(frozen=True)
class Team:
    roles: tuple[Role, ...]
    invitations: tuple[Invitation, ...]
    is_owner: bool


def team_of(organization: Organization, viewer: Viewer) -> Team:
    """Who works in ``organization``, owners first; invitations only for owners."""
    rank = Case(
        *(When(kind=kind, then=Value(number)) for number, kind in enumerate(RoleKind)),
        output_field=IntegerField(),
    )
    roles = (
        Role.objects.visible_to(viewer)
        .filter(organization=organization)
        .select_related("user")
        .order_by(rank, "user__name", "user__email")
    )
    invitations = (
        Invitation.objects.visible_to(viewer)
        .filter(organization=organization)
        .pending()
        .order_by("-created_at")
    )
    found = tuple(roles)
    return Team(
        found,
        tuple(invitations),
        any(role.user_id == viewer.pk and role.kind == RoleKind.OWNER for role in found),
    )
