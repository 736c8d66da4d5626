"""Partners as the pages show them: the coalition's list, one membership from either side, and for everybody."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.organizations.models import (
    Disclosure,
    Membership,
    Organization,
    RoleKind,
    Subject,
)
from concerted.organizations.queries import workspace_of
from concerted.organizations.translating import is_known
from concerted.pool.partners.models import (
    ChecklistItem,
    Departure,
    Done,
    PartnerInvitation,
    Profile,
    Representative,
    Side,
    TermsChange,
)

GROUPS = {
    Membership.Role.CONVENER: _("Conveners"),
    Membership.Role.MEMBER: _("Members"),
    Membership.Role.ALLY: _("Allies"),
    Membership.Role.OBSERVER: _("Observers"),
}
"""In the order in which pages list them."""


@dataclass(frozen=True)
class Partner:
    """A member of a coalition and what it tells of itself."""

    membership: Membership
    profile: Profile | None
    languages: tuple[tuple[str, str], ...]
    """(code, name)"""
    done_count: int = 0
    step_count: int = 0

    @property
    def organization(self) -> Organization:
        return self.membership.member


@dataclass(frozen=True)
class Group:
    """The partners of one role."""

    label: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True)
class CoalitionPage:
    """The partners of a coalition, for its team."""

    groups: tuple[Group, ...]
    asked: tuple[PartnerInvitation, ...]
    seat_count: int
    partner_count: int


def coalition_page(coalition: Organization, viewer: Viewer) -> CoalitionPage:
    rows = Membership.objects.visible_to(viewer).filter(organization=coalition)
    memberships = list(rows.select_related("member").order_by("member__name"))
    members = [one.member_id for one in memberships]
    profiles = Profile.objects.visible_to(viewer).filter(organization__in=members)
    items = ChecklistItem.objects.visible_to(viewer).filter(organization=coalition).current()
    steps = Done.objects.visible_to(viewer).filter(item__in=items)
    done = Counter(steps.values_list("membership_id", flat=True))
    asked = PartnerInvitation.objects.visible_to(viewer).filter(organization=coalition).waiting()
    return CoalitionPage(
        groups=_groups(memberships, profiles, done, items.count()),
        asked=tuple(asked.select_related("member")),
        seat_count=sum(one.seat_count for one in memberships),
        partner_count=len(memberships),
    )


def _groups(
    memberships: Iterable[Membership],
    profiles: Iterable[Profile],
    done: Counter[uuid.UUID] | None = None,
    step_count: int = 0,
) -> tuple[Group, ...]:
    told = {one.organization_id: one for one in profiles}
    by_role: dict[str, list[Partner]] = defaultdict(list)
    for one in memberships:
        profile = told.get(one.member_id)
        count = done[one.pk] if done is not None else 0
        by_role[one.role].append(Partner(one, profile, languages_of(profile), count, step_count))
    return tuple(
        Group(str(label), tuple(by_role[role])) for role, label in GROUPS.items() if by_role[role]
    )


def languages_of(profile: Profile | None) -> tuple[tuple[str, str], ...]:
    """(code, name) of each language in which the partner serves people."""
    codes = profile.languages if profile is not None else []
    return tuple((code, own_name(code)) for code in codes if is_known(code))


@dataclass(frozen=True)
class OwnPage:
    """The coalitions of an organization that is none, for its team."""

    memberships: tuple[Membership, ...]
    to_answer: tuple[PartnerInvitation, ...]
    departures: tuple[Departure, ...]
    profile: Profile | None


def own_page(organization: Organization, viewer: Viewer) -> OwnPage:
    memberships = Membership.objects.visible_to(viewer).filter(member=organization)
    asked = PartnerInvitation.objects.answerable_by(viewer).filter(member=organization).waiting()
    return OwnPage(
        memberships=tuple(
            memberships.select_related("organization").order_by("organization__name")
        ),
        to_answer=tuple(asked.select_related("organization")),
        departures=tuple(Departure.objects.visible_to(viewer).filter(organization=organization)),
        profile=Profile.objects.visible_to(viewer).filter(organization=organization).first(),
    )


@dataclass(frozen=True)
class Step:
    """A step of the list, and who said when that it was taken."""

    item: ChecklistItem
    done: Done | None


@dataclass(frozen=True)
class PartnerPage:
    """One membership, as the side that looks sees it."""

    partner: Partner
    side: Side
    representatives: tuple[Representative, ...]
    steps: tuple[Step, ...]
    shown_labels: tuple[str, ...]
    waiting: TermsChange | None
    waiting_labels: tuple[str, ...]
    is_owner: bool
    can_organize: bool

    @property
    def is_coalitions(self) -> bool:
        return self.side == Side.COALITION

    @property
    def done_count(self) -> int:
        return sum(step.done is not None for step in self.steps)


def partner_page(membership: Membership, here: Organization, viewer: Viewer) -> PartnerPage:
    """``membership`` has passed a gate; ``here`` is the side in whose name ``viewer`` looks."""
    profile = Profile.objects.visible_to(viewer).filter(organization=membership.member).first()
    rows = Representative.objects.visible_to(viewer).filter(membership=membership)
    waiting = (
        TermsChange.objects.visible_to(viewer).filter(membership=membership).waiting().first()
    )
    shown = shown_subjects(membership, viewer)
    mine = workspace_of(viewer, here.slug)
    kind = mine.kind if mine is not None else RoleKind.VIEWER
    return PartnerPage(
        partner=Partner(membership, profile, languages_of(profile)),
        side=side_of(membership, here),
        representatives=tuple(rows),
        steps=_steps(membership, viewer),
        shown_labels=subject_labels(shown),
        waiting=waiting,
        waiting_labels=subject_labels(waiting.subjects) if waiting is not None else (),
        is_owner=kind == RoleKind.OWNER,
        can_organize=kind in (RoleKind.OWNER, RoleKind.ORGANIZER),
    )


def side_of(membership: Membership, here: Organization) -> Side:
    return Side.COALITION if membership.organization_id == here.pk else Side.MEMBER


def shown_subjects(membership: Membership, viewer: Viewer) -> set[str]:
    rows = Disclosure.objects.visible_to(viewer).filter(membership=membership)
    return set(rows.values_list("subject", flat=True))


def subject_labels(subjects: Collection[str]) -> tuple[str, ...]:
    """``subjects`` in words, in their order."""
    return tuple(str(one.label) for one in Subject if one.value in subjects)


def _steps(membership: Membership, viewer: Viewer) -> tuple[Step, ...]:
    rows = Done.objects.visible_to(viewer).filter(membership=membership)
    done = {one.item_id: one for one in rows.select_related("done_by")}
    items = ChecklistItem.objects.visible_to(viewer).current()
    kept = items.filter(organization_id=membership.organization_id)
    return tuple(Step(item, done.get(item.pk)) for item in kept)


@dataclass(frozen=True)
class PublicPage:
    """Who stands behind a coalition, for everybody."""

    groups: tuple[Group, ...]
    partner_count: int
    sectors: tuple[tuple[str, int], ...]
    """(name, how many partners), the most first."""
    languages: tuple[tuple[str, str], ...]
    """(code, name) of every language in which some partner serves people."""
    places: tuple[str, ...]


def public_page(coalition: Organization) -> PublicPage:
    rows = Membership.objects.public().filter(organization=coalition)
    memberships = list(rows.select_related("member").order_by("member__name"))
    members = [one.member_id for one in memberships]
    profiles = list(Profile.objects.public().filter(organization__in=members))
    sectors = Counter(str(one.get_sector_display()) for one in profiles)
    spoken = {pair: None for one in profiles for pair in languages_of(one)}
    return PublicPage(
        groups=_groups(memberships, profiles),
        partner_count=len(memberships),
        sectors=tuple(sorted(sectors.items(), key=lambda pair: (-pair[1], pair[0]))),
        languages=tuple(sorted(spoken, key=lambda pair: pair[1])),
        places=tuple(sorted({place for one in profiles for place in one.places})),
    )


def memberships_of(here: Organization, viewer: Viewer) -> QuerySet[Membership]:
    """Memberships of which ``here`` is a side, for whoever has a role there."""
    rows = Membership.objects.visible_to(viewer).select_related("organization", "member")
    return rows.filter(Q(organization=here) | Q(member=here))
