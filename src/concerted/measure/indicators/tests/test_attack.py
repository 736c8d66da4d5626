"""An attack on all that two releases told: no hidden figure comes out within fewer people than the limit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from concerted.measure.indicators.models import Observation
from concerted.measure.indicators.operations.releasing import release_indicator
from concerted.measure.indicators.queries.figures import figures_for
from concerted.measure.indicators.tests.factories import (
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
)
from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_coalition, make_partner

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIMIT = 11
PLACES = ("", "North", "South")
PARTS = ("yes", "no", "all")


class World:
    """People by partner, place, language and age who pass an exam or do not; each trial is another world."""

    def __init__(self, seed, olga):
        self.rng = np.random.default_rng(seed)
        self.coalition = make_coalition(olga)
        self.partners = [
            Organization.objects.create(name=name, slug=name.lower())
            for name in ("One", "Two", "Three")
        ]
        for partner in self.partners:
            make_partner(self.coalition, partner)
        self.cuts = [
            make_dimension(self.coalition, "Language", ("Creole", "Spanish", "English")),
            make_dimension(self.coalition, "Age", ("Young", "Old")),
        ]
        self.groups = [list(cut.subgroups.order_by("position")) for cut in self.cuts]
        self.indicator = make_indicator(self.coalition, threshold=LIMIT)
        spread = self.rng.gamma(0.9, 22.0, (3, 2, 3, 2))  # partner, place, language, age
        people = self.rng.poisson(spread)
        passed = self.rng.binomial(people, 0.6)
        self.counts = np.stack([passed, people - passed], axis=-1)

    def cells(self, partner):
        """Where a figure of ``partner`` stands, and how many passed and did not."""
        for place, name in enumerate(PLACES):
            here = self.counts[partner][slice(None) if not name else [place - 1]]
            yield name, None, here.sum(axis=(0, 1, 2))
            for axis, groups in enumerate(self.groups):
                by_group = here.sum(axis=(0, 2 - axis))
                yield from ((name, group, by_group[k]) for k, group in enumerate(groups))

    def deliver(self, *partners):
        """Hand in the figures as they are now: those that differ are corrections."""
        for partner in partners:
            intake = make_intake(self.indicator, partner=self.partners[partner])
            for place, group, (yes, no) in self.cells(partner):
                spot = {"place": place, "partner": self.partners[partner]}
                old = Observation.objects.current().filter(subgroup=group, **spot)
                if not old.filter(numerator=yes, denominator=yes + no).exists() and yes + no:
                    old.update(is_current=False)
                    of = (int(yes), int(yes + no))
                    make_observation(intake, group, of=of, **spot)

    def correct(self):
        """A few people more or fewer in one cell."""
        at = tuple(self.rng.integers(0, self.counts.shape))
        self.counts[at] = max(0, self.counts[at] + self.rng.integers(-6, 7))


def told(*readers):
    """All that anybody among ``readers`` is shown, by what it counts; None where it is hidden."""
    found = {}
    for reader in readers:
        for one in figures_for(reader):
            where = (one.place, one.partner_id, one.subgroup_id)
            numbers = [None] * 3
            if one.is_shown:
                numbers = [one.numerator, one.denominator - one.numerator, one.denominator]
            found.update({(*where, part): n for part, n in zip(PARTS, numbers, strict=True)})
    return found


def sums_of(labels, partners, cuts):
    """Every sum that a reader knows to hold."""
    for place, partner, group, part in labels:
        if part == "all":
            yield (
                (place, partner, group, "all"),
                [(place, partner, group, "yes"), (place, partner, group, "no")],
            )
        if place == "":
            yield (
                (place, partner, group, part),
                [(one, partner, group, part) for one in PLACES[1:]],
            )
        if partner is None:
            yield (place, partner, group, part), [(place, one, group, part) for one in partners]
        if group is None:
            for groups in cuts:
                yield (
                    (place, partner, group, part),
                    [(place, partner, one, part) for one in groups],
                )


def narrowest(releases, world, labels=None):
    """The smallest interval of any hidden number, or of ``labels``, by linear programs over all that was told."""
    partners = [one.pk for one in world.partners]
    cuts = [[one.pk for one in groups] for groups in world.groups]
    cells = {}
    rows = []
    for number, release in enumerate(releases):
        everything = dict.fromkeys(
            (place, partner, group, part)
            for place in PLACES
            for partner in {label[1] for label in release} | {None}
            for group in [None, *cuts[0], *cuts[1]]
            for part in PARTS
        )
        present = {one for one in partners if any(label[1] == one for label in release)}
        for label in everything:
            cells[number, label] = release.get(label)
        for total, parts in sums_of(everything, sorted(present), cuts):
            rows.append([((number, total), -1.0), *(((number, one), 1.0) for one in parts)])
    unknown = [cell for cell, count in cells.items() if count is None]
    at = {cell: place for place, cell in enumerate(unknown)}
    matrix, right = np.zeros((len(rows), len(unknown))), np.zeros(len(rows))
    for k, row in enumerate(rows):
        for cell, sign in row:
            if cell in at:
                matrix[k, at[cell]] += sign
            else:
                right[k] -= sign * cells[cell]
    asked = [
        at[number, label]
        for number, label in unknown
        if label in releases[number] and (labels is None or label in labels)
    ]
    return _least_width(matrix, right, asked)


def _least_width(matrix, right, places):
    widths = []
    for place in places:
        aim = np.zeros(matrix.shape[1])
        aim[place] = 1.0
        ends = []
        for way in (1, -1):
            found = linprog(way * aim, A_eq=matrix, b_eq=right, bounds=(0, 5000), method="highs")
            assert found.status == 0, found.message
            ends.append(way * found.fun)
        widths.append(ends[1] - ends[0])
    return min(widths, default=np.inf)


@pytest.mark.parametrize("seed", range(4))
def test_two_releases_tell_no_hidden_figure(seed, olga):
    world = World(seed, olga)
    world.deliver(0, 1)
    release_indicator(indicator=world.indicator, by=olga)
    first = told(olga)
    world.correct()
    world.deliver(0, 1, 2)  # corrected figures, and a partner that is late
    release_indicator(indicator=world.indicator, by=olga)
    second = told(olga)

    assert any(count is not None for count in second.values())
    assert not any(0 < count < LIMIT for one in (first, second) for count in one.values() if count)
    assert narrowest([first, second], world) >= LIMIT - 1e-6


def test_the_attack_finds_what_is_hidden_only_by_its_own_size(olga):
    """What the test above would say if small figures alone were hidden."""
    world = World(0, olga)
    numbers = {}
    for k, partner in enumerate(world.partners):
        for place, group, (yes, no) in world.cells(k):
            where = (place, partner.pk, group.pk if group else None)
            counts = dict(zip(PARTS, (int(yes), int(no), int(yes + no)), strict=True))
            numbers.update({(*where, part): count for part, count in counts.items()})
    hidden = {label: None if 0 < count < LIMIT else count for label, count in numbers.items()}

    assert narrowest([hidden], world) < LIMIT


@pytest.mark.parametrize("seed", range(2))
def test_a_partner_works_out_nobody_elses_few_people(seed, olga):
    world = World(seed, olga)
    world.deliver(0, 1)
    release_indicator(indicator=world.indicator, by=olga)
    release = told(olga)
    own, true = world.partners[0].pk, {}
    for k, partner in enumerate(world.partners[:2]):
        for place, group, (yes, no) in world.cells(k):
            counts = dict(zip(PARTS, (int(yes), int(no), int(yes + no)), strict=True))
            for part, count in counts.items():
                true[place, partner.pk, group.pk if group else None, part] = count
    release |= {label: count for label, count in true.items() if label[1] == own}
    others_small = {
        label
        for label, count in release.items()
        if count is None and label[1] not in (own, None) and 0 < true[label] < LIMIT
    }

    assert others_small
    assert narrowest([release], world, others_small) >= LIMIT - 1e-6
