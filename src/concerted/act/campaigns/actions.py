"""What a campaign holds. Rooms beside it (petitions first) register their actions in their ``apps.py``."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override

from concerted.act.campaigns.models import Campaign
from concerted.goals.ledger import Action, Moment, Reader

__all__ = ["Action", "Moment", "actions", "moments", "register", "register_moments"]

Actions = Callable[[Sequence[Campaign], Reader, str], Mapping[uuid.UUID, Sequence[Action]]]
Moments = Callable[[Sequence[Campaign], Reader, str], Mapping[uuid.UUID, Sequence[Moment]]]

_actions: list[Actions] = []
_moments: list[Moments] = []


@dataclass(frozen=True)
class Start:
    """A link with which an organizer adds an action to a campaign."""

    label: Promise
    url_name: str

    def url(self, campaign: Campaign) -> str:
        """The page ``url_name`` of the organization, told which campaign it is for."""
        address = reverse(self.url_name, args=[campaign.organization.slug])
        return f"{address}?campaign={campaign.pk}"


_starts: list[Start] = []


def register(function: Actions, *, start: Start | None = None) -> None:
    """Let ``function`` give the actions of campaigns (all at once), and offer ``start`` on a campaign's page."""
    if function not in _actions:
        _actions.append(function)
    if start is not None and start not in _starts:
        _starts.append(start)


def register_moments(function: Moments) -> None:
    """Let ``function`` tell what has happened in campaigns, for the time line of campaign and goal."""
    if function not in _moments:
        _moments.append(function)


def starts() -> list[Start]:
    return list(_starts)


def actions(
    campaigns: Iterable[Campaign], reader: Reader, language: str
) -> dict[uuid.UUID, list[Action]]:
    """What each campaign holds, what is open first."""
    campaigns = list(campaigns)
    found: dict[uuid.UUID, list[Action]] = {campaign.pk: [] for campaign in campaigns}
    with override(language):
        for function in _actions:
            for pk, more in function(campaigns, reader, language).items():
                found[pk].extend(more)
    return {pk: sorted(all_, key=lambda one: not one.is_open) for pk, all_ in found.items()}


def moments(
    campaigns: Iterable[Campaign], reader: Reader, language: str
) -> dict[uuid.UUID, list[Moment]]:
    """What has happened in each campaign, the latest first."""
    campaigns = list(campaigns)
    told: dict[uuid.UUID, list[Moment]] = {campaign.pk: [] for campaign in campaigns}
    with override(language):
        for function in _moments:
            for pk, more in function(campaigns, reader, language).items():
                told[pk].extend(more)
    return {pk: sorted(all_, key=lambda one: one.at, reverse=True) for pk, all_ in told.items()}
