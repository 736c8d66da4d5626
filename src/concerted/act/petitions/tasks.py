from __future__ import annotations

from concerted.act.petitions.models import Answer, Delivery, NewsItem
from concerted.act.petitions.operations import deliveries, news
from concerted.base.jobs import enqueue, job


@job
def write_delivery(pk: str) -> None:
    """Write the files of a delivery. Without a viewer: the operation that froze it asked for this."""
    rows = Delivery.objects.select_related("petition__organization", "petition__campaign")
    delivery = rows.filter(pk=pk).first()
    if delivery is not None:
        deliveries.write_delivery(delivery=delivery)


@job
def mail_news(pk: str, after: str = "") -> None:
    """Mail news to the next readers, then leave the rest to the next job."""
    item = NewsItem.objects.select_related("petition__organization").filter(pk=pk).first()
    if item is not None:
        onward = news.mail_news(item=item, after=after)
        if onward:
            enqueue(mail_news, pk, onward)


@job
def mail_answer(pk: str, after: str = "") -> None:
    """Mail the target's answer to the next readers, then leave the rest to the next job."""
    answer = Answer.objects.select_related("petition__organization").filter(pk=pk).first()
    if answer is not None:
        onward = news.mail_answer(answer=answer, after=after)
        if onward:
            enqueue(mail_answer, pk, onward)
