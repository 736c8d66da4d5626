"""What the actions of a bill say of its stage."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from concerted.act.policies.reading.bills import ActionTold
from concerted.act.policies.stages import STEPS, Kind, is_end

REACHED = {
    "introduction": "introduced",
    "filing": "introduced",
    "referral": "committee",
    "referral-committee": "committee",
    "committee-passage": "committee",
    "committee-passage-favorable": "committee",
    "committee-passage-unfavorable": "committee",
    "enrolled": "both_houses",
    "executive-receipt": "executive",
    "executive-signature": "law",
    "became-law": "law",
    "failure": "failed",
    "committee-failure": "failed",
    "executive-veto": "vetoed",
    "withdrawal": "withdrawn",
}
RANK = {step.key: number for number, step in enumerate(STEPS[Kind.BILL])}


@dataclass(frozen=True)
class MoveTold:
    stage: str
    happened_on: datetime.date
    description: str


def moves_of(actions: Iterable[ActionTold]) -> Iterator[MoveTold]:
    """When a bill came to each step. It never goes back; what ended can go on where it passes after all."""
    at, reached = "", -1
    passed: set[str] = set()
    for action in actions:
        for stage in _stages(action, passed):
            is_new = stage != at if is_end(stage) else RANK[stage] > reached
            if not is_new and is_end(at) and not is_end(stage):
                is_new = RANK[stage] == reached
            if is_new:
                at, reached = stage, max(reached, RANK.get(stage, -1))
                yield MoveTold(stage, action.happened_on, action.description)


def _stages(action: ActionTold, passed: set[str]) -> list[str]:
    """The steps that one action tells of, the earliest first. A bill that passed both houses was in ``passed`` twice."""
    found = {REACHED[kind] for kind in action.kinds if kind in REACHED}
    if "passage" in action.kinds:
        passed.add(action.chamber)
        is_whole = "legislature" in passed or len(passed) > 1
        found.add("both_houses" if is_whole else "one_house")
    return sorted(found, key=lambda stage: RANK.get(stage, len(RANK)))
