"""What the workspace shows of petitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concerted.act.petitions.models import (
    Petition,
    PetitionState,
    Signature,
    Sponsorship,
)
from concerted.base.gates import Viewer
from concerted.organizations.models import ENTERERS, Organization
from concerted.organizations.translations import Rendition, renditions

SMALLEST_GROUP = 5
"""Counts of fewer people are not told: they would point at somebody."""

TONES = {
    PetitionState.DRAFT: "plain",
    PetitionState.OPEN: "good",
    PetitionState.DELIVERED: "good",
    PetitionState.ANSWERED: "good",
    PetitionState.CLOSED: "",
}


@dataclass(frozen=True)
class Badge:
    label: Promise | str
    tone: str


@dataclass(frozen=True)
class PetitionCard:
    petition: Petition
    text: Rendition
    badge: Badge


@dataclass(frozen=True)
class PlaceCount:
    """How many signed in a place; ``postal_code`` is empty for all places not told apart."""

    postal_code: str
    number: int


def badge(petition: Petition) -> Badge:
    if petition.paused_at is not None:
        return Badge(_("Paused"), "look")
    return Badge(petition.get_state_display(), TONES[PetitionState(petition.state)])


def cards(petitions: Iterable[Petition], language: str) -> list[PetitionCard]:
    petitions = list(petitions)
    texts = renditions(petitions, language)
    return [PetitionCard(one, texts[one.pk], badge(one)) for one in petitions]


def can_enter(organization: Organization, viewer: Viewer) -> bool:
    mine = Organization.objects.joined_by(viewer, *ENTERERS)
    return mine.filter(pk=organization.pk).exists()


def invitations(organization: Organization, viewer: Viewer) -> list[Sponsorship]:
    """Petitions of others that ask ``organization`` to stand behind them, for who may answer."""
    asked = Sponsorship.objects.answerable_by(viewer).filter(sponsor=organization)
    return list(asked.select_related("petition__organization", "sponsor"))


def place_counts(petition: Petition) -> list[PlaceCount]:
    """Signatures by place, the largest first, so that no small group can be told from the rest.

    Places with fewer than five go into one group without a name. If that group would still be smaller than
    five, the smallest named places join it: otherwise the total minus what is shown would give it away.
    """
    found = (
        Signature.objects.filter(petition=petition)
        .counted()
        .order_by()
        .values_list("postal_code")
        .annotate(count=Count("pk"))
    )
    return grouped_places(dict(found))


def grouped_places(counts: dict[str, int]) -> list[PlaceCount]:
    """``counts`` by place with small groups joined."""
    named = sorted(
        ((place, count) for place, count in counts.items() if place and count >= SMALLEST_GROUP),
        key=lambda one: (-one[1], one[0]),
    )
    rest = sum(counts.values()) - sum(count for _, count in named)
    while named and 0 < rest < SMALLEST_GROUP:
        rest += named.pop()[1]
    told = [PlaceCount(place, count) for place, count in named]
    return [*told, PlaceCount("", rest)] if rest >= SMALLEST_GROUP else told


def signature_list(
    petition: Petition, viewer: Viewer, words: str, show: str
) -> QuerySet[Signature]:
    """Signatures that ``viewer`` may see, newest first, by words of the name or the ZIP code."""
    found = Signature.objects.visible_to(viewer).filter(petition=petition)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(postal_code__startswith=word))
    if show == "comments":
        found = found.exclude(comment="")
    elif show == "waiting":
        found = found.standing().filter(confirmed_at__isnull=True)
    elif show == "out":
        found = found.filter(Q(disowned_at__isnull=False) | Q(removed_at__isnull=False))
    return found.order_by("-created_at")


def sponsorships(petition: Petition) -> list[Sponsorship]:
    """Who was asked to stand behind ``petition``, which the reader may see."""
    return list(petition.sponsorships.select_related("sponsor"))
