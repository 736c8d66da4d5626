"""Mail about an agreement: to the owners of the parties, and to those who sign without an account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from concerted.base.outbox.posting import post_mail
from concerted.pool.agreements.models import Agreement, Party, Signer
from concerted.pool.agreements.queries.addresses import addresses_of
from concerted.pool.agreements.queries.links import path_of

Told = Mapping[str, object]


@transaction.atomic
def tell_parties(
    *,
    agreement: Agreement,
    parties: Iterable[Party],
    kind: str,
    context: Told | None = None,
    key: str = "",
) -> None:
    """Mail ``agreements/mail/<kind>`` to the owners of each of ``parties``; with a ``key``, once."""
    title = _sent_title(agreement)
    for one in addresses_of(parties):
        assert one.party.partner is not None  # noqa: S101 - for the type checker
        with override(one.language):
            place = [one.party.partner.slug, agreement.number]
            path = reverse("agreements:agreement", args=place)
        post_mail(
            to=one.email,
            template=f"agreements/mail/{kind}",
            language=one.language,
            organization_id=one.party.partner_id,
            reply_to=agreement.organization.contact_email,
            context={
                "title": title,
                "organization": agreement.organization.name,
                "party": one.party.name,
                "path": path,
                **(context or {}),
            },
            key=f"{key}:{one.email}"[:120] if key else None,
        )


@transaction.atomic
def tell_signer(*, signer: Signer, kind: str, context: Told | None = None) -> None:
    """Mail ``agreements/mail/<kind>`` to ``signer``, with their own link."""
    if not signer.email or signer.withdrawn_at is not None:
        return
    agreement = signer.party.agreement
    post_mail(
        to=signer.email,
        template=f"agreements/mail/{kind}",
        language=signer.language,
        organization_id=agreement.organization_id,
        reply_to=agreement.organization.contact_email,
        context={
            "title": _sent_title(agreement),
            "organization": agreement.organization.name,
            "party": signer.party.name,
            "path": path_of(signer, signer.language),
            "is_signer": True,
            **(context or {}),
        },
    )


def _sent_title(agreement: Agreement) -> str:
    """As it was sent last: a draft of a change is nobody else's yet."""
    return agreement.versions.values_list("title", flat=True).first() or agreement.title
