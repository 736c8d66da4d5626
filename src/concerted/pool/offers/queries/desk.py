"""The pool in the workspace: what is needed and offered, one need, one offer, one pledge."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Proposal
from concerted.decide.proposals.queries.pages import Card, cards
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.pool.offers.models import Delivery, Giver, Need, Offer, Pledge, PledgeState
from concerted.pool.offers.queries.amounts import money, told_of
from concerted.pool.offers.queries.progress import Progress, taken_of
from concerted.pool.offers.queries.public import NeedTold, needs_told, served_counts
from concerted.pool.offers.queries.suggestions import Suggestion, suggest
from concerted.pool.offers.queries.words import PledgeWords, pledge_words

TONES = {
    PledgeState.PROPOSED: "look",
    PledgeState.GIVEN: "look",
    PledgeState.CONFIRMED: "",
    PledgeState.FULFILLED: "good",
    PledgeState.WITHDRAWN: "plain",
    PledgeState.DECLINED: "plain",
}


@dataclass(frozen=True)
class OfferTold:
    offer: Offer
    giver: str
    amount: str
    left: str
    is_used_up: bool


@dataclass(frozen=True)
class PledgeTold:
    pledge: Pledge
    words: PledgeWords
    giver: str
    received: str
    is_late: bool
    can_answer: bool

    @property
    def tone(self) -> str:
        return "bad" if self.is_late else TONES[PledgeState(self.pledge.state)]


@dataclass(frozen=True)
class SuggestionTold:
    suggestion: Suggestion
    giver: str
    left: str


@dataclass(frozen=True)
class PoolDesk:
    """Everything at once: needs, offers that still have something, and pledges that are late."""

    needs: Sequence[NeedTold]
    suggested: Mapping[uuid.UUID, int]
    """For each need how many offers fit."""
    offers: Sequence[OfferTold]
    late: Sequence[PledgeTold]


def partners_of(coalition: Organization, viewer: Viewer) -> QuerySet[Organization]:
    """Members of ``coalition`` for which ``viewer`` may offer and pledge: those they organize in, or all where they
    organize in the coalition itself."""
    members = Organization.objects.public().filter(coalitions__organization=coalition)
    if can_organize(coalition, viewer):
        return members
    mine = Organization.objects.organized_by(viewer)
    return members.filter(pk__in=mine.values("pk"))


class Names:
    """Givers' names for one viewer: partners by theirs, others only to those who organize, or where they agreed."""

    def __init__(self, coalition: Organization, viewer: Viewer) -> None:
        self.sees_all = can_organize(coalition, viewer)

    def of(self, giver: Giver) -> str:
        if giver.partner is not None or self.sees_all:
            return str(giver) or _("Somebody who was erased")
        return giver.public_name or _("Somebody outside")


def pool_desk(
    organization: Organization, viewer: Viewer, language: str, today: datetime.date
) -> PoolDesk:
    rows = Need.objects.visible_to(viewer).filter(organization=organization).with_everything()
    needs = needs_told(list(rows.order_by("closed_at", "created_at")), language)
    offers = _offers(organization, viewer)
    taken, names = taken_of(offers), Names(organization, viewer)
    progress = {one.need.pk: one.progress for one in needs}
    open_needs = [one.need for one in needs if one.need.is_open]
    found = suggest(open_needs, offers, progress, taken, today)
    late = Pledge.objects.visible_to(viewer).filter(organization=organization).late(today)
    return PoolDesk(
        needs=needs,
        suggested={pk: len(some) for pk, some in found.items() if some},
        offers=[_offer_told(one, taken, names) for one in offers],
        late=pledges_told(late, organization, viewer, language, today),
    )


def _offers(organization: Organization, viewer: Viewer) -> list[Offer]:
    rows = Offer.objects.visible_to(viewer).filter(organization=organization).standing()
    return list(rows.select_related("giver__partner", "goal"))


def _offer_told(offer: Offer, taken: Mapping[uuid.UUID | None, int], names: Names) -> OfferTold:
    left = max(0, offer.amount - taken.get(offer.pk, 0))
    return OfferTold(offer, names.of(offer.giver), told_of(offer), told_of(offer, left), left == 0)


def offer_told(offer: Offer, viewer: Viewer) -> OfferTold:
    """One offer, which has passed a gate."""
    return _offer_told(offer, taken_of([offer]), Names(offer.organization, viewer))


def pledges_told(
    rows: QuerySet[Pledge],
    organization: Organization,
    viewer: Viewer,
    language: str,
    today: datetime.date,
) -> list[PledgeTold]:
    """Pledges that have passed a gate, in words; three queries and those of the names."""
    found = list(Pledge.objects.filter(pk__in=rows.values("pk")).with_sums().with_everything())
    if not found:
        return []
    words, names = pledge_words(found, language), Names(organization, viewer)
    answerable = set(
        Pledge.objects.answerable_by(viewer)
        .filter(pk__in=[one.pk for one in found])
        .values_list("pk", flat=True)
    )
    return [
        PledgeTold(
            pledge=one,
            words=words[one.pk],
            giver=names.of(one.giver),
            received=told_of(one, one.delivered, words[one.pk].noun),
            is_late=one.is_late(today),
            can_answer=one.pk in answerable,
        )
        for one in found
    ]


@dataclass(frozen=True)
class NeedDesk:
    told: NeedTold
    pledges: Sequence[PledgeTold]
    suggestions: Sequence[SuggestionTold]
    partners: Sequence[Organization]
    """For whom ``viewer`` may pledge."""
    proposal: Card | None
    """What it became, where ``viewer`` may read it."""


def need_desk(need: Need, viewer: Viewer, language: str, today: datetime.date) -> NeedDesk:
    """One need, which has passed a gate, with what was pledged and which offers fit."""
    told = needs_told([need], language)[0]
    rows = Pledge.objects.visible_to(viewer).filter(need=need)
    return NeedDesk(
        told=told,
        pledges=pledges_told(rows, need.organization, viewer, language, today),
        suggestions=_suggestions(need, told.progress, viewer, today) if need.is_open else [],
        partners=list(partners_of(need.organization, viewer)),
        proposal=_proposal(need, viewer, language),
    )


def _proposal(need: Need, viewer: Viewer, language: str) -> Card | None:
    if need.proposal_id is None:
        return None
    rows = Proposal.objects.visible_to(viewer).filter(pk=need.proposal_id)
    return next(iter(cards(list(rows), language)), None)


def _suggestions(
    need: Need, progress: Progress, viewer: Viewer, today: datetime.date
) -> list[SuggestionTold]:
    offers, names = _offers(need.organization, viewer), Names(need.organization, viewer)
    taken = taken_of(offers)
    asked = set(
        Pledge.objects.filter(need=need, state=PledgeState.PROPOSED).values_list(
            "offer_id", flat=True
        )
    )
    found = suggest([need], offers, {need.pk: progress}, taken, today)[need.pk]
    return [
        SuggestionTold(one, names.of(one.offer.giver), told_of(one.offer, one.left, need.noun))
        for one in found
        if one.offer.pk not in asked
    ]


@dataclass(frozen=True)
class DeliveryTold:
    delivery: Delivery
    amount: str
    value: str
    rate: str
    served: str
    """How many people, where they are not few."""


@dataclass(frozen=True)
class PledgeDesk:
    told: PledgeTold
    deliveries: Sequence[DeliveryTold]
    is_partly_hidden: bool
    """Whether a count of few people is not shown."""


def pledge_desk(pledge: Pledge, viewer: Viewer, language: str, today: datetime.date) -> PledgeDesk:
    """One pledge, which has passed a gate, with what has come of it."""
    rows = Pledge.objects.filter(pk=pledge.pk)
    told = pledges_told(rows, pledge.organization, viewer, language, today)[0]
    deliveries = deliveries_told(pledge, told.words.noun)
    hidden = any(one.delivery.served_count and not one.served for one in deliveries)
    return PledgeDesk(told, deliveries, hidden)


def delivery_of(pledge: Pledge, number: int) -> Delivery | None:
    """One delivery of a pledge, which has passed a gate, with all that a letter about it says."""
    found = Delivery.objects.filter(pledge=pledge, number=number).select_related("organization")
    delivery = found.first()
    if delivery is not None:
        delivery.pledge = pledge
    return delivery


def deliveries_told(pledge: Pledge, noun: str) -> list[DeliveryTold]:
    """What has come of a pledge, which has passed a gate. Counts of few people stay out of it."""
    rows = list(Delivery.objects.filter(pledge=pledge))
    safe = served_counts({one.pk: one.served_count or 0 for one in rows})
    return [
        DeliveryTold(
            delivery=one,
            amount=told_of(one, noun=noun),
            value=money(one.value_cents, one.value_currency)
            if one.value_cents is not None
            else "",
            rate=money(one.rate_cents, one.value_currency) if one.rate_cents is not None else "",
            served=safe[one.pk],
        )
        for one in rows
    ]
