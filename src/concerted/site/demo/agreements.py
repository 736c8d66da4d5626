"""What the alliance and its members have agreed on: in force, expiring, expired, waiting, declined, ended, and a draft."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from concerted.organizations.models import Organization
from concerted.pool.agreements.models import Agreement, AgreementVersion, Party
from concerted.pool.agreements.operations.drafting import (
    add_agreement,
    fill_agreement,
    renew_agreement,
)
from concerted.pool.agreements.operations.ending import end_agreement
from concerted.pool.agreements.operations.sending import send_agreement
from concerted.pool.agreements.operations.signing import (
    ask_signer,
    decline_agreement,
    sign_agreement,
)
from concerted.site.demo import agreement_words as words
from concerted.site.demo import past
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop

BOTH = ("en", "es")


def agree_with_partners(cast: Cast, loop: Loop) -> None:
    """Eight agreements, each in another state, and two of them in two languages."""
    by_slug = {one.slug: one for one in cast.partners}
    neighbors, workers, lakay, tenants, nurses = (
        by_slug[slug] for slug in ("elm-street", "social-workers", "lakay", "tenants", "nurses")
    )
    with_seat = [one for one in cast.partners if one.slug in words.SIGNERS]
    with past.on_day(420):
        flu = _draft(cast, "memorandum", words.FLU, words.FLU_VALUES, [nurses], 360)
        _sign_all(cast, _send(cast, flu))
    with past.on_day(170):
        goal = loop.clinic.goal
        partners = [neighbors, workers, lakay, nurses]
        drafted = _draft(
            cast,
            "memorandum",
            words.TOGETHER,
            words.TOGETHER_VALUES,
            partners,
            365,
            languages=BOTH,
            goal=goal,
        )
        _sign_all(cast, _send(cast, drafted))
        rule = _draft(
            cast, "decision_rule", words.RULE, words.RULE_VALUES, with_seat, 730, languages=BOTH
        )
        _sign_all(cast, _send(cast, rule))
    with past.on_day(145):
        shared = _draft(
            cast, "data_sharing", words.WAITING, words.WAITING_VALUES, [lakay, nurses], 186
        )
        _sign_all(cast, _send(cast, shared))
    with past.on_day(90):
        posters = _draft(cast, "logo", words.POSTERS, words.POSTERS_VALUES, [tenants, lakay], 240)
        _sign_all(cast, _send(cast, posters))
    _end_posters(cast, posters)
    _wait_for_signatures(cast, [lakay, tenants])
    _decline(cast, tenants)
    renew_agreement(agreement=shared, by=cast.owner)
    _draft(
        cast, "memorandum", words.INTERPRETERS, words.INTERPRETERS_VALUES, [lakay, workers], 365
    )
    past.forget_mail("agreements/")


def _draft(
    cast: Cast,
    kind: str,
    title: str,
    values: Mapping[str, Any],
    partners: Sequence[Organization],
    days: int,
    *,
    languages: Sequence[str] = ("en",),
    **more: Any,
) -> Agreement:
    today = timezone.localdate()
    draft = add_agreement(
        organization=cast.coalition,
        kind=kind,
        title=title,
        partners=partners,
        languages=list(languages),
        starts_on=today,
        ends_on=today + datetime.timedelta(days=days),
        by=cast.owner,
        **more,
    )
    return fill_agreement(agreement=draft, values=values, by=cast.owner)


def _send(cast: Cast, agreement: Agreement) -> AgreementVersion:
    """Sent, with somebody who signs by mail for each partner that has no account."""
    for party in agreement.parties.exclude(partner=cast.coalition).select_related("partner"):
        if party.partner is None or party.partner.slug == "elm-street":
            continue
        name, _capacity = words.SIGNERS[party.partner.slug]
        ask_signer(
            party=party,
            name=name,
            email=f"{name.split()[0].lower()}@{party.partner.slug}.example",
            language="en",
            asked_by=cast.coalition,
            by=cast.owner,
        )
    return send_agreement(agreement=agreement, by=cast.owner)


def _sign_all(cast: Cast, version: AgreementVersion) -> None:
    for party in _parties(version):
        _sign(cast, version, party)


def _parties(version: AgreementVersion) -> list[Party]:
    """Partners first; the alliance countersigns."""
    rows = version.agreement.parties.select_related("partner", "agreement")
    return sorted(rows, key=lambda one: one.is_drafter)


def _sign(cast: Cast, version: AgreementVersion, party: Party) -> None:
    slug = party.partner.slug if party.partner is not None else ""
    name, capacity = words.SIGNERS.get(slug, ("Maria Ortiz", "convener"))
    signer = party.signers.first()
    sign_agreement(
        party=party,
        name=name,
        capacity=capacity,
        text_hash=version.text_hash,
        language="en",
        by=cast.owner if signer is None else None,
        signer=signer,
    )


def _end_posters(cast: Cast, agreement: Agreement) -> None:
    with past.on_day(20):
        end_agreement(
            agreement=agreement,
            party=agreement.parties.get(partner=cast.coalition),
            ended_on=timezone.localdate(),
            reason=words.POSTERS_END,
            by=cast.owner,
        )


def _wait_for_signatures(cast: Cast, partners: Sequence[Organization]) -> None:
    """The first partner has signed; the second and the alliance have not."""
    with past.on_day(3):
        draft = _draft(cast, "logo", words.LOGO, words.LOGO_VALUES, partners, 180)
        version = _send(cast, draft)
    with past.on_day(1):
        _sign(cast, version, version.agreement.parties.get(partner=partners[0]))


def _decline(cast: Cast, partner: Organization) -> None:
    with past.on_day(12):
        draft = _draft(cast, "data_sharing", words.RENTS, words.RENTS_VALUES, [partner], 365)
        version = _send(cast, draft)
    with past.on_day(8):
        decline_agreement(
            party=version.agreement.parties.get(partner=partner),
            reason=words.RENTS_NO,
            text_hash=version.text_hash,
        )
