from __future__ import annotations

import numpy as np
import pytest

from concerted.analysis.opinion import (
    VoteMatrix,
    fewest_changed,
    gathered_points,
    people_changed,
    released_votes,
)

FLOOR = 5


def drawn(draw, people=40, statements=12, density=0.5):
    rows, columns = np.nonzero(draw.random((people, statements)) < density)
    return VoteMatrix.from_votes(rows, columns, draw.integers(-1, 2, rows.size))


def column(votes, statement):
    """Who said what to a statement."""
    places = np.flatnonzero(votes.statement_ids == statement)
    if not places.size:
        return [], []
    on_it = votes.columns == places[0]
    return votes.participant_ids[votes.rows[on_it]], votes.values[on_it]


@pytest.mark.parametrize("seed", range(20))
def test_of_each_statement_nobodys_or_five_peoples_votes_are_new(seed):
    draw = np.random.default_rng(seed)
    before = drawn(draw)
    shown = before
    for _round in range(6):
        before = before.updated(drawn(draw, people=44, statements=13, density=0.05))
        new = released_votes(before, shown, floor=FLOOR)
        for statement in range(13):
            changed = people_changed(*column(new, statement), *column(shown, statement))
            assert changed == 0 or changed >= FLOOR
            waiting = people_changed(*column(before, statement), *column(new, statement))
            assert waiting < FLOOR
        shown = new


def test_with_a_floor_of_one_everything_is_released():
    draw = np.random.default_rng(1)
    before = drawn(draw)
    now = before.updated(drawn(draw, density=0.02))

    assert released_votes(now, before, floor=1) is now


def test_while_every_change_waits_the_earlier_votes_stand():
    draw = np.random.default_rng(1)
    before = drawn(draw)
    now = before.updated(VoteMatrix.from_votes(range(50, 54), [0] * 4, [1] * 4))

    assert released_votes(now, before, floor=FLOOR) is before


def test_who_leaves_is_a_change_too():
    before = VoteMatrix.from_votes(range(12), [1] * 6 + [2] * 6, [1] * 12)
    now = before.only(np.arange(12) > 3)

    assert released_votes(now, before, floor=5) is before
    assert released_votes(now, before, floor=4) is now


def test_what_moderation_decided_counts_at_once():
    before = VoteMatrix.from_votes(range(12), [1] * 6 + [2] * 6, [1] * 12)
    more = VoteMatrix.from_votes([20, *range(30, 35)], [1, *[2] * 5], [1] * 6)
    now = before.updated(more).with_moderated_out([1])

    new = released_votes(now, before, floor=5)

    assert new.vote_count == 17
    assert new.moderated_out.tolist() == [True, False]


def test_a_floor_under_one_is_refused():
    votes = VoteMatrix.from_votes([1], [1], [1])
    with pytest.raises(ValueError, match="floor must be 1 or more"):
        released_votes(votes, votes, floor=0)


def test_everybody_is_named_once():
    with pytest.raises(ValueError, match="named once"):
        people_changed([1, 1], [0, 0], [], [])


def test_counts_of_another_length_are_refused():
    with pytest.raises(ValueError, match="must be alike"):
        fewest_changed([1, 2], [1, 2, 3])


@pytest.mark.parametrize("people", [5, 9, 10, 64, 1000])
def test_parcels_of_one_size_have_the_middle_of_all(people):
    points = np.random.default_rng(people).normal(size=(people, 2))
    parts = people // FLOOR

    middles = gathered_points(points, parts)

    assert middles.shape == (parts, 2)
    if people % parts == 0:
        np.testing.assert_allclose(middles.mean(axis=0), points.mean(axis=0))


def test_no_place_is_where_one_person_stands():
    points = np.random.default_rng(4).normal(size=(300, 2))

    middles = gathered_points(points, 60)

    nearest = np.abs(middles[:, None] - points[None]).max(axis=2).min(axis=1)
    assert (nearest > 0).all()


def test_more_parcels_than_people_are_refused():
    with pytest.raises(ValueError, match="from 1 to 2"):
        gathered_points([[0, 0], [1, 1]], 3)
