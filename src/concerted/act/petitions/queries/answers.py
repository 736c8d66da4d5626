"""What deliveries and answers tell the floors below."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.campaigns.models import Campaign
from concerted.act.petitions.models import Answer, Delivery, NewsItem, Petition
from concerted.act.petitions.queries.deliveries import receipt_path
from concerted.goals.ledger import Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.translations import renditions


def campaign_moments(
    campaigns: Sequence[Campaign],
    _reader: Reader,
    language: str,
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When signatures were delivered, what was answered, and the news, for each campaign."""
    found: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    deliveries = Delivery.objects.public().filter(petition__campaign__in=campaigns)
    for delivery in deliveries.select_related("petition__organization"):
        found[delivery.petition.campaign_id].append(_delivered(delivery))
    answers = Answer.objects.public().filter(petition__campaign__in=campaigns)
    for answer in answers.select_related("petition__organization"):
        found[answer.petition.campaign_id].append(_answered(answer))
    rows = NewsItem.objects.public().filter(petition__campaign__in=campaigns)
    news = list(rows.select_related("petition__organization"))
    texts = renditions(news, language)
    for item in news:
        if item.published_at is not None:
            url = f"{item.petition.get_absolute_url()}#news"
            title = texts[item.pk].title
            found[item.petition.campaign_id].append(Moment(item.published_at, title, url=url))
    return found


def _delivered(delivery: Delivery) -> Moment:
    words = ngettext(
        "%(count)s signature was put into the hands of %(recipient)s.",
        "%(count)s signatures were put into the hands of %(recipient)s.",
        delivery.signature_count,
    )
    count = number_format(delivery.signature_count, use_l10n=True, force_grouping=True)
    return Moment(
        _at_noon(delivery.delivered_on, delivery.petition),
        _("Signatures delivered"),
        words % {"count": count, "recipient": delivery.recipient},
        receipt_path(delivery),
    )


def _answered(answer: Answer) -> Moment:
    words = _("Their answer: %(stance)s.") % {"stance": answer.get_stance_display()}
    title = _("%(target)s answered") % {"target": answer.petition.target_name}
    url = f"{answer.petition.get_absolute_url()}#answer"
    # An answer follows a delivery of its day.
    at = _at_noon(answer.answered_on, answer.petition) + datetime.timedelta(minutes=1)
    return Moment(at, title, words, url)


def _at_noon(day: datetime.date, petition: Petition) -> datetime.datetime:
    """A day as a moment: noon where the organization is, so that it is the same day for its readers."""
    zone = ZoneInfo(petition.organization.time_zone)
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=zone)


def change_lines(
    goals: Sequence[Goal],
    _reader: Reader,
    _language: str,
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many decision makers answered, and what the last one said."""
    answers: dict[uuid.UUID, list[Answer]] = defaultdict(list)
    rows = Answer.objects.public().filter(petition__campaign__goal__in=goals)
    for answer in rows.select_related("petition__organization", "petition__campaign").order_by(
        "answered_on", "created_at"
    ):
        answers[answer.petition.campaign.goal_id].append(answer)
    return {goal: _line(told) for goal, told in answers.items()}


def _line(answers: list[Answer]) -> Line:
    last = answers[-1]
    words = ngettext("answer: %(stance)s", "answers, the last: %(stance)s", len(answers))
    return Line(
        figure=str(len(answers)),
        text=words % {"stance": last.get_stance_display()},
        url=f"{last.petition.get_absolute_url()}#answer",
        at=_at_noon(last.answered_on, last.petition),
    )
