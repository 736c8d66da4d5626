"""What somebody sees who signs by a mailed link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concerted.pool.agreements.models import Agreement, AgreementVersion, Party, Signature, Signer
from concerted.pool.agreements.queries.links import SignerLink
from concerted.pool.agreements.queries.pages import (
    PartyLine,
    Text,
    is_asked,
    page_texts,
    party_lines,
)
from concerted.pool.agreements.queries.standing import Standing, standing_of, with_standing


@dataclass(frozen=True)
class OwnPage:
    signer: Signer
    agreement: Agreement
    party: Party
    standing: Standing
    version: AgreementVersion | None
    texts: Sequence[Text]
    parties: Sequence[PartyLine]
    can_sign: bool
    signature: Signature | None
    """Theirs, where it is under the version that is shown."""

    @property
    def text_hash(self) -> str:
        """Of the text that is shown."""
        return self.version.text_hash if self.version is not None else ""


def own_page_of(found: SignerLink) -> OwnPage:
    """The text that waits for them, or the one that they signed. The link is the gate."""
    agreement = with_standing(Agreement.objects.filter(pk=found.agreement.pk)).get()
    standing = standing_of(agreement)
    party = found.signer.party
    version = standing.shown
    if version is not None and party.pk not in version.party_ids:
        version = None
    signatures = version.signatures.all() if version is not None else []
    own = next((one for one in signatures if one.signer_id == found.signer.pk), None)
    return OwnPage(
        signer=found.signer,
        agreement=agreement,
        party=party,
        standing=standing,
        version=version,
        texts=page_texts(version.languages, version.texts) if version is not None else [],
        parties=party_lines(agreement, version),
        can_sign=is_asked(party, standing),
        signature=own,
    )
