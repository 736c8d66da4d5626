"""Signing, declining, and asking somebody without an account to sign."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.pool.agreements.models import (
    Agreement,
    AgreementVersion,
    Party,
    Signature,
    Signer,
    Via,
)
from concerted.pool.agreements.operations.drafting import locked
from concerted.pool.agreements.operations.mailing import tell_parties, tell_signer
from concerted.pool.agreements.operations.trails import note_for_parties
from concerted.pool.agreements.queries.standing import is_unchanged
from concerted.pool.agreements.wording import record_hash, statement

MOST_SIGNERS = 10


@transaction.atomic
def sign_agreement(
    *,
    party: Party,
    name: str,
    capacity: str,
    text_hash: str,
    language: str,
    by: Viewer | None = None,
    signer: Signer | None = None,
) -> Signature:
    """Sign the version that waits, for ``party``; ``text_hash`` is that of the text that was shown.

    A party signs once; the first signature stays. With the last one the agreement is made. Raises ``Refused`` when
    the text is another by now, or waits for nobody.
    """
    agreement = locked(agreement=party.agreement)
    version = _version_to_answer(agreement, party, text_hash)
    known = Signature.objects.filter(version=version, party=party).first()
    if known is not None:
        return known
    if not version.is_waiting:
        raise Refused(_("This text waits for no more signatures."))
    if not is_unchanged(version):
        raise Refused(_("This text is not the one that was sent. Please tell the organizers."))
    signature = _write(version, party, name, capacity, language, by, signer)
    note_for_parties(
        verb="signed",
        subject=version,
        agreement=agreement,
        by=by,
        after={"party": str(party.pk), "record_hash": signature.record_hash},
    )
    _tell(agreement, version, party)
    return signature


def _version_to_answer(agreement: Agreement, party: Party, text_hash: str) -> AgreementVersion:
    """The latest version, where it is the one that was read and asks ``party``."""
    version = agreement.versions.select_related("agreement").order_by("-number").first()
    if version is None or party.pk not in version.party_ids or party.left_on is not None:
        raise Refused(_("This organization is not asked to sign."))
    if version.text_hash != text_hash:
        raise Refused(_("The text was changed in the meantime. Please read the new one first."))
    return version


def _write(
    version: AgreementVersion,
    party: Party,
    name: str,
    capacity: str,
    language: str,
    by: Viewer | None,
    signer: Signer | None,
) -> Signature:
    with override(language):
        words = statement(name, capacity, party.name)
    signature = Signature(
        organization=version.organization,
        version=version,
        party=party,
        name=name,
        capacity=capacity,
        statement=words,
        language=language,
        via=Via.ACCOUNT if signer is None else Via.LINK,
        named_by=signer.asked_by.name if signer is not None and signer.asked_by else "",
        user_id=by.pk if by is not None else None,
        signer=signer,
        signed_at=timezone.now(),
        text_hash=version.text_hash,
    )
    signature.record_hash = record_hash(signature)
    signature.save()
    return signature


def _tell(agreement: Agreement, version: AgreementVersion, party: Party) -> None:
    """Make the agreement with the last signature and tell all; tell of any other whoever drafted it."""
    parties = Party.objects.filter(pk__in=version.party_ids).select_related("partner")
    if not complete_if_signed(agreement=agreement, version=version):
        drafter = parties.filter(partner_id=agreement.organization_id)
        tell_parties(
            agreement=agreement,
            parties=[
                *drafter,
                *parties.filter(pk=party.pk).exclude(partner=agreement.organization),
            ],
            kind="signed",
            context={"signed_for": party.name},
        )


def complete_if_signed(*, agreement: Agreement, version: AgreementVersion) -> bool:
    """Let ``version`` bind once all its parties have signed; whether they have."""
    signed = set(version.signatures.values_list("party_id", flat=True))
    if not version.is_waiting or not version.party_ids <= signed:
        return False
    now = timezone.now()
    before = AgreementVersion.objects.filter(agreement=agreement).standing()
    before.exclude(pk=version.pk).update(replaced_at=now)
    change(version, completed_at=now)
    note_for_parties(
        verb="concluded",
        subject=agreement,
        agreement=agreement,
        by=None,
        after={"version": version.number, "text_hash": version.text_hash},
    )
    parties = Party.objects.filter(pk__in=version.party_ids).select_related("partner")
    tell_parties(agreement=agreement, parties=parties, kind="concluded")
    signers = Signer.objects.filter(signatures__version=version)
    for signer in signers.select_related("party__agreement__organization"):
        tell_signer(signer=signer, kind="concluded")
    return True


@transaction.atomic
def decline_agreement(
    *, party: Party, reason: str, text_hash: str, by: Viewer | None = None
) -> AgreementVersion:
    """Say that ``party`` will not sign, and why. The text then waits for nobody; a changed one can be sent."""
    agreement = locked(agreement=party.agreement)
    version = _version_to_answer(agreement, party, text_hash)
    if version.declined_at is not None:
        return version
    if not version.is_waiting:
        raise Refused(_("This text waits for no more signatures."))
    change(version, declined_at=timezone.now(), declined_by=party, decline_reason=reason)
    note_for_parties(
        verb="declined",
        subject=agreement,
        agreement=agreement,
        by=by,
        after={"version": version.number, "member": party.name, "reason": reason},
    )
    parties = Party.objects.filter(pk__in=version.party_ids).select_related("partner")
    tell_parties(
        agreement=agreement,
        parties=parties,
        kind="declined",
        context={"declined_by": party.name, "reason": reason},
    )
    return version


@transaction.atomic
def ask_signer(
    *,
    party: Party,
    name: str,
    email: str,
    language: str,
    asked_by: Organization,
    by: User | Viewer | None,
) -> Signer:
    """Let somebody without an account sign for ``party``: they get a link by mail when a text waits for them.

    The same address again gets the mail again. Who was taken off the list is back on it.
    """
    agreement = locked(agreement=party.agreement)
    known = Signer.objects.filter(party=party, email__iexact=email).first()
    if known is None:
        if Signer.objects.filter(party=party).count() >= MOST_SIGNERS:
            raise Refused(_("No more people can be asked for this organization."))
        known = Signer.objects.create(
            organization=agreement.organization,
            party=party,
            name=name,
            email=email,
            language=language,
            asked_by=asked_by,
        )
    else:
        change(known, asked_at=timezone.now(), withdrawn_at=None, asked_by=asked_by)
    note(verb="invited", subject=known, organization_id=asked_by.pk, by=by)
    waiting = AgreementVersion.objects.filter(agreement=agreement).waiting().first()
    if waiting is not None and party.pk in waiting.party_ids:
        tell_signer(signer=known, kind="sent")
    return known


@transaction.atomic
def withdraw_signer(*, signer: Signer, by: Viewer | None) -> None:
    """Let somebody sign no more. What they signed stays."""
    signer = Signer.objects.select_for_update().get(pk=signer.pk)
    if signer.withdrawn_at is None:
        change(signer, withdrawn_at=timezone.now())
        note(verb="removed", subject=signer, by=by)
