"""What calls tell the floors below: the ledger, campaigns, organizations, the lobbying record."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from concerted.act.calls.models import CallCampaign, Outcome
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.dossier import Fact
from concerted.act.officials.models import Official, Tenure
from concerted.act.officials.onward import Way
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.goals.ledger import Action, Line, Reader
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.showcase import Item
from concerted.organizations.translations import Rendition, renditions


def act_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many calls were made."""
    rows = (
        CallCampaign.objects.public()
        .filter(campaign__goal__in=goals)
        .select_related("campaign", "organization")
        .annotate(made_count=Count("made"))
    )
    by_goal: dict[uuid.UUID, list[CallCampaign]] = defaultdict(list)
    for calls in rows:
        by_goal[calls.campaign.goal_id].append(calls)
    return {goal: _line(found, reader) for goal, found in by_goal.items()}


def _line(found: Sequence[CallCampaign], reader: Reader) -> Line:
    count = sum(_made(one) for one in found)
    return Line(
        figure=number_format(count, use_l10n=True, force_grouping=True),
        text=ngettext("call", "calls", count),
        url=address(found[0], reader),
        at=max(one.published_at for one in found if one.published_at),
    )


def _made(calls: CallCampaign) -> int:
    return int(getattr(calls, "made_count", 0))


def address(calls: CallCampaign, reader: Reader) -> str:
    name = "calls:page" if reader is None else "calls:call_campaign"
    return reverse(name, args=[calls.organization.slug, calls.slug])


def campaign_actions(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The calls that each campaign holds."""
    rows = (
        CallCampaign.objects.public()
        if reader is None
        else CallCampaign.objects.visible_to(reader)
    )
    calls = list(
        rows.filter(campaign__in=campaigns)
        .select_related("organization")
        .annotate(made_count=Count("made"))
    )
    texts = renditions(calls, language)
    found: dict[uuid.UUID, list[Action]] = defaultdict(list)
    for one in calls:
        found[one.campaign_id].append(_action(one, texts[one.pk], reader))
    return found


def _action(calls: CallCampaign, text: Rendition, reader: Reader) -> Action:
    count = _made(calls)
    return Action(
        kind=_("Calls"),
        title=text.title,
        title_language=text.language,
        text=text.summary,
        url=address(calls, reader),
        figure=number_format(count, use_l10n=True, force_grouping=True),
        words=ngettext("call", "calls", count),
        is_open=calls.is_open,
        verb=pgettext("verb", "Call"),
    )


def showcase(organization: Organization, language: str) -> Iterable[Item]:
    """The open calls of an organization, for its page."""
    rows = CallCampaign.objects.public().filter(organization=organization, closed_at=None)
    calls = list(rows.select_related("organization"))
    texts = renditions(calls, language)
    for one in calls:
        text = texts[one.pk]
        yield Item(text.title, one.get_absolute_url(), text.summary, language=text.language)


def ways(organization: Organization, language: str) -> Iterable[Way]:
    """Open calls that go to each caller's own officials."""
    rows = CallCampaign.objects.public().filter(organization=organization, closed_at=None)
    calls = [one for one in rows.select_related("organization") if one.kinds]
    texts = renditions(calls, language)
    for one in calls:
        text = texts[one.pk]
        yield Way(text.title, one.get_absolute_url(), _("Call"), text.language)


def facts(official: Official, organization: Organization, viewer: Viewer) -> Iterable[Fact]:
    """How often an official was called, and how many calls reached somebody."""
    rows = CallCampaign.objects.visible_to(viewer).filter(
        organization=organization, made__official=official
    )
    reached = Count("made", filter=Q(made__outcome=Outcome.REACHED))
    calls = list(
        rows.select_related("organization").annotate(
            made_count=Count("made"), reached_count=reached, last_at=Max("made__created_at")
        )
    )
    texts = renditions(calls, page_language())
    for one in calls:
        told: Any = one
        made = ngettext("%(count)d call", "%(count)d calls", told.made_count)
        somebody = ngettext(
            "%(count)d reached somebody", "%(count)d reached somebody", told.reached_count
        )
        yield Fact(
            on=timezone.localdate(told.last_at),
            kind=f"{made % {'count': told.made_count}}, {somebody % {'count': told.reached_count}}",
            text=texts[one.pk].title,
            language=texts[one.pk].language,
            url=reverse("calls:call_campaign", args=[organization.slug, one.slug]),
        )


def officials_of(calls: CallCampaign) -> list[uuid.UUID]:
    """Whom people call, for the lobbying record: everybody's targets, and who holds the posts of each caller's own."""
    chosen = list(calls.targets.values_list("official_id", flat=True))
    if not calls.kinds:
        return chosen
    holders = Official.objects.known_to(calls.organization)
    held = Tenure.objects.current().filter(post__role__in=calls.kinds)
    own = holders.filter(pk__in=held.values("official")).values_list("pk", flat=True)
    return list(dict.fromkeys([*chosen, *own]))
