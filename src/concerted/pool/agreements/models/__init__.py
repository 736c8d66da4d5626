"""Agreements: templates, the draft, who is party to it, what was sent, who signed."""

from __future__ import annotations

from concerted.pool.agreements.models.agreements import Agreement, Party, Settled
from concerted.pool.agreements.models.kinds import (
    HOLDS,
    Approval,
    AtEnd,
    Kind,
    Mark,
    Place,
    Shared,
    State,
    Votes,
)
from concerted.pool.agreements.models.templates import Template
from concerted.pool.agreements.models.versions import (
    AgreementVersion,
    Signature,
    Signer,
    Via,
)

__all__ = [
    "HOLDS",
    "Agreement",
    "AgreementVersion",
    "Approval",
    "AtEnd",
    "Kind",
    "Mark",
    "Party",
    "Place",
    "Settled",
    "Shared",
    "Signature",
    "Signer",
    "State",
    "Template",
    "Via",
    "Votes",
]
