"""Who gives, and what they could bring."""

from __future__ import annotations

import datetime
import uuid
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.offers.models import Giver, Offer
from concerted.pool.offers.operations.needs import check_member


class OfferValues(TypedDict, total=False):
    title: str
    goal: Goal | None
    kind: str
    amount: int
    currency: str
    languages: list[str]
    place: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None


class GiverValues(TypedDict, total=False):
    """Who gives: ``partner``, or somebody outside by ``name``, with an ``email`` where we may write."""

    partner: Organization | None
    name: str
    email: str
    language: str
    is_named: bool


@transaction.atomic
def record_giver(*, organization: Organization, **values: Unpack[GiverValues]) -> Giver:
    """The giver, known already or new. Consent to be named is added where it is given, and stays otherwise."""
    partner, email = values.get("partner"), values.get("email", "").strip().lower()
    language = values.get("language") or organization.language
    named = values.get("is_named", False)
    if partner is not None:
        check_member(coalition=organization, partner=partner)
        giver, _is_new = Giver.objects.get_or_create(
            organization=organization,
            partner=partner,
            defaults={"language": partner.language, "is_named": named},
        )
    else:
        giver = _outsider(organization, values.get("name", ""), email, language, named=named)
    if named and not giver.is_named:
        change(giver, is_named=True)
    return giver


def _outsider(
    organization: Organization, name: str, email: str, language: str, *, named: bool
) -> Giver:
    if not name:
        raise Refused(_("Who gives? Choose a partner or write a name."), field="name")
    told = {"name": name, "language": language, "is_named": named}
    if not email:
        return Giver.objects.create(organization=organization, **told)
    giver, _is_new = Giver.objects.get_or_create(
        organization=organization, email=email, defaults=told
    )
    return giver


@transaction.atomic
def name_giver(*, giver: Giver, is_named: bool, by: Viewer | None = None) -> Giver:
    """Note whether a giver may be named on public pages; they can change their mind at any time."""
    giver = Giver.objects.select_for_update(of=("self",)).get(pk=giver.pk)
    before, after = change(giver, is_named=is_named)
    if after:
        note(verb="edited", subject=giver, by=by, before=before, after=after)
    return giver


@transaction.atomic
def add_offer(
    *,
    organization: Organization,
    giver: GiverValues,
    by: Viewer | None,
    key: uuid.UUID | None = None,
    **values: Unpack[OfferValues],
) -> Offer:
    """What a giver could bring. The same form sent twice makes one offer."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    key = key or uuid.uuid4()
    same = Offer.objects.filter(organization=organization, key=key).first()
    if same is not None:
        return same
    goal = values.get("goal")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    offer = Offer.objects.create(
        organization=organization,
        giver=record_giver(organization=organization, **giver),
        key=key,
        **values,
    )
    note(verb="added", subject=offer, by=by, after={"title": offer.title})
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: Viewer | None) -> Offer:
    """Take an offer back. What was pledged from it stays pledged."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if offer.withdrawn_at is None:
        change(offer, withdrawn_at=timezone.now())
        note(verb="withdrawn", subject=offer, by=by)
    return offer
