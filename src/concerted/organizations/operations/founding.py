from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations import zones
from concerted.organizations.models import Organization, RoleKind
from concerted.organizations.operations.team import give_role

SETTINGS = (
    "name",
    "about",
    "language",
    "languages",
    "time_zone",
    "region",
    "contact_email",
    "website",
    "is_victim_service",
)


@transaction.atomic
def create_organization(
    *,
    name: str,
    slug: str,
    owner: User | None = None,
    kind: str = Organization.Kind.ORGANIZATION,
    by: User | None = None,
    **settings: Any,
) -> Organization:
    """A new organization, owned by ``owner`` where given; asked twice for one address and name, the first one.

    Raises ``Refused`` when another organization has the address already.
    """
    organization, is_new = Organization.objects.get_or_create(
        slug=slug, defaults={"name": name, "kind": kind, **settings}
    )
    if not is_new and organization.name != name:
        raise Refused(
            _("“%(slug)s” is the address of another organization. Please choose another one.")
            % {"slug": slug},
            field="slug",
        )
    if is_new:
        note(
            verb="created",
            subject=organization,
            organization_id=organization.pk,
            by=by,
            after={"name": name, "slug": slug, "kind": kind},
        )
        zones.forget(slug)
    if owner is not None:
        give_role(organization=organization, user=owner, kind=RoleKind.OWNER, by=by)
    return organization


@transaction.atomic
def change_settings(
    *, organization: Organization, by: Viewer | None, **settings: Any
) -> Organization:
    """Keep what the organization says of itself; only what differs is written and noted."""
    if not settings.keys() <= set(SETTINGS):
        raise ValueError(f"not settings: {sorted(settings.keys() - set(SETTINGS))}")
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    before, after = change(organization, **settings)
    if not after:
        return organization
    note(
        verb="changed",
        subject=organization,
        organization_id=organization.pk,
        by=by,
        before=before,
        after=after,
    )
    transaction.on_commit(lambda: zones.forget(organization.slug))
    return organization
