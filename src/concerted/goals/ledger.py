"""The chain of a goal, from what neighbors said to who is better off, told by the stages above.

A room above registers functions here in its ``apps.py``. Each takes a batch of goals, who reads (``None`` for
everybody, that is a public page) and a language, and answers for all goals at once, in a fixed number of queries.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from concerted.base.gates import Viewer
from concerted.goals.models import Goal


class Stage(StrEnum):
    LISTEN = "listen"
    DECIDE = "decide"
    POOL = "pool"
    ACT = "act"
    CHANGE = "change"
    MEASURE = "measure"


LABELS: dict[Stage, Promise] = {
    Stage.LISTEN: pgettext_lazy("stage", "Listen"),
    Stage.DECIDE: pgettext_lazy("stage", "Decide"),
    Stage.POOL: pgettext_lazy("stage", "Pool"),
    Stage.ACT: pgettext_lazy("stage", "Act"),
    Stage.CHANGE: pgettext_lazy("stage", "Change"),
    Stage.MEASURE: pgettext_lazy("stage", "Measure"),
}
NEXT_STEPS: dict[Stage, Promise] = {
    Stage.LISTEN: _("Next: ask neighbors what they see."),
    Stage.DECIDE: _("Next: agree on this goal together."),
    Stage.POOL: _("Next: ask partners what they can bring."),
    Stage.ACT: _("Next: start a campaign."),
    Stage.CHANGE: _("Next: write down what was answered."),
    Stage.MEASURE: _("Next: choose what to count."),
}
"""What an empty stage says in the workspace."""
STILL_TO_COME: dict[Stage, Promise] = {
    Stage.LISTEN: _("Here you will see what neighbors say."),
    Stage.DECIDE: _("Here you will see how we decide."),
    Stage.POOL: _("Here you will see what partners bring."),
    Stage.ACT: _("Here you will see what people do."),
    Stage.CHANGE: _("Here you will see what changes."),
    Stage.MEASURE: _("Here you will see whose lives got better."),
}
"""What an empty stage says to everybody."""


@dataclass(frozen=True)
class Line:
    """What one stage says of one goal: a figure as people read it, and the words that go with it."""

    figure: str
    text: str
    url: str = ""
    progress: float | None = None
    """From 0 to 1, where there is something to fill."""
    at: datetime.datetime | None = None
    """When it last moved."""


@dataclass(frozen=True)
class Cell:
    """A stage of a goal as the page shows it, with or without a line."""

    stage: Stage
    label: str
    line: Line | None
    next_step: str

    @property
    def percent(self) -> int | None:
        if self.line is None or self.line.progress is None:
            return None
        return round(100 * min(1.0, max(0.0, self.line.progress)))


@dataclass(frozen=True)
class Moment:
    """Something that has happened on the way to a goal."""

    at: datetime.datetime
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Action:
    """Something people can do, or did, for a goal or in a campaign: a petition, later a letter or an event."""

    kind: str
    """What it is in a word, as in "Petition"."""
    title: str
    url: str
    text: str = ""
    figure: str = ""
    words: str = ""
    progress: float | None = None
    state: str = ""
    tone: str = ""
    is_open: bool = False
    verb: str = ""
    """What to do there now, as in "Sign"; shown while it is open."""
    title_language: str = ""

    @property
    def percent(self) -> int | None:
        return None if self.progress is None else round(100 * min(1.0, max(0.0, self.progress)))


Reader = Viewer | None
"""Who reads; ``None`` on a public page."""
Lines = Callable[[Sequence[Goal], Reader, str], Mapping[uuid.UUID, Line]]
Moments = Callable[[Sequence[Goal], Reader, str], Mapping[uuid.UUID, Sequence[Moment]]]
Actions = Callable[[Sequence[Goal], Reader, str], Mapping[uuid.UUID, Sequence[Action]]]

_lines: dict[Stage, list[tuple[int, Lines]]] = {stage: [] for stage in Stage}
_moments: list[Moments] = []
_actions: list[Actions] = []


def register(stage: Stage, function: Lines, *, order: int = 50) -> None:
    """Let ``function`` add its lines to ``stage``. The lowest ``order`` gives the figure, the others join its words."""
    if function not in [known for _, known in _lines[stage]]:
        _lines[stage].append((order, function))
        _lines[stage].sort(key=lambda entry: entry[0])


def register_moments(function: Moments) -> None:
    """Let ``function`` add to what has happened so far."""
    if function not in _moments:
        _moments.append(function)


def register_actions(function: Actions) -> None:
    """Let ``function`` add to what people can do for a goal."""
    if function not in _actions:
        _actions.append(function)


def ledgers(goals: Iterable[Goal], reader: Reader, language: str) -> dict[uuid.UUID, list[Cell]]:
    """The six stages of each goal, in order; as many queries for fifty goals as for one."""
    goals = list(goals)
    words = STILL_TO_COME if reader is None else NEXT_STEPS
    with override(language):
        lines = {stage: _stage_lines(stage, goals, reader, language) for stage in Stage}
        return {
            goal.pk: [
                Cell(stage, str(LABELS[stage]), lines[stage].get(goal.pk), str(words[stage]))
                for stage in Stage
            ]
            for goal in goals
        }


def _stage_lines(
    stage: Stage, goals: Sequence[Goal], reader: Reader, language: str
) -> dict[uuid.UUID, Line]:
    joined: dict[uuid.UUID, Line] = {}
    for _order, function in _lines[stage]:
        for pk, line in function(goals, reader, language).items():
            joined[pk] = _join(joined[pk], line) if pk in joined else line
    return joined


def _join(first: Line, more: Line) -> Line:
    """``first`` with the figure and words of ``more`` behind its own."""
    latest = max((one.at for one in (first, more) if one.at is not None), default=None)
    return replace(first, text=f"{first.text} · {more.figure} {more.text}", at=latest)


def moments(goals: Iterable[Goal], reader: Reader, language: str) -> dict[uuid.UUID, list[Moment]]:
    """What has happened so far for each goal, the latest first."""
    goals = list(goals)
    told: dict[uuid.UUID, list[Moment]] = {goal.pk: _own_moments(goal, language) for goal in goals}
    with override(language):
        for function in _moments:
            for pk, more in function(goals, reader, language).items():
                told[pk].extend(more)
    return {pk: sorted(all_, key=lambda one: one.at, reverse=True) for pk, all_ in told.items()}


def _own_moments(goal: Goal, language: str) -> list[Moment]:
    with override(language):
        own = []
        if goal.published_at is not None:
            own.append(Moment(goal.published_at, str(_("The goal was published"))))
        if goal.closed_at is not None:
            own.append(Moment(goal.closed_at, str(_("The goal was closed"))))
        return own


def actions(goals: Iterable[Goal], reader: Reader, language: str) -> dict[uuid.UUID, list[Action]]:
    """What people can do for each goal, what is open first."""
    goals = list(goals)
    found: dict[uuid.UUID, list[Action]] = {goal.pk: [] for goal in goals}
    with override(language):
        for function in _actions:
            for pk, more in function(goals, reader, language).items():
                found[pk].extend(more)
    return {pk: sorted(all_, key=lambda one: not one.is_open) for pk, all_ in found.items()}
