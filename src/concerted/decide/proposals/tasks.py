from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.decide.proposals.models import Round
from concerted.decide.proposals.operations import rounds
from concerted.decide.proposals.queries.paper import is_paper_in

BEFORE = datetime.timedelta(days=2)
"""So long before the voting ends those who have not voted are reminded."""
YOUNG = datetime.timedelta(hours=12)
"""Who was asked so short a time ago is not reminded yet."""


@job
def close_round(pk: str) -> None:
    """Count a vote whose time is over; while a paper ballot is not typed or compared, wait. The clock asks."""
    vote = Round.objects.over().filter(pk=pk).first()
    if vote is not None and is_paper_in(vote):
        rounds.close_round(vote=vote)


@every(seconds=60)
def close_rounds_in_time() -> None:
    """Count what is over, each by itself: one that fails holds up no other."""
    for pk in Round.objects.over().values_list("pk", flat=True):
        enqueue(close_round, pk)


@job
def remind_voters(pk: str) -> None:
    """Write to those who have not voted. Without a viewer: the clock asks."""
    vote = Round.objects.filter(pk=pk).first()
    if vote is not None:
        rounds.remind_voters(vote=vote)


@every(seconds=600)
def remind_in_time() -> None:
    """Remind of votes that end soon, once each."""
    now = timezone.now()
    soon = Round.objects.open().filter(
        reminded_at__isnull=True,
        closes_at__lte=now + BEFORE,
        closes_at__gt=now,
        opened_at__lt=now - YOUNG,
    )
    for pk in soon.values_list("pk", flat=True):
        enqueue(remind_voters, pk)
