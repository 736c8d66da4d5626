from __future__ import annotations

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.listen.representation import occasions
from concerted.listen.representation.models import KEPT, Occasion
from concerted.listen.representation.operations import releases
from concerted.listen.representation.queries.subjects import row_of, subjects_of


@job
def read_who_took_part(pk: str) -> None:
    """Read one occasion anew. Without a viewer: the clock saw that somebody told something."""
    occasion = Occasion.objects.filter(pk=pk).first()
    if occasion is None:
        return
    releases.read_who_took_part(occasion=occasion)
    kind = occasions.kind_named(occasion.kind)
    row = row_of(occasion)
    if kind is not None and kind.reread is not None and row is not None:
        kind.reread(row)


@every(seconds=30)
def read_changed_occasions() -> None:
    """Ask for a reading of each occasion on which somebody told something since the last one."""
    for pk in Occasion.objects.filter(is_changed=True).values_list("pk", flat=True):
        enqueue(read_who_took_part, pk)


@job
def shuffle_descriptions(pk: str) -> None:
    """Take the order of coming out of what people told on an occasion. Without a viewer: the clock asks."""
    occasion = Occasion.objects.filter(pk=pk).first()
    if occasion is not None:
        releases.shuffle_descriptions(occasion=occasion)


@job
def forget_descriptions(pk: str) -> None:
    """Delete what people told on an occasion whose time is over, after a last reading."""
    occasion = Occasion.objects.filter(pk=pk).first()
    if occasion is not None:
        releases.forget_descriptions(occasion=occasion)


@every(seconds=24 * 3600)
def forget_old_descriptions() -> None:
    """Once a day: occasions that ended long enough ago, and those whose row is gone. The others are shuffled."""
    rows = list(Occasion.objects.filter(forgotten_at__isnull=True))
    subjects = subjects_of(rows, "en")
    limit = timezone.now() - KEPT
    for one in rows:
        subject = subjects.get(one.pk)
        if subject is None or (subject.ended_at is not None and subject.ended_at < limit):
            enqueue(forget_descriptions, one.pk)
        else:
            enqueue(shuffle_descriptions, one.pk)
