"""What we need next: a page for everybody, fit for a funder, that names no giver who has not agreed to it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.analysis.privacy import Status, protect
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions
from concerted.pool.offers.models import Delivery, Need, Pledge, PledgeState
from concerted.pool.offers.queries.amounts import money, number, told_of
from concerted.pool.offers.queries.progress import Progress, progress_of

Key = TypeVar("Key")


@dataclass(frozen=True)
class NeedTold:
    """A need in words: how much is needed, promised, here, and still missing."""

    need: Need
    text: Rendition
    progress: Progress
    needed: str
    pledged: str
    received: str
    gap: str

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that it became, where everybody may read it. Needs it loaded."""
        found = self.need.proposal if self.need.proposal_id is not None else None
        return found if found is not None and found.is_public and found.published_at else None

    @property
    def numbers(self) -> tuple[str, str, str]:
        """Promised, here and missing, where the unit is said already."""
        kind, currency, far = self.need.kind, self.need.currency, self.progress
        pledged, received, gap = far.pledged, far.received, far.gap
        return (
            number(kind, pledged, currency),
            number(kind, received, currency),
            number(kind, gap, currency),
        )


@dataclass(frozen=True)
class GoalNeeds:
    """What one goal needs; no goal where a need serves them all."""

    goal: Goal | None
    text: Rendition | None
    sentence: str
    needs: Sequence[NeedTold]
    value: Sequence[str]
    """What was received is worth, each currency by itself."""
    served: str
    """How many people it reached, counted at each delivery; empty where that would tell of few."""
    served_words: Sequence[str]
    thanks: Sequence[str]
    """Givers who agreed to be named."""

    @property
    def open_needs(self) -> list[NeedTold]:
        return [one for one in self.needs if not one.need.is_closed]


def needs_told(needs: Sequence[Need], language: str) -> list[NeedTold]:
    """Each of ``needs``, which have passed a gate, in the reader's words; three queries at most."""
    texts, progress = renditions(needs, language), progress_of(needs)
    return [_told(one, texts[one.pk], progress[one.pk]) for one in needs]


def _told(need: Need, text: Rendition, progress: Progress) -> NeedTold:
    return NeedTold(
        need=need,
        text=text,
        progress=progress,
        needed=told_of(need, noun=text.noun),
        pledged=told_of(need, progress.pledged, text.noun),
        received=told_of(need, progress.received, text.noun),
        gap=told_of(need, progress.gap, text.noun),
    )


def public_needs(organization: Organization, language: str) -> list[GoalNeeds]:
    """What ``organization`` needs, goal by goal, as everybody may read it; what is open stands first."""
    rows = Need.objects.public().filter(organization=organization).with_everything()
    rows = rows.select_related("proposal__organization")
    needs = [one for one in rows if one.is_met or not one.is_closed]
    by_goal: dict[uuid.UUID | None, list[NeedTold]] = defaultdict(list)
    for one in needs_told(sorted(needs, key=lambda one: one.is_closed), language):
        by_goal[_public_goal(one.need)].append(one)
    goals = {
        one.need.goal.pk: one.need.goal
        for some in by_goal.values()
        for one in some
        if one.need.goal
    }
    texts = renditions(goals.values(), language)
    given = _given(needs)
    return [
        GoalNeeds(
            goal=goals[pk] if pk else None,
            text=texts[pk] if pk else None,
            sentence=goal_sentence(some),
            needs=some,
            value=given[pk].value,
            served=given[pk].served,
            served_words=given[pk].served_words,
            thanks=given[pk].thanks,
        )
        for pk, some in by_goal.items()
    ]


def _public_goal(need: Need) -> uuid.UUID | None:
    """The goal that a need stands under; a draft of a goal is named to nobody."""
    return need.goal_id if need.goal is not None and not need.goal.is_draft else None


def goal_sentence(needs: Sequence[NeedTold]) -> str:
    """What is still missing, in a sentence."""
    missing = [one.gap for one in needs if one.progress.gap and not one.need.is_closed]
    met = len(needs) - len(missing)
    if not missing:
        return _("All that is needed here is promised or received. Thank you!")
    words = _("Still missing: %(things)s.") % {"things": ", ".join(missing)}
    if not met:
        return words
    told = ngettext("%(count)s need is covered.", "%(count)s needs are covered.", met) % {
        "count": met
    }
    return f"{words} {told}"


@dataclass(frozen=True)
class _Given:
    value: Sequence[str] = ()
    served: str = ""
    served_words: Sequence[str] = ()
    thanks: Sequence[str] = ()


def _given(needs: Sequence[Need]) -> Mapping[uuid.UUID | None, _Given]:
    """By goal what came of the needs, without telling of few people or of who did not agree."""
    goal_of = {one.pk: _public_goal(one) for one in needs}
    rows = Delivery.objects.filter(pledge__need__in=needs).select_related("pledge")
    deliveries: dict[uuid.UUID | None, list[Delivery]] = defaultdict(list)
    for one in rows:
        if one.pledge.need_id is not None:
            deliveries[goal_of[one.pledge.need_id]].append(one)
    thanks = _thanks(needs, goal_of)
    shown = served_counts({one.pk: one.served_count or 0 for one in rows})
    found: dict[uuid.UUID | None, _Given] = defaultdict(_Given)
    for key in {*deliveries, *thanks}:
        some = deliveries[key]
        words = dict.fromkeys(one.served_words for one in some if one.served_words)
        found[key] = _Given(
            values_of(some), _together(some, shown), tuple(words), thanks.get(key, ())
        )
    return found


def _together(deliveries: Sequence[Delivery], shown: Mapping[uuid.UUID, str]) -> str:
    """The sum of the counts that may be shown: with the others in it, one page after the other would tell them."""
    count = sum(one.served_count or 0 for one in deliveries if shown[one.pk])
    return str(count) if count else ""


def served_counts(counts: Mapping[Key, int]) -> dict[Key, str]:
    """The counts that may be shown, so that none tells of few people, also not by subtraction."""
    if not counts:
        return {}
    safe = protect(np.array([list(counts.values())]), margins=False)
    shown = safe.status[0] == Status.PUBLISHED
    return {
        key: str(count) if is_shown and count else ""
        for (key, count), is_shown in zip(counts.items(), shown, strict=True)
    }


def values_of(deliveries: Sequence[Delivery]) -> list[str]:
    """What was received is worth, each currency by itself, money and all else together."""
    sums: dict[str, int] = defaultdict(int)
    for one in deliveries:
        if one.value_cents is not None:
            sums[one.value_currency] += one.value_cents
    return [money(cents, currency) for currency, cents in sorted(sums.items())]


def _thanks(
    needs: Sequence[Need], goal_of: Mapping[uuid.UUID, uuid.UUID | None]
) -> dict[uuid.UUID | None, list[str]]:
    standing = (PledgeState.CONFIRMED, PledgeState.FULFILLED)
    rows = Pledge.objects.filter(need__in=needs, state__in=standing, giver__is_named=True)
    names: dict[uuid.UUID | None, dict[str, None]] = defaultdict(dict)
    for one in rows.select_related("giver__partner"):
        if one.need_id is not None and one.giver.public_name:
            names[goal_of[one.need_id]][one.giver.public_name] = None
    return {key: list(some) for key, some in names.items()}
