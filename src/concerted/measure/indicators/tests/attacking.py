"""Worlds of people whose figures are released more than once, and an attack on all that is told of them."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

import highspy
import numpy as np
from scipy import sparse

from concerted.base.errors import Refused
from concerted.measure.indicators.models import Observation
from concerted.measure.indicators.operations.releasing import release_indicator
from concerted.measure.indicators.tests.factories import (
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
)
from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_coalition, make_partner

LIMIT = 11
YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
QUARTERS = [
    (datetime.date(2025, month, 1), datetime.date(2025, month + 2, day))
    for month, day in ((1, 31), (4, 30), (7, 30), (10, 31))
]
PARTNERS, PLACES = ("One", "Two", "Three", "Four"), ("North", "South", "East")


class Label(NamedTuple):
    """What is counted: when, where, whose, of whom, and which part of it. Empty is the whole."""

    start: Any
    end: Any
    place: str
    partner: Any
    group: Any
    part: str


@dataclass(frozen=True)
class Case:
    """What a world is like. ``spread`` is how many people there are of one kind, ``apart`` those of no group."""

    partners: int = 3
    places: int = 2
    groups: tuple[int, ...] = (3, 2)
    quarters: int = 1
    spread: float = 22.0
    apart: float = 0.0
    hidden: float = 0.0
    last: float = 1.0
    """How much of the people the last partner has."""
    form: str = "counts"
    """As counts, as a share of so many people (``share``), or as an average over them."""
    has_total: bool = True


class World:
    """People by partner, place, quarter and group, of whom some pass; each seed is another world."""

    def __init__(self, case, seed, olga):
        self.case, self.rng = case, np.random.default_rng(seed)
        self.coalition = make_coalition(olga)
        self.partners = [
            Organization.objects.create(name=name, slug=name.lower())
            for name in PARTNERS[: case.partners]
        ]
        for partner in self.partners:
            make_partner(self.coalition, partner)
        self.groups = [
            list(self._dimension(number, size).subgroups.order_by("position"))
            for number, size in enumerate(case.groups)
        ]
        kind = {"kind": "average", "unit": "days"} if case.form == "average" else {}
        self.indicator = make_indicator(self.coalition, threshold=LIMIT, **kind)
        self.parts = ("all",) if kind else ("yes", "no", "all")
        self.counts = self._people()
        self.counted, self.kept_back = {}, set()

    def _dimension(self, number, size):
        names = [f"{'ABC'[number]}{place}" for place in range(size)]
        return make_dimension(self.coalition, f"Cut {number}", names)

    def _people(self):
        """Those who passed and those who did not; the last of each kind of group has none."""
        case = self.case
        kinds = [size + 1 for size in case.groups]
        shape = [max(1, case.partners), max(1, case.places), case.quarters, *kinds]
        spread = self.rng.gamma(0.9, case.spread, shape)
        for axis in range(3, len(shape)):
            spread[(slice(None),) * axis + (-1,)] *= case.apart
        spread[-1] *= case.last
        people = self.rng.poisson(spread)
        passed = self.rng.binomial(people, 0.6)
        return np.stack([passed, people - passed], axis=-1)

    def cells(self, partner):
        """When, where and of whom there is a figure of ``partner``, and how many passed and did not."""
        axes = range(len(self.groups))
        for period in [YEAR, *(QUARTERS if self.case.quarters > 1 else ())]:
            here = self.counts[partner]
            here = here.sum(axis=1) if period == YEAR else here[:, QUARTERS.index(period)]
            places = [("", here.sum(axis=0)), *zip(PLACES[: self.case.places], here, strict=False)]
            for place, people in places:
                if self.case.has_total:
                    yield period, place, None, people.sum(axis=tuple(axes))
                for axis, groups in enumerate(self.groups):
                    told = people.sum(axis=tuple(one for one in axes if one != axis))
                    yield from ((period, place, one, told[k]) for k, one in enumerate(groups))

    def deliver(self, *partners):
        """Hand in the figures as they are now: those that differ are corrections."""
        for partner in partners:
            whose = self.partners[partner] if self.partners else None
            intake = make_intake(self.indicator, partner=whose)
            for period, place, group, (yes, no) in self.cells(partner):
                self._hand_in(intake, (partner, *period, place, group), int(yes), int(yes + no))

    def _hand_in(self, intake, where, yes, people):
        if self.counted.get(where) == (yes, people) or not people:
            return
        self.counted[where] = (yes, people)
        _partner, start, end, place, group = where
        spot = {"place": place, "period_start": start, "period_end": end}
        old = Observation.objects.current().filter(subgroup=group, partner=intake.partner, **spot)
        old.update(is_current=False)
        if where in self.kept_back or (people < LIMIT and self.rng.random() < self.case.hidden):
            self.kept_back.add(where)
            make_observation(intake, group, state="suppressed", **spot)
        elif self.case.form == "counts":
            make_observation(intake, group, of=(yes, people), **spot)
        elif self.case.form == "share":
            make_observation(intake, group, 100 * yes / people, n=people, **spot)
        else:
            make_observation(intake, group, 10 + 5 * yes / people, n=people, **spot)

    def correct(self, times=2):
        """A few people more or fewer in some cells."""
        for _time in range(times):
            at = tuple(int(self.rng.integers(0, size)) for size in self.counts.shape)
            if self.counts[at[:-1]].sum():
                self.counts[at] = max(1, self.counts[at] + int(self.rng.integers(-6, 9)))

    def release(self, olga):
        """Whether anything can be told."""
        try:
            return release_indicator(indicator=self.indicator, by=olga)
        except Refused:
            return None

    def truth(self, *partners):
        """How many people every cell of these partners counts, and all of them together."""
        found = {}
        for partner in partners:
            whose = self.partners[partner].pk if self.partners else None
            for period, place, group, (yes, no) in self.cells(partner):
                key = group.pk if group else None
                for part, count in zip(("yes", "no", "all"), (yes, no, yes + no), strict=True):
                    if part in self.parts:
                        found[Label(*period, place, whose, key, part)] = int(count)
        if self.partners:
            total = Counter()
            for label, count in found.items():
                total[label._replace(partner=None)] += count
            found |= total
        return found

    def told(self, figures):
        """What ``figures`` say of counts; None where they are hidden, nothing of what is missing."""
        found = {}
        for one in figures:
            where = (one.period_start, one.period_end, one.place, one.partner_id, one.subgroup_id)
            if one.status == "missing":
                continue
            counts = dict.fromkeys(self.parts)
            if one.is_shown:
                people = one.n if one.n is not None else one.denominator
                counts["all"] = people
                if "yes" in counts:
                    yes = one.numerator
                    yes = round(one.value * people / 100) if yes is None else yes
                    counts |= {"yes": yes, "no": people - yes}
            found |= {Label(*where, part): count for part, count in counts.items()}
        return found


class Release(NamedTuple):
    """What was told, what is true, and whose figures were in it."""

    told: dict[Label, int | None]
    truth: dict[Label, int]
    present: list[Any]


class Attack:
    """Linear programs over all whole numbers that fit what ``releases`` told, and what ``insider`` knows of itself."""

    def __init__(self, world, releases, insider=None):
        self.world, self.releases, self.insider = world, releases, insider
        self.column, self.known = {}, {}
        for number, release in enumerate(releases):
            for label, count in release.truth.items():
                self.column[number, label] = len(self.column)
                told = release.told.get(label)
                assert told in (None, count), f"{label}: {told} was told for {count}"
                if told is not None or (insider is not None and label.partner == insider):
                    self.known[number, label] = count
        self.rests = {}
        rows = [row for number in range(len(releases)) for row in self._rows(number)]
        self.solver = self._solver(rows)

    def _rows(self, number):
        """Every sum, as (column, sign); what falls short of a total is a column of its own."""
        truth = self.releases[number].truth
        for label in truth:
            for kind, parts in self._sums(label, self.releases[number].present):
                there = [part for part in parts if part in truth]
                if there:
                    short = truth[label] - sum(truth[part] for part in there)
                    row = [(self.column[number, label], -1.0)]
                    row += [(self.column[number, part], 1.0) for part in there]
                    if short:
                        self.rests[number, label, kind] = short
                        rest = len(self.column) + len(self.rests) - 1
                        row.append((rest, 1.0))
                    yield row

    def _sums(self, label, present):
        if label.part == "all" and "yes" in self.world.parts:
            yield "parts", [label._replace(part=part) for part in ("yes", "no")]
        if label.group is None:
            for number, groups in enumerate(self.world.groups):
                yield number, [label._replace(group=one.pk) for one in groups]
        if not label.place:
            yield "places", [label._replace(place=place) for place in PLACES]
        if label.partner is None and present:
            yield "partners", [label._replace(partner=one) for one in present]
        if (label.start, label.end) == YEAR:
            yield "quarters", [label._replace(start=start, end=end) for start, end in QUARTERS]

    def _solver(self, rows):
        entries = [(k, column, sign) for k, row in enumerate(rows) for column, sign in row]
        at, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        size = len(self.column) + len(self.rests)
        matrix = sparse.csc_array((signs, (at, columns)), shape=(len(rows), size))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = size, len(rows)
        low, high = np.zeros(size), np.full(size, 1e5)
        for cell, count in self.known.items():
            low[self.column[cell]] = high[self.column[cell]] = count
        program.col_cost_, program.col_lower_, program.col_upper_ = np.zeros(size), low, high
        program.row_lower_ = program.row_upper_ = np.zeros(len(rows))
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
        program.a_matrix_.value_ = matrix.data
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(program)
        return solver

    def width(self, *aim):
        """Between which ends a sum of (column, sign) lies."""
        ends = []
        for way in (1, -1):
            for column, sign in aim:
                self.solver.changeColCost(column, way * sign)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(way * self.solver.getInfo().objective_function_value)
        for column, _sign in aim:
            self.solver.changeColCost(column, 0.0)
        return ends[1] - ends[0]

    def narrow(self):
        """Everything that is known more closely than it may be."""
        return [*self._cells(), *self._changes(), *self._rests()]

    def _cells(self):
        """Hidden figures; for an insider those of few others, also within a total that is its own for the most part."""
        for (number, label), column in self.column.items():
            release = self.releases[number]
            count = self._of_others(number, label)
            is_small = 0 < count < LIMIT
            is_asked = is_small or (self.insider is None and release.told.get(label, 0) is None)
            is_told = (number, label) in self.known
            if is_asked and count and not is_told and self.width((column, 1.0)) < LIMIT - 1e-6:
                yield number, label, count

    def _of_others(self, number, label):
        truth = self.releases[number].truth
        if self.insider is None or label.partner is not None:
            return truth[label]
        return truth[label] - truth.get(label._replace(partner=self.insider), 0)

    def _changes(self):
        """Of few people, from one release to the next."""
        for number in range(1, len(self.releases)):
            before, now = self.releases[number - 1].truth, self.releases[number].truth
            for label in now.keys() & before.keys():
                is_own = self.insider is not None and label.partner == self.insider
                if 0 < abs(now[label] - before[label]) < LIMIT and not is_own:
                    ends = (number, label), (number - 1, label)
                    aim = [
                        (self.column[end], sign)
                        for end, sign in zip(ends, (1.0, -1.0), strict=True)
                    ]
                    if all(end in self.known for end in ends) or self.width(*aim) < LIMIT - 1e-6:
                        yield number, label, now[label] - before[label]

    def _rests(self):
        """People of no group; for an insider those of others."""
        for place, ((number, label, kind), short) in enumerate(self.rests.items()):
            own = self.rests.get((number, label._replace(partner=self.insider), kind), 0)
            is_own = self.insider is not None and label.partner == self.insider
            others = short - (own if self.insider is not None and label.partner is None else 0)
            is_asked = 0 < others < LIMIT and not is_own
            if is_asked and self.width((len(self.column) + place, 1.0)) < LIMIT - 1e-6:
                yield number, label, others
