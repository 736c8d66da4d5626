"""The organizations of the demonstration and who signs in to them."""

from __future__ import annotations

from dataclasses import dataclass

from concerted.accounts.models import User
from concerted.accounts.operations import create_user
from concerted.organizations.models import Organization, RoleKind
from concerted.organizations.operations.coalitions import join_coalition
from concerted.organizations.operations.founding import create_organization
from concerted.organizations.operations.team import give_role

PASSWORD = "together-on-elm-street"  # noqa: S105 the same in every demonstration, and printed by it
LOGINS = (
    ("maria@riverside.example", PASSWORD, "owner"),
    ("devon@riverside.example", PASSWORD, "organizer"),
    ("ruth@riverside.example", PASSWORD, "viewer"),
)
NAMES = ("Maria Ortiz", "Devon Price", "Ruth Adeyemi")
ROLES = (RoleKind.OWNER, RoleKind.ORGANIZER, RoleKind.VIEWER)

PARTNERS = (
    ("Elm Street Neighbors", "elm-street", "Residents of the blocks around the clinic."),
    ("Riverside Social Workers", "social-workers", "Social workers in schools and clinics."),
    ("Sant Kominotè Lakay", "lakay", "A community center of Haitian families."),
    ("Riverside Tenants Union", "tenants", "Tenants who stand up for each other."),
    ("Nurses of Elm Street", "nurses", "The nurses who work at the clinic."),
)


@dataclass(frozen=True)
class Cast:
    coalition: Organization
    partners: list[Organization]
    owner: User
    organizer: User
    viewer: User


def found_organizations() -> Cast:
    """Riverside Health Alliance, the five organizations that founded it and three people who sign in."""
    users = [
        create_user(email=email, name=name, password=password)
        for (email, password, _role), name in zip(LOGINS, NAMES, strict=True)
    ]
    owner, organizer, viewer = users
    coalition = create_organization(
        name="Riverside Health Alliance",
        slug="riverside",
        kind=Organization.Kind.COALITION,
        owner=owner,
        by=owner,
        about=(
            "Thirteen organizations in Riverside, Massachusetts, who work together so that everybody can get care "
            "close to home."
        ),
        languages=["es", "ht"],
        contact_email="hello@riverside.example",
    )
    for user, kind in zip(users[1:], ROLES[1:], strict=True):
        give_role(organization=coalition, user=user, kind=kind, by=owner)
    partners = [_partner(coalition, *partner) for partner in PARTNERS]
    give_role(organization=partners[0], user=owner, kind=RoleKind.OWNER, by=None)
    return Cast(coalition, partners, owner, organizer, viewer)


def _partner(coalition: Organization, name: str, slug: str, about: str) -> Organization:
    partner = create_organization(name=name, slug=slug, about=about, languages=["es", "ht"])
    join_coalition(coalition=coalition, member=partner, by=None)
    return partner
