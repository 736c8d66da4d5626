from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import job
from concerted.measure.indicators.models import Preparation
from concerted.measure.indicators.operations import releasing, uploads


@job
def prepare_release(pk: str) -> None:
    """Work out what a release would tell. Without a viewer: an organizer asked for it."""
    preparation = Preparation.objects.open().filter(pk=pk).first()
    if preparation is not None and not preparation.is_ready:
        releasing.prepare(preparation=preparation)


UNTOUCHED_FOR = datetime.timedelta(days=7)
"""A file that nobody handed in is forgotten after so long."""


@every(seconds=24 * 3600)
def discard_old_uploads() -> None:
    uploads.discard_old_uploads(before=timezone.now() - UNTOUCHED_FOR)
