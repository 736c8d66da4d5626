"""What letters tell the floors below: the ledger, campaigns, organizations."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.campaigns.models import Campaign
from concerted.act.letters.models import Audience, Delivery, LetterCampaign
from concerted.act.letters.queries.desk import sent_counts
from concerted.act.officials.models import Official, Tenure
from concerted.act.officials.onward import Way
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import Rendition, renditions


def address(letters: LetterCampaign, reader: Reader) -> str:
    name = "letters:page" if reader is None else "letters:letters"
    return reverse(name, args=[letters.organization.slug, letters.slug])


def act_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many letters have left for it."""
    rows = LetterCampaign.objects.public().filter(campaign__goal__in=goals)
    found = list(rows.select_related("campaign", "organization"))
    sent = sent_counts(found)
    last = dict(
        Delivery.objects.gone()
        .filter(campaign__in=found)
        .order_by()
        .values_list("campaign_id")
        .annotate(Max("left_at"))
    )
    by_goal: dict[uuid.UUID, list[LetterCampaign]] = defaultdict(list)
    for one in found:
        by_goal[one.campaign.goal_id].append(one)
    return {
        goal: _line(rows, sum(sent.get(one.pk, 0) for one in rows), last, reader)
        for goal, rows in by_goal.items()
    }


def _line(
    rows: list[LetterCampaign], count: int, last: Mapping[uuid.UUID, object], reader: Reader
) -> Line:
    most = max(rows, key=lambda one: str(last.get(one.pk) or ""))
    moments = [last.get(one.pk) or one.published_at for one in rows]
    return Line(
        figure=number_format(count, use_l10n=True, force_grouping=True),
        text=ngettext("letter sent", "letters sent", count),
        url=address(most, reader),
        at=max(moment for moment in moments if moment is not None),  # type: ignore[type-var, arg-type]
    )


def campaign_actions(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The letters that each campaign holds."""
    rows = LetterCampaign.objects
    seen = rows.public() if reader is None else rows.visible_to(reader)
    letters = list(seen.filter(campaign__in=campaigns).select_related("organization"))
    texts, sent = renditions(letters, language), sent_counts(letters)
    found: dict[uuid.UUID, list[Action]] = defaultdict(list)
    for one in letters:
        action = _action(one, texts[one.pk], sent.get(one.pk, 0), reader)
        found[one.campaign_id].append(action)
    return found


def _action(letters: LetterCampaign, text: Rendition, count: int, reader: Reader) -> Action:
    label, tone = badge(letters)
    return Action(
        kind=_("Letters"),
        title=text.title,
        title_language=text.language,
        text=text.summary,
        url=address(letters, reader),
        figure=number_format(count, use_l10n=True, force_grouping=True),
        words=ngettext("letter sent", "letters sent", count),
        state=label,
        tone=tone,
        is_open=letters.is_open,
        verb=_("Write"),
    )


def badge(letters: LetterCampaign) -> tuple[str, str]:
    if letters.is_draft:
        return _("Draft"), "look"
    return (_("Closed"), "") if letters.is_closed else (_("Open"), "good")


def campaign_moments(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When people began to write, and when it ended."""
    rows = LetterCampaign.objects.public().filter(campaign__in=campaigns)
    letters = list(rows.select_related("organization"))
    texts = renditions(letters, language)
    found: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for one in letters:
        title, url = texts[one.pk].title, address(one, reader)
        own = found[one.campaign_id]
        if one.published_at is not None:
            own.append(Moment(one.published_at, _("People began to write letters"), title, url))
        if one.closed_at is not None:
            own.append(Moment(one.closed_at, _("The letters ended"), title, url))
    return found


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its letters, the newest first."""
    rows = LetterCampaign.objects.public().filter(organization=organization)
    letters = list(rows.select_related("organization").order_by("-published_at")[:SHOWN])
    texts = renditions(letters, language)
    return [
        Item(
            title=texts[one.pk].title,
            url=one.get_absolute_url(),
            text=texts[one.pk].summary,
            state=badge(one)[0],
            language=texts[one.pk].language,
        )
        for one in letters
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: letters that came back, because an address does not work."""
    failed = Count("deliveries", filter=Q(deliveries__in=Delivery.objects.failed()))
    own = LetterCampaign.objects.editable_by(viewer).filter(organization=organization)
    rows = own.annotate(failed_count=failed).filter(failed_count__gt=0)
    letters = list(rows.select_related("organization"))
    texts = renditions(letters, page_language())
    return [
        Card(
            title=texts[one.pk].title,
            text=ngettext(
                "letter came back. See why, and send it again.",
                "letters came back. See why, and send them again.",
                one.failed_count,
            ),
            url=address(one, viewer) + "#back",
            number=number_format(one.failed_count, force_grouping=True),
        )
        for one in letters
    ]


def ways(organization: Organization, language: str) -> Iterable[Way]:
    """Open letters that go to each person's own officials, for who has just found theirs."""
    rows = LetterCampaign.objects.public().filter(
        organization=organization, closed_at=None, audience=Audience.OWN
    )
    letters = list(rows.select_related("organization"))
    texts = renditions(letters, language)
    for one in letters:
        yield Way(texts[one.pk].title, address(one, None), _("Letter"), texts[one.pk].language)


def officials_of(letters: LetterCampaign) -> list[uuid.UUID]:
    """To whom people write, for the lobbying record: those who were chosen, or who hold the posts of people's own."""
    if letters.audience == Audience.OWN:
        holders = Official.objects.known_to(letters.organization)
        held = Tenure.objects.current().filter(post__title__in=letters.own_posts)
        return list(holders.filter(pk__in=held.values("official")).values_list("pk", flat=True))
    targets = letters.targets.filter(official__isnull=False)
    return [pk for pk in targets.values_list("official_id", flat=True) if pk is not None]
