from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from concerted.act.petitions.models import Answer, Delivery, NamesMode, NewsItem, Petition
from concerted.act.petitions.operations import deliveries, news, passing, petitions
from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job

LATE = datetime.timedelta(minutes=10)


@job
def close_petition_in_time(pk: str) -> None:
    """Close a petition whose closing time has passed. Without a viewer: the clock asks."""
    petition = Petition.objects.filter(pk=pk).first()
    if petition is not None:
        petitions.close_petition_in_time(petition=petition)


@every(seconds=60)
def close_petitions_in_time() -> None:
    """Close what is past its closing time, each by itself: one that fails holds up no other."""
    for pk in Petition.objects.over().values_list("pk", flat=True):
        enqueue(close_petition_in_time, pk)


@job
def pass_names(pk: str) -> None:
    """Give partners the names that are due to them. Without a viewer: the clock asks."""
    petition = Petition.objects.filter(pk=pk).first()
    if petition is not None and petition.gives_names():
        passing.pass_names(petition=petition, by=None)


@every(seconds=3600)
def pass_names_on() -> None:
    """For each published petition that partners stand behind, by itself."""
    published = Petition.objects.public().filter(sponsorships__accepted_at__isnull=False)
    for pk in (
        published.exclude(names_mode=NamesMode.COUNTS).distinct().values_list("pk", flat=True)
    ):
        enqueue(pass_names, pk)


@job
def write_delivery(pk: str) -> None:
    """Write the files of a delivery. Without a viewer: the operation that froze it asked for this."""
    rows = Delivery.objects.select_related("petition__organization", "petition__campaign")
    delivery = rows.filter(pk=pk).first()
    if delivery is not None:
        deliveries.write_delivery(delivery=delivery)


@every(seconds=600)
def write_late_deliveries() -> None:
    """Ask again for the files of deliveries whose job came to nothing; for a day."""
    now = timezone.now()
    late = Delivery.objects.filter(
        is_ready=False, frozen_at__lt=now - LATE, frozen_at__gt=now - datetime.timedelta(days=1)
    )
    for pk in late.values_list("pk", flat=True):
        enqueue(write_delivery, pk)


@job
def mail_news(pk: str, after: str = "") -> None:
    """Mail news to the next readers, then leave the rest to the next job."""
    item = NewsItem.objects.select_related("petition__organization").filter(pk=pk).first()
    if item is not None:
        with transaction.atomic():
            onward = news.mail_news(item=item, after=after)
            if onward:
                enqueue(mail_news, pk, onward)


@job
def mail_answer(pk: str, after: str = "") -> None:
    """Mail the target's answer to the next readers, then leave the rest to the next job."""
    answer = Answer.objects.select_related("petition__organization").filter(pk=pk).first()
    if answer is not None:
        with transaction.atomic():
            onward = news.mail_answer(answer=answer, after=after)
            if onward:
                enqueue(mail_answer, pk, onward)
