"""How a goal stands, computed from rules that everybody can read.

A room above registers in its ``apps.py`` a function that finds what its records say of goals, and the rules it goes by,
in plain words. Like the lines of the ledger, a function takes a batch of goals, who reads (``None`` on a public page) and
a language, and answers for all goals in a fixed number of queries. Nobody types a state in.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from concerted.goals.ledger import Reader
from concerted.goals.models import Goal


class State(StrEnum):
    """In the order in which they are told: where rules find several, the first one stands on the badge."""

    CLOSED = "closed"
    OVERDUE = "overdue"
    NEEDS_DECISION = "needs_decision"
    OFF_PACE = "off_pace"
    ON_TRACK = "on_track"
    NEW = "new"


LABELS: dict[State, Promise] = {
    State.CLOSED: pgettext_lazy("goal", "Closed"),
    State.OVERDUE: pgettext_lazy("goal", "Overdue"),
    State.NEEDS_DECISION: pgettext_lazy("goal", "Needs a decision"),
    State.OFF_PACE: pgettext_lazy("goal", "Off pace"),
    State.ON_TRACK: pgettext_lazy("goal", "On track"),
    State.NEW: pgettext_lazy("goal", "New"),
}
TONES: dict[State, str] = {
    State.CLOSED: "plain",
    State.OVERDUE: "bad",
    State.NEEDS_DECISION: "look",
    State.OFF_PACE: "look",
    State.ON_TRACK: "good",
    State.NEW: "",
}
PRECEDENCE = tuple(State)


@dataclass(frozen=True)
class Finding:
    """What one rule found of one goal: the state it speaks for, why in a sentence, since when, and where to look."""

    state: State
    why: str
    since: datetime.date | None = None
    url: str = ""

    @property
    def label(self) -> str:
        return str(LABELS[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]


@dataclass(frozen=True)
class Rule:
    """When a state is found, in plain words with their numbers."""

    state: State
    words: str | Promise
    is_inner: bool = False
    """Whether only who works on the goal is told."""


@dataclass(frozen=True)
class Standing:
    """How a goal stands: everything that was found, the weightiest first."""

    findings: Sequence[Finding]

    @property
    def main(self) -> Finding:
        return self.findings[0]

    @property
    def state(self) -> State:
        return self.main.state


@dataclass(frozen=True)
class Explained:
    """A state and its rules, as the page tells them."""

    state: State
    label: str
    tone: str
    rules: Sequence[Rule]


Findings = Callable[[Sequence[Goal], Reader, str], Mapping[uuid.UUID, Sequence[Finding]]]

_findings: list[Findings] = []
_rules: list[Rule] = []
_own = (
    Rule(State.CLOSED, _("The goal was closed. Its page stays.")),
    Rule(
        State.NEW,
        _("No other rule has found anything yet: nothing is late, and no path is measured."),
    ),
)


def register_state(function: Findings, *rules: Rule) -> None:
    """Let ``function`` find how goals stand; ``rules`` say on the public page what it goes by."""
    if function not in _findings:
        _findings.append(function)
        _rules.extend(rules)


def standings(goals: Iterable[Goal], reader: Reader, language: str) -> dict[uuid.UUID, Standing]:
    """How each goal stands; as many queries for fifty goals as for one. Of a closed goal rooms are not asked."""
    goals = list(goals)
    going = [goal for goal in goals if not goal.is_closed]
    found: dict[uuid.UUID, list[Finding]] = {goal.pk: [] for goal in goals}
    with override(language):
        for function in _findings if going else ():
            for pk, more in function(going, reader, language).items():
                found[pk].extend(more)
        return {
            goal.pk: Standing(sorted(found[goal.pk], key=_weight) or [_fallback(goal)])
            for goal in goals
        }


def _weight(finding: Finding) -> tuple[int, datetime.date]:
    """The state that is told first; of one state, what has lasted longest."""
    return PRECEDENCE.index(finding.state), finding.since or datetime.date.max


def _fallback(goal: Goal) -> Finding:
    if goal.closed_at is not None:
        return Finding(State.CLOSED, str(_("The work on it has ended.")), goal.closed_at.date())
    since = goal.published_at or goal.created_at
    return Finding(
        State.NEW, str(_("No figure is held against an agreed path yet.")), since.date()
    )


def explained() -> list[Explained]:
    """Every state with its rules, in the order in which they are told."""
    rules = [*_own, *_rules]
    return [
        Explained(
            state,
            str(LABELS[state]),
            TONES[state],
            [rule for rule in rules if rule.state == state],
        )
        for state in State
    ]
