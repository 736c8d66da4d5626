"""An attack on all that releases told: no hidden figure comes out within fewer people than the limit."""

from __future__ import annotations

import pytest

from concerted.measure.indicators.queries.figures import figures_for
from concerted.measure.indicators.tests.attacking import LIMIT, Attack, Case, Release, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CASES = {
    "one small group": (Case(partners=0, places=0, groups=(3,), spread=30), 6),
    "small places": (Case(partners=0, places=3, groups=(3,)), 3),
    "many small groups": (Case(), 0),
    "groups that nobody added up": (Case(has_total=False), 1),
    "a small partner beside a large one": (Case(partners=2, places=0, spread=60, last=0.1), 2),
    "a small partner of three": (Case(places=0, groups=(3,), spread=60, last=0.05), 3),
    "people of no group": (Case(partners=2, places=0, groups=(3, 3), spread=60, apart=0.1), 4),
    "quarters and their year": (
        Case(partners=2, places=0, groups=(3,), quarters=4, spread=40, apart=0.1, last=0.2),
        5,
    ),
    "cells that their collector hid": (Case(places=0, spread=15, hidden=0.3), 7),
    "shares without their parts": (Case(places=0, form="share", spread=30), 8),
    "averages": (Case(places=0, form="average", spread=15), 9),
}


def told_in_turn(world, olga, *turns):
    """A release after each of ``turns``, whose figures are corrected before the next."""
    releases = []
    for number, partners in enumerate(turns):
        if number:
            world.correct()
        world.deliver(*partners)
        if world.release(olga):
            figures = list(figures_for(olga))
            keys = [world.partners[one].pk for one in partners] if world.partners else []
            releases.append(Release(world.told(figures), world.truth(*partners), keys))
    return releases


def as_read_by(releases, partner):
    """What people of ``partner`` are told; everybody, with None."""
    return [
        one._replace(told={k: v for k, v in one.told.items() if k.partner in (None, partner)})
        for one in releases
    ]


@pytest.mark.parametrize("name", CASES)
def test_two_releases_tell_nobody_of_few_others(name, olga):
    case, seed = CASES[name]
    world = World(case, seed, olga)
    everyone = range(max(1, case.partners))
    first = everyone[:-1] if case.partners > 2 else everyone  # the last of three is late
    releases = told_in_turn(world, olga, first, everyone)

    assert any(count is not None for one in releases for count in one.told.values())
    assert Attack(world, releases).narrow() == []  # the office's own view: the most that is told
    for partner in world.partners:
        insider = Attack(world, as_read_by(releases, partner.pk), partner.pk)
        assert insider.narrow() == []


def test_the_attack_finds_what_is_hidden_only_by_its_own_size(olga):
    """What the test above would say if small figures alone were hidden."""
    world = World(Case(), 0, olga)
    truth = world.truth(0, 1, 2)
    told = {label: None if 0 < count < LIMIT else count for label, count in truth.items()}
    keys = [one.pk for one in world.partners]

    assert Attack(world, [Release(told, truth, keys)]).narrow()
