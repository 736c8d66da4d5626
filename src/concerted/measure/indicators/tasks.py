from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.measure.indicators.models import Comparison, Preparation, Release
from concerted.measure.indicators.operations import comparisons, releasing, uploads
from concerted.measure.indicators.queries.comparisons import not_worked_out

UNTOUCHED_FOR = datetime.timedelta(days=7)
"""A file that nobody handed in is forgotten after so long."""


@job
def prepare_release(pk: str) -> None:
    """Work out what a release would tell. Without a viewer: an organizer asked for it."""
    preparation = Preparation.objects.open().filter(pk=pk).first()
    if preparation is not None and not preparation.is_ready:
        releasing.prepare_or_say_why(preparation=preparation)


@every(seconds=24 * 3600)
def discard_old_uploads() -> None:
    uploads.discard_old_uploads(before=timezone.now() - UNTOUCHED_FOR)


@job
def work_out_comparison(comparison: str, release: str) -> None:
    """Work out a comparison with the figures of a release. Without a viewer: both were decided before."""
    found = Comparison.objects.with_everything().filter(pk=comparison).first()
    figures = Release.objects.filter(pk=release).first()
    if found is not None and figures is not None:
        comparisons.work_out(comparison=found, release=figures)


@every(seconds=60)
def work_out_comparisons() -> None:
    """Whatever has new figures, each by itself: one that fails holds up no other."""
    for comparison, release in not_worked_out():
        enqueue(work_out_comparison, comparison, release)
