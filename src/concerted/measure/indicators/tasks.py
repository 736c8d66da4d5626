from __future__ import annotations

from concerted.base.jobs import job
from concerted.measure.indicators.models import Preparation
from concerted.measure.indicators.operations import releasing


@job
def prepare_release(pk: str) -> None:
    """Work out what a release would tell. Without a viewer: an organizer asked for it."""
    preparation = Preparation.objects.open().filter(pk=pk).first()
    if preparation is not None and not preparation.is_ready:
        releasing.prepare(preparation=preparation)
