"""Who speaks, who decides, whose needs are met: by size, sector, community and language, for groups only."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from concerted.analysis.privacy import tellable_groups
from concerted.base.charts import Bar, Bars, Chart, draw_bars, percent
from concerted.organizations.models import Organization
from concerted.pool.network.queries.profiles import Dimension, dimensions_of
from concerted.pool.participation import Deed, counted

NOTICED = 0.05
"""A share that is less than this apart from the share of partners is about the same."""


@dataclass(frozen=True)
class Group:
    """Partners that share something: their places in the list of partners."""

    name: str
    partners: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """One question for one way to group partners: a sentence, a picture, its table."""

    finding: str
    chart: Chart


@dataclass(frozen=True)
class Question:
    title: str
    counted: str
    """What is counted, in words; empty where nothing is yet."""
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Participation:
    partner_count: int
    questions: tuple[Question, ...]
    is_groupable: bool
    """Whether there are groups large enough to be told apart."""


@dataclass(frozen=True)
class _Tally:
    """How often partners did something, by their places in the list; ``whole`` of how many for each, where that is known."""

    labels: Sequence[str]
    done: Sequence[int]
    of: Sequence[int] | None = None


def participation_of(organization: Organization) -> Participation:
    dimensions, partners = dimensions_of(organization)
    groups = [(one, found) for one in dimensions if (found := _groups(one))]
    tallies = _tallies(organization, partners)
    told: tuple[tuple[str, Callable[[], _Tally]], ...] = (
        (_("Who speaks"), lambda: tallies[Deed.SPEAKING]),
        (_("Who decides"), lambda: tallies[Deed.DECIDING]),
        (_("Whose needs are met"), lambda: _met(tallies)),
    )
    return Participation(
        partner_count=len(partners),
        questions=tuple(_question(title, tally(), groups) for title, tally in told),
        is_groupable=bool(groups),
    )


def _groups(dimension: Dimension) -> list[Group]:
    """The groups of a dimension that may be told, and all other partners as one more."""
    kept = tellable_groups(dimension.belongs)
    if not kept:
        return []
    groups = [
        Group(dimension.names[one], tuple(np.flatnonzero(dimension.belongs[:, one]).tolist()))
        for one in kept
    ]
    rest = tuple(np.flatnonzero(~dimension.belongs[:, kept].any(axis=1)).tolist())
    return [*groups, Group(_("All others"), rest)] if rest else groups


def _tallies(organization: Organization, partners: Sequence[uuid.UUID]) -> dict[Deed, _Tally]:
    labels: dict[Deed, list[str]] = defaultdict(list)
    sums: dict[Deed, dict[uuid.UUID, int]] = {deed: defaultdict(int) for deed in Deed}
    for one in counted(organization):
        labels[one.deed].append(one.label)
        for partner, count in one.by_partner.items():
            sums[one.deed][partner] += count
    return {
        deed: _Tally(labels[deed], [sums[deed].get(one, 0) for one in partners]) for deed in Deed
    }


def _met(tallies: Mapping[Deed, _Tally]) -> _Tally:
    """Needs that were met, of those that were stated."""
    stated, met = tallies[Deed.NEED_STATED], tallies[Deed.NEED_MET]
    return _Tally((*stated.labels, *met.labels), met.done, of=stated.done)


def _question(
    title: str, tally: _Tally, groups: Sequence[tuple[Dimension, list[Group]]]
) -> Question:
    whole = sum(tally.done if tally.of is None else tally.of)
    answers = [_answer(title, tally, one.title, found) for one, found in groups] if whole else []
    return Question(title, "; ".join(tally.labels) if whole else "", tuple(answers))


def _answer(title: str, tally: _Tally, dimension: str, groups: Sequence[Group]) -> Answer:
    bars, gaps = [], []
    for group in groups:
        share, expected = _shares(tally, group)
        bars.append(Bar(group.name, share, mark=expected))
        if share is not None and expected is not None:
            gaps.append((share - expected, group.name, share, expected))
    chart = draw_bars(
        Bars(
            f"{title}: {dimension}",
            bars,
            value_heading=_("Share") if tally.of is None else _("Needs met"),
            mark_heading=_("Share of partners") if tally.of is None else _("All partners"),
            label_heading=dimension,
            words=percent,
            whole=1,
        )
    )
    return Answer(_finding(gaps, is_rate=tally.of is not None), chart)


def _shares(tally: _Tally, group: Group) -> tuple[float | None, float | None]:
    """The share of a group in what was done, and in the partners; of a rate, the group's and that of all."""
    done = sum(tally.done[one] for one in group.partners)
    if tally.of is None:
        return done / sum(tally.done), len(group.partners) / len(tally.done)
    of = sum(tally.of[one] for one in group.partners)
    return done / of if of else None, sum(tally.done) / sum(tally.of)


def _finding(gaps: Sequence[tuple[float, str, float, float]], *, is_rate: bool) -> str:
    """The group that is furthest below what it would be if all took part alike."""
    if not gaps or min(gaps)[0] > -NOTICED:
        return _("No group is far below its share.")
    _gap, name, share, expected = min(gaps)
    words = (
        _("%(group)s: %(share)s of their needs are met, %(expected)s of all partners’ needs.")
        if is_rate
        else _("%(group)s: %(expected)s of the partners, and %(share)s of what is counted here.")
    )
    return words % {"group": name, "share": percent(share), "expected": percent(expected)}
