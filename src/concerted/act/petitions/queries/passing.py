"""Whose name goes to which partner now: the yes of each signer, and the rule of the petition."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from concerted.act.petitions.models import ListRule, Passing, Petition, Reason, Signature
from concerted.act.petitions.queries.consents import purpose_of
from concerted.analysis.tally import share_out
from concerted.organizations.models import Organization
from concerted.people.models import Answer, Channel, Consent, ContactPoint
from concerted.people.models.consents import standing_answer

Yeses = dict[uuid.UUID, dict[uuid.UUID, list["Yes"]]]
"""By signature and partner what a signer allowed it."""


@dataclass(frozen=True)
class Yes:
    """A proven yes that stands: one channel, and what was shown."""

    channel: str
    value: str
    source: str
    words: str
    language: str
    answered_at: datetime.datetime


COLUMNS = ("channel", "contact_point__value", "source", "words", "language", "answered_at")
"""What a ``Yes`` takes from the ledger."""


@dataclass(frozen=True)
class Due:
    """A name that a partner is to be given."""

    signature: Signature
    partner: Organization
    reason: Reason
    yeses: list[Yes]


@dataclass(frozen=True)
class PartnerCounts:
    """What the sponsor of record sees of one partner: counts, never names."""

    partner: Organization
    brought: int
    said_yes: int
    passed: int
    due: int


def receivers(petition: Petition) -> list[Organization]:
    """The partners that may be given names: those behind ``petition`` that keep some, the first that said yes first.

    None where only counts leave the sponsor of record, or where it helps survivors of violence.
    """
    if not petition.gives_names() or petition.organization.is_victim_service:
        return []
    accepted = petition.sponsorships.accepted().select_related("sponsor")
    behind = accepted.order_by("accepted_at", "pk")
    return [one.sponsor for one in behind if not one.sponsor.is_victim_service]


def standing_yeses(
    petition: Petition, partners: Iterable[Organization], signature: Signature | None = None
) -> Yeses:
    """Every proven yes to a partner that stands now, at an address in use. Without a viewer: operations ask."""
    named = {purpose_of(one.pk): one.pk for one in partners}
    rows = Consent.objects.filter(
        organization_id=petition.organization_id,
        purpose__in=named,
        answer=Answer.GRANTED,
        is_proven=True,
        contact_point__status=ContactPoint.Status.USABLE,
    )
    if signature is not None:
        rows = rows.filter(source_ref=str(signature.pk))
    found: Yeses = defaultdict(lambda: defaultdict(list))
    for channel in (Channel.EMAIL, Channel.TEXT):
        for purpose, partner in named.items():
            stands = standing_answer(channel, purpose, point="contact_point_id")
            told = rows.filter(channel=channel, purpose=purpose).alias(stands=stands)
            standing = told.filter(stands=Answer.GRANTED).order_by("answered_at", "pk")
            for ref, *answer in standing.values_list("source_ref", *COLUMNS):
                found[uuid.UUID(ref)][partner].append(Yes(*answer))
    return found


def names_due(petition: Petition, signature: Signature | None = None) -> list[Due]:
    """The names that are to go to partners now; of ``signature`` alone, what needs no look at the others.

    Sharing all, each who said yes goes to every partner they said yes to. In proportion, who came by a partner's
    link goes to that partner; all others are shared out one by one, oldest first, so that partners get them in
    proportion to the signatures that their links brought. In both only to a partner they said yes to.
    """
    partners = {one.pk: one for one in receivers(petition)}
    if not partners:
        return []
    yeses = standing_yeses(petition, partners.values(), signature)
    signatures = _signatures(petition, yeses)
    passed = _passed(petition, signature)
    if petition.list_rule == ListRule.SHARE_ALL:
        due = [
            (one, to, Reason.ASKED) for one in signatures for to in partners if to in yeses[one.pk]
        ]
    else:
        due = [
            (one, one.brought_by_id, Reason.BROUGHT)
            for one in signatures
            if one.brought_by_id in partners and one.brought_by_id in yeses[one.pk]
        ]
        if signature is None:
            due += _shared_out(petition, signatures, partners, yeses, passed)
    return [
        Due(one, partners[to], reason, yeses[one.pk][to])
        for one, to, reason in due
        if to not in passed.get(one.pk, ())
    ]


def _signatures(petition: Petition, yeses: Yeses) -> list[Signature]:
    """Those of the signatures with a yes that are of ``petition`` and count, oldest first."""
    keys, found = sorted(yeses), list[Signature]()
    for start in range(0, len(keys), 500):
        rows = Signature.objects.filter(petition=petition, person__isnull=False).counted()
        found += rows.filter(pk__in=keys[start : start + 500]).select_related("person")
    return sorted(found, key=lambda one: (one.created_at, one.pk))


def _passed(petition: Petition, signature: Signature | None) -> dict[uuid.UUID, list[uuid.UUID]]:
    """By signature the partners that have its name."""
    rows = Passing.objects.filter(petition=petition).standing()
    if signature is not None:
        rows = rows.filter(signature=signature)
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for key, partner in rows.values_list("signature_id", "partner_id"):
        found[key].append(partner)
    return found


def _shared_out(
    petition: Petition,
    signatures: list[Signature],
    partners: Mapping[uuid.UUID, Organization],
    yeses: Yeses,
    passed: Mapping[uuid.UUID, list[uuid.UUID]],
) -> list[tuple[Signature, uuid.UUID, Reason]]:
    """Where those go who came by no partner's link and went to no partner yet."""
    free = [
        one for one in signatures if one.brought_by_id not in partners and one.pk not in passed
    ]
    brought = brought_counts(petition)
    before = Passing.objects.filter(petition=petition, reason=Reason.SHARED_OUT).standing()
    places = share_out(
        [tuple(yeses[one.pk]) for one in free],
        {key: brought[key] for key in partners},
        Counter(before.values_list("partner_id", flat=True)),
    )
    return [
        (one, to, Reason.SHARED_OUT)
        for one, to in zip(free, places, strict=True)
        if to is not None
    ]


def brought_counts(petition: Petition) -> Counter[uuid.UUID]:
    """How many signatures that count came by the link of each partner."""
    rows = Signature.objects.filter(petition=petition, brought_by__isnull=False).counted()
    return Counter(dict(rows.order_by().values_list("brought_by_id").annotate(Count("pk"))))


def partner_counts(petition: Petition) -> list[PartnerCounts]:
    """For the desk of ``petition``, which the reader may edit: what a run would do now, in counts."""
    partners = receivers(petition)
    brought = brought_counts(petition)
    yeses = standing_yeses(petition, partners)
    said_yes = Counter(to for one in _signatures(petition, yeses) for to in yeses[one.pk])
    standing = Passing.objects.filter(petition=petition).standing()
    passed = Counter(standing.values_list("partner_id", flat=True))
    due = Counter(one.partner.pk for one in names_due(petition))
    return [
        PartnerCounts(one, brought[one.pk], said_yes[one.pk], passed[one.pk], due[one.pk])
        for one in partners
    ]
