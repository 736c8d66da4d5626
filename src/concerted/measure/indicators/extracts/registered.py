"""The recipes that come with the platform."""

from __future__ import annotations

from concerted.measure.indicators.extracts.participation import WHO_TOOK_PART
from concerted.measure.indicators.extracts.pooling import (
    DAYS_TO_DELIVERY,
    DAYS_TO_PLEDGE,
    NEEDS_MET,
)
from concerted.measure.indicators.extracts.registry import register
from concerted.measure.indicators.extracts.signing import PETITION_SIGNERS


def register_all() -> None:
    for extract in (WHO_TOOK_PART, DAYS_TO_PLEDGE, DAYS_TO_DELIVERY, NEEDS_MET, PETITION_SIGNERS):
        register(extract)
