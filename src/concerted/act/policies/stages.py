"""The way of a decision by its kind, step by step, as people follow it; and where it can end."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    BILL = "bill", _("Bill")
    ORDINANCE = "ordinance", _("Ordinance")
    REGULATION = "regulation", _("Regulation")
    BUDGET = "budget", _("Budget line")
    BOARD = "board", _("Board decision")
    CLOSURE = "closure", _("Closure")
    CONTRACT = "contract", _("Contract")
    TREATY = "treaty", _("Treaty")
    OTHER = "other", pgettext_lazy("kind of policy", "Something else")


@dataclass(frozen=True)
class Step:
    key: str
    label: Promise


IN_FORCE = Step("in_force", _("In force"))
DECIDED = Step("decided", pgettext_lazy("step", "Decided"))
HEARING = Step("hearing", pgettext_lazy("step", "Public hearing"))
COMMITTEE = Step("committee", pgettext_lazy("step", "In committee"))

ENDS = (
    Step("failed", pgettext_lazy("step", "Did not pass")),
    Step("vetoed", pgettext_lazy("step", "Vetoed")),
    Step("withdrawn", pgettext_lazy("step", "Withdrawn")),
)
"""Where any of them can end before its last step."""

STEPS: dict[str, tuple[Step, ...]] = {
    Kind.BILL: (
        Step("introduced", pgettext_lazy("step", "Introduced")),
        COMMITTEE,
        Step("one_house", _("Passed one house")),
        Step("both_houses", _("Passed both houses")),
        Step("executive", _("On the governor's or president's desk")),
        Step("law", pgettext_lazy("step", "Law")),
    ),
    Kind.ORDINANCE: (
        Step("filed", pgettext_lazy("step", "Filed")),
        COMMITTEE,
        HEARING,
        Step("vote", pgettext_lazy("step", "Before the vote")),
        Step("adopted", pgettext_lazy("step", "Adopted")),
        IN_FORCE,
    ),
    Kind.REGULATION: (
        Step("proposed", pgettext_lazy("step", "Proposed")),
        Step("comment", _("Open for comments")),
        Step("review", pgettext_lazy("step", "Under review")),
        Step("final", _("Final rule")),
        IN_FORCE,
    ),
    Kind.BUDGET: (
        Step("proposed", pgettext_lazy("step", "Proposed")),
        HEARING,
        Step("amended", pgettext_lazy("step", "Being changed")),
        Step("adopted", pgettext_lazy("step", "Adopted")),
        Step("spent", pgettext_lazy("step", "Being spent")),
    ),
    Kind.BOARD: (
        Step("agenda", _("On the agenda")),
        HEARING,
        Step("vote", pgettext_lazy("step", "Before the vote")),
        DECIDED,
        IN_FORCE,
    ),
    Kind.CLOSURE: (
        Step("announced", pgettext_lazy("step", "Announced")),
        HEARING,
        Step("review", pgettext_lazy("step", "Under review")),
        DECIDED,
        Step("closed", _("Doors closed")),
    ),
    Kind.CONTRACT: (
        Step("planned", pgettext_lazy("step", "Planned")),
        Step("bids", _("Open for bids")),
        Step("chosen", _("Bidder chosen")),
        Step("signed", pgettext_lazy("step", "Signed")),
        Step("running", pgettext_lazy("step", "Running")),
    ),
    Kind.TREATY: (
        Step("negotiated", pgettext_lazy("step", "Negotiated")),
        Step("signed", pgettext_lazy("step", "Signed")),
        Step("ratified", pgettext_lazy("step", "Ratified")),
        IN_FORCE,
        Step("review", _("Under review by the treaty body")),
    ),
    Kind.OTHER: (
        Step("proposed", pgettext_lazy("step", "Proposed")),
        Step("discussed", pgettext_lazy("step", "Discussed")),
        DECIDED,
        IN_FORCE,
    ),
}


DECISIONS: dict[str, str] = {
    Kind.BILL: "law",
    Kind.ORDINANCE: "adopted",
    Kind.REGULATION: "final",
    Kind.BUDGET: "adopted",
    Kind.BOARD: DECIDED.key,
    Kind.CLOSURE: DECIDED.key,
    Kind.CONTRACT: "signed",
    Kind.TREATY: "ratified",
    Kind.OTHER: DECIDED.key,
}
"""With which step each kind is decided; what comes after carries it out."""


def steps_of(kind: str) -> tuple[Step, ...]:
    return STEPS.get(kind, STEPS[Kind.OTHER])


def step_of(kind: str, key: str) -> Step:
    """The step ``key`` of a kind, or an end. A key from another kind keeps its own word."""
    known = [*steps_of(kind), *ENDS, *(one for steps in STEPS.values() for one in steps)]
    return next((one for one in known if one.key == key), steps_of(kind)[0])


def is_end(key: str) -> bool:
    return any(one.key == key for one in ENDS)


def is_decided(kind: str, key: str) -> bool:
    """Whether ``key`` is the deciding step of a kind, comes after it, or is an end."""
    keys = [one.key for one in steps_of(kind)]
    decision = DECISIONS.get(kind, DECISIONS[Kind.OTHER])
    return is_end(key) or (key in keys and keys.index(key) >= keys.index(decision))


def choices_of(kind: str) -> list[tuple[str, Promise]]:
    """What a policy of this kind can be moved to."""
    return [(one.key, one.label) for one in (*steps_of(kind), *ENDS)]
