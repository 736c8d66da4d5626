"""Sending an agreement for signing: its words are frozen under a number and a hash."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import (
    Agreement,
    AgreementVersion,
    Party,
    Shared,
    Signer,
)
from concerted.pool.agreements.operations.drafting import locked
from concerted.pool.agreements.operations.mailing import tell_parties, tell_signer
from concerted.pool.agreements.operations.trails import note_for_parties
from concerted.pool.agreements.queries.drafts import (
    draft_texts,
    parties_to_sign,
    still_unfilled,
    terms,
)
from concerted.pool.agreements.wording import text_hash


@transaction.atomic
def send_agreement(*, agreement: Agreement, by: Viewer | None) -> AgreementVersion:
    """Freeze the draft as the next version and ask every party to sign it.

    A version that waits for signatures is replaced: who signed it signs anew. One that binds stands until the new
    one is signed by all. Sent again without a change, nothing happens.
    """
    agreement = locked(agreement=agreement)
    latest = agreement.versions.order_by("-number").first()
    if latest is not None and latest.is_waiting and not agreement.is_changed:
        return latest
    _check_sendable(agreement, latest)
    now = timezone.now()
    AgreementVersion.objects.filter(agreement=agreement).waiting().update(replaced_at=now)
    version = _freeze(agreement, number=latest.number + 1 if latest else 1, sent_at=now)
    Party.objects.filter(agreement=agreement, first_version=None, left_on=None).update(
        first_version=version.number
    )
    change(agreement, is_changed=False)
    note_for_parties(
        verb="sent",
        subject=agreement,
        agreement=agreement,
        by=by,
        after={
            "number": agreement.number,
            "version": version.number,
            "text_hash": version.text_hash,
        },
    )
    tell_of_version(version=version)
    return version


def _check_sendable(agreement: Agreement, latest: AgreementVersion | None) -> None:
    if agreement.ended_on is not None:
        raise Refused(_("This agreement has ended. Please make a new one."))
    if latest is not None and latest.completed_at is not None and not agreement.is_changed:
        raise Refused(_("Everybody has signed this text already."))
    if agreement.ends_on is not None and agreement.ends_on < today_in(agreement.organization):
        raise Refused(_("It would be over before anybody signs. Please choose a later end."))
    missing = still_unfilled(agreement)
    if missing:
        words = _("Please fill this in first: %(fields)s")
        raise Refused(words % {"fields": " · ".join(str(one.label) for one in missing)})
    parties = parties_to_sign(agreement)
    if len(parties) < 2:
        raise Refused(_("Nobody is left to sign this. Please choose a partner."))
    _check_survivors(agreement, parties)


def _check_survivors(agreement: Agreement, parties: list[Party]) -> None:
    """Who helps survivors of violence shares totals and nothing else: the law asks it of them (VAWA, FVPSA, VOCA)."""
    if not set(agreement.values.get("shared", [])) - {Shared.FIGURES}:
        return
    for party in parties:
        if party.partner is not None and party.partner.is_victim_service:
            words = _(
                "%(name)s helps survivors of violence: only figures about groups can be shared here."
            )
            raise Refused(words % {"name": party.name})


def _freeze(agreement: Agreement, *, number: int, sent_at: datetime.datetime) -> AgreementVersion:
    parties = parties_to_sign(agreement)
    for one in parties:
        if one.partner is not None:
            change(one, name=one.partner.name)
    version = AgreementVersion(
        organization=agreement.organization,
        agreement=agreement,
        number=number,
        template=agreement.template,
        title=agreement.title,
        languages=agreement.languages,
        texts=draft_texts(agreement),
        terms=terms(agreement),
        parties=[
            {"id": str(one.pk), "name": one.name, "address": one.partner.slug}
            for one in parties
            if one.partner is not None
        ],
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        sent_at=sent_at,
    )
    version.text_hash = text_hash(version, agreement.number, agreement.kind)
    version.save()
    return version


def tell_of_version(*, version: AgreementVersion) -> None:
    """Ask the parties to sign ``version``, and those whom a party named. Part of the transaction that asks for it."""
    agreement = version.agreement
    parties = Party.objects.filter(pk__in=version.party_ids).select_related("partner")
    kind = "sent" if version.number == 1 else "changed"
    tell_parties(agreement=agreement, parties=parties, kind=kind)
    signers = Signer.objects.filter(party__in=parties, withdrawn_at=None)
    signers.update(asked_at=version.sent_at)
    for signer in signers.select_related("party__agreement__organization"):
        tell_signer(signer=signer, kind=kind)


@transaction.atomic
def withdraw_agreement(*, agreement: Agreement, by: Viewer | None) -> Agreement:
    """Take back the version that waits for signatures. One that binds goes on binding."""
    agreement = locked(agreement=agreement)
    version = AgreementVersion.objects.filter(agreement=agreement).waiting().first()
    if version is None:
        return agreement
    change(version, withdrawn_at=timezone.now())
    note_for_parties(
        verb="withdrawn",
        subject=agreement,
        agreement=agreement,
        by=by,
        after={"version": version.number},
    )
    parties = Party.objects.filter(pk__in=version.party_ids).select_related("partner")
    tell_parties(agreement=agreement, parties=parties, kind="withdrawn")
    return agreement
