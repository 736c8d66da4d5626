from __future__ import annotations

from dataclasses import dataclass

from concerted.accounts import second_factor
from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization, Role, RoleKind


@dataclass(frozen=True)
class Workspace:
    """An organization in which somebody has a role."""

    organization: Organization
    kind: RoleKind
    has_second_factor: bool

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
            .annotate(is_safe=second_factor.has_one_by("user_id"))
            .order_by("organization__name")
        )
        kept = tuple(
            Workspace(role.organization, RoleKind(role.kind), role.is_safe) for role in roles
        )
        viewer._workspaces = kept  # type: ignore[union-attr]
    return kept


def workspace_of(viewer: Viewer, slug: str) -> Workspace | None:
    """The place of ``viewer`` in the organization ``slug``, if any."""
    return next((one for one in workspaces_of(viewer) if one.organization.slug == slug), None)


def owns_an_organization(user: User) -> bool:
    return Role.objects.filter(user_id=user.pk, kind=RoleKind.OWNER).exists()
