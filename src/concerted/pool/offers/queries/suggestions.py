"""Which offers fit which needs, and why: kind and currency must, then language, place, time and size weigh."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from concerted.analysis.findings import Finding
from concerted.analysis.matching import Profile, Requirements, Soft, compatibility, why
from concerted.base.languages import own_name
from concerted.pool.offers.models import Need, Offer
from concerted.pool.offers.queries.amounts import told_of
from concerted.pool.offers.queries.progress import Progress

SIZE = "size"
GOAL = "goal"
WEIGHTS = {Soft.LANGUAGES: 3.0, Soft.STATES: 2.0, Soft.AVAILABILITY: 2.0, SIZE: 2.0, GOAL: 1.0}
NOTHING_ELSE = Requirements(shares_language=False, shares_state=False, shared_slots=0)
MOST = 5
"""Suggestions for one need."""
WEEKS = 53
"""No further ahead is a window looked at: a year."""


@dataclass(frozen=True)
class Suggestion:
    """An offer that fits a need, how well from 0 to 1, and why, each reason a sentence."""

    offer: Offer
    quality: float
    left: int
    reasons: Sequence[str]

    @property
    def percent(self) -> int:
        return round(100 * self.quality)


def suggest(
    needs: Iterable[Need],
    offers: Iterable[Offer],
    progress: Mapping[uuid.UUID, Progress],
    taken: Mapping[uuid.UUID | None, int],
    today: datetime.date,
) -> dict[uuid.UUID, list[Suggestion]]:
    """For each need the offers that fit, the best first. All have passed a gate; nothing is asked here."""
    left = {one.pk: one.amount - taken.get(one.pk, 0) for one in offers}
    free = [one for one in offers if left[one.pk] > 0 and one.withdrawn_at is None]
    return {need.pk: _of_need(need, free, progress[need.pk].gap, left, today) for need in needs}


def _of_need(
    need: Need,
    offers: Sequence[Offer],
    gap: int,
    left: Mapping[uuid.UUID, int],
    today: datetime.date,
) -> list[Suggestion]:
    wanted = weeks(need.starts_on, need.ends_on, today)
    fitting = [one for one in offers if gap > 0 and _can_fit(need, one, wanted, today)]
    if not fitting:
        return []
    found = compatibility(
        [_profile("need", need, wanted)],
        [_profile(one.pk.hex, one, _shared(one, wanted, today), need) for one in fitting],
        NOTHING_ELSE,
        WEIGHTS,
        enough_slots=max(1, len(wanted)),
        extra={
            SIZE: np.array([[min(1.0, left[one.pk] / gap) for one in fitting]]),
            GOAL: np.array([[_serves(need, one) for one in fitting]]),
        },
    )
    told = [
        Suggestion(
            offer=one,
            quality=float(found.total[0, place]),
            left=left[one.pk],
            reasons=_reasons(need, one, left[one.pk], gap, why(found, 0, place).contributions),
        )
        for place, one in enumerate(fitting)
    ]
    return sorted(told, key=lambda one: (-one.quality, one.offer.created_at))[:MOST]


def weeks(
    starts_on: datetime.date | None, ends_on: datetime.date | None, today: datetime.date
) -> list[str]:
    """The weeks of a window as keys, from this one on; none where the window is open at both ends."""
    if starts_on is None and ends_on is None:
        return []
    first = max(starts_on or today, today)
    last = min(
        ends_on or first + datetime.timedelta(weeks=WEEKS), first + datetime.timedelta(weeks=WEEKS)
    )
    days = range((last - first).days + 1)
    keys = [_week(first + datetime.timedelta(days=day)) for day in days]
    return list(dict.fromkeys(keys))


def _week(day: datetime.date) -> str:
    year, week, _day = day.isocalendar()
    return f"{year}-{week:02}"


def _can_fit(need: Need, offer: Offer, wanted: Sequence[str], today: datetime.date) -> bool:
    """Same kind and currency, a language in common where one is asked for, and not past or at another time."""
    if (need.kind, need.currency) != (offer.kind, offer.currency):
        return False
    if need.languages and offer.languages and not set(need.languages) & set(offer.languages):
        return False
    if offer.ends_on is not None and offer.ends_on < today:
        return False
    return not wanted or bool(_shared(offer, wanted, today))


def _shared(offer: Offer, wanted: Sequence[str], today: datetime.date) -> list[str]:
    """The weeks asked for in which the offer stands; who says no time is free at any."""
    if offer.starts_on is None and offer.ends_on is None:
        return list(wanted)
    free = set(weeks(offer.starts_on, offer.ends_on, today))
    return [one for one in wanted if one in free]


def _profile(
    key: str, row: Need | Offer, slots: Sequence[str], need: Need | None = None
) -> Profile:
    """Who says no place is wherever ``need`` is."""
    place = row.place or (need.place if need is not None else "")
    return Profile(
        id=key,
        languages=row.languages,
        states=[place.casefold()] if place else [],
        slots=slots,
    )


def _serves(need: Need, offer: Offer) -> float:
    """Whether the giver asked for this goal; who asked for none leaves it open."""
    if offer.goal_id is None or need.goal_id is None:
        return float("nan")
    return float(offer.goal_id == need.goal_id)


def _reasons(need: Need, offer: Offer, left: int, gap: int, parts: Iterable[Finding]) -> list[str]:
    """What speaks for it, and where it is elsewhere: each criterion a sentence of its own."""
    size = told_of(offer, min(left, gap), need.noun)
    whole = _("It has all that is missing: %(amount)s.")
    some = _("It has a part of what is missing: %(amount)s.")
    told = [_reason(part, need, offer) for part in parts]
    return [(whole if left >= gap else some) % {"amount": size}, *filter(None, told)]


def _reason(part: Finding, need: Need, offer: Offer) -> str:
    """One criterion as a sentence; nothing where it says nothing."""
    if part.key == "languages.part" and part.values["count"]:
        shared = sorted(set(need.languages) & set(offer.languages))
        names = ", ".join(own_name(code) for code in shared)
        return _("It has the languages: %(names)s.") % {"names": names}
    if part.key == "states.part":
        return _of_place(offer)
    if part.key == "availability.part":
        return _("It is free in %(count)s of %(whole)s weeks.") % {
            "count": part.values["count"],
            "whole": part.values["stated"],
        }
    if part.values.get("criterion") == GOAL and part.values["quality"]:
        return _("It is offered for this goal.")
    return ""


def _of_place(offer: Offer) -> str:
    if not offer.place:
        return _("It is tied to no place.")
    return _("It is in this place: %(place)s.") % {"place": offer.place}
