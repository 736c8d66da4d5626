"""The alliance grows from five organizations to thirteen: what each is, who speaks for it, and how far it has come."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from concerted.organizations.models import Membership, Organization
from concerted.organizations.operations import join_coalition
from concerted.organizations.operations.founding import create_organization
from concerted.pool.partners.models import ChecklistItem, Sector, Side, Size
from concerted.pool.partners.operations.inviting import invite_partner
from concerted.pool.partners.operations.joining import change_role
from concerted.pool.partners.operations.profiles import (
    add_representative,
    begin_checklist,
    mark_done,
    save_profile,
)
from concerted.pool.partners.operations.terms import propose_terms
from concerted.site.demo import past
from concerted.site.demo.cast import Cast

Role = Membership.Role


@dataclass(frozen=True)
class Newcomer:
    """An organization that joined after the five who founded the alliance."""

    slug: str
    name: str
    about: str
    languages: tuple[str, ...]
    role: str = Role.MEMBER


NEWCOMERS = (
    Newcomer(
        "casa-del-rio",
        "Casa del Río",
        "A family and youth center. Homework help, a kitchen, and somebody who fills in forms with you.",
        ("en", "es"),
    ),
    Newcomer(
        "viet-aid",
        "Hội Người Việt Riverside",
        "Vietnamese families help each other: rides to the doctor, tea on Sundays, a phone line in Vietnamese.",
        ("vi", "en"),
    ),
    Newcomer(
        "health-center",
        "Mill River Community Health Center",
        "A clinic on the other side of the river that takes patients without insurance.",
        ("en", "es", "pt"),
    ),
    Newcomer(
        "st-brendan",
        "St. Brendan’s Food Pantry",
        "Groceries for 300 households every Thursday, no questions asked.",
        ("en",),
    ),
    Newcomer(
        "bus-riders",
        "Riverside Bus Riders",
        "People who depend on the 12 and the 34, and say so at every city meeting.",
        ("en", "es", "ht"),
    ),
    Newcomer(
        "harbor-house",
        "Harbor House",
        "A shelter and a phone line, day and night, for people who are not safe at home.",
        ("en", "es"),
        Role.ALLY,
    ),
    Newcomer(
        "legal-aid",
        "Millbrook Legal Aid",
        "Lawyers who cost nothing, for benefits, housing and immigration.",
        ("en", "es", "ht"),
        Role.ALLY,
    ),
    Newcomer(
        "college",
        "Riverside College School of Social Work",
        "Students in their field year, and the teachers who count with us.",
        ("en",),
        Role.OBSERVER,
    ),
)

CENTER, WEST, MILL = "Riverside Center", "West Side", "Mill River"
#                    field of work        size             places          who speaks for it, and who stands in
PROFILES: dict[str, tuple[str, str, Sequence[str], Sequence[tuple[str, str]]]] = {
    "elm-street": (Sector.RESIDENTS, Size.VOLUNTEERS, (CENTER,), (("Maria Ortiz", "Votes"),)),
    "social-workers": (
        *(Sector.SOCIAL_WORK, Size.SMALL, (CENTER, WEST)),
        (("Devon Price", "Votes"), ("Hannah Cole", "Stands in")),
    ),
    "lakay": (
        *(Sector.IMMIGRANTS, Size.SMALL, (WEST,)),
        (("Josette Pierre", "Votes"), ("Wilner Jean", "Stands in")),
    ),
    "tenants": (Sector.HOUSING, Size.VOLUNTEERS, (WEST, MILL), (("Tasha Green", "Votes"),)),
    "nurses": (Sector.LABOR, Size.VOLUNTEERS, (CENTER,), (("Grace Mensah", "Votes"),)),
    "casa-del-rio": (
        *(Sector.SCHOOLS, Size.SMALL, (WEST,)),
        (("Lucía Ramírez", "Votes"), ("Andrés Vega", "Stands in")),
    ),
    "viet-aid": (Sector.IMMIGRANTS, Size.VOLUNTEERS, (MILL,), (("Nguyễn Thị Lan", "Votes"),)),
    "health-center": (Sector.HEALTH, Size.LARGE, (MILL,), (("Dr. Paul Okafor", "Votes"),)),
    "st-brendan": (Sector.FOOD, Size.VOLUNTEERS, (CENTER,), (("Kathleen Byrne", "Votes"),)),
    "bus-riders": (Sector.RESIDENTS, Size.VOLUNTEERS, (CENTER, WEST), (("Ray Santos", "Votes"),)),
    "harbor-house": (Sector.SAFETY, Size.MIDDLE, (), (("An advocate of the house", "Listens"),)),
    "legal-aid": (Sector.LEGAL, Size.MIDDLE, (CENTER,), (("Amy Feldman", "Advises"),)),
    "college": (Sector.UNIVERSITY, Size.LARGE, (CENTER,), (("Prof. Ibrahim Sesay", "Observes"),)),
}
SPOKEN = {
    "elm-street": ("en", "es"),
    "social-workers": ("en", "es", "ht"),
    "lakay": ("ht", "en"),
    "tenants": ("en", "es"),
    "nurses": ("en", "es", "ht"),
}
STEPS_TAKEN = {"casa-del-rio": 5, "viet-aid": 3, "bus-riders": 4, "college": 2, "harbor-house": 4}
"""Of seven; who is not here took them all."""


def grow(cast: Cast) -> None:
    """Eight more join; all tell what they are; one more is asked, and one asks to see more."""
    for newcomer in NEWCOMERS:
        cast.partners.append(_join(cast, newcomer))
    begin_checklist(coalition=cast.coalition, by=cast.owner)
    items = list(ChecklistItem.objects.filter(organization=cast.coalition).current())
    rows = Membership.objects.filter(organization=cast.coalition).select_related("member")
    memberships = {one.member.slug: one for one in rows}
    for slug, membership in memberships.items():
        _tell(membership)
        for item in items[: STEPS_TAKEN.get(slug, len(items))]:
            mark_done(membership=membership, item=item, by=cast.organizer)
    change_role(
        membership=memberships["elm-street"], role=Role.CONVENER, seat_count=1, by=cast.owner
    )
    propose_terms(
        membership=memberships["legal-aid"],
        side=Side.MEMBER,
        subjects=["workplan", "offers", "minutes"],
        by=None,
    )
    invite_partner(
        coalition=cast.coalition,
        name="Igreja Nova Esperança",
        email="pastor@esperanca.example",
        language="pt",
        by=cast.owner,
    )
    past.forget_mail("partners/")
    past.move_memberships(cast.coalition, days=700, until=380)


def _join(cast: Cast, newcomer: Newcomer) -> Organization:
    member = create_organization(
        name=newcomer.name,
        slug=newcomer.slug,
        about=newcomer.about,
        language=newcomer.languages[0],
        languages=list(newcomer.languages),
    )
    join_coalition(coalition=cast.coalition, member=member, role=newcomer.role, by=None)
    return member


def _tell(membership: Membership) -> None:
    member = membership.member
    sector, size, places, people = PROFILES[member.slug]
    save_profile(
        organization=member,
        sector=sector,
        size=size,
        places=places,
        languages=SPOKEN.get(member.slug, member.languages),
        is_victim_service=member.slug == "harbor-house",
        by=None,
    )
    began = timezone.localdate() - datetime.timedelta(days=200)
    for name, post in people:
        add_representative(membership=membership, name=name, post=post, starts_on=began, by=None)
