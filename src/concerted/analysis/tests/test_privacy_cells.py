from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from concerted.analysis.privacy import Cells, protect_cells

NAN = float("nan")


def widths(releases, published):
    """How far apart the least and the greatest value of each hidden cell are, by programs of our own.

    ``releases`` are (counts, sums) as a reader knows them.
    """
    told, hidden = {}, []
    for k, (counts, _sums) in enumerate(releases):
        for label, count in counts.items():
            if label in published[k] or count == 0:
                told[k, label] = count
            else:
                hidden.append((k, label))
    at = {key: place for place, key in enumerate(hidden)}
    matrix, right = [], []
    for k, (counts, sums) in enumerate(releases):
        for total, parts in sums:
            if total in counts:
                terms = [
                    ((k, total), -1.0),
                    *(((k, part), 1.0) for part in parts if part in counts),
                ]
                row = np.zeros(len(hidden))
                row[[at[key] for key, _sign in terms if key in at]] = [
                    sign for key, sign in terms if key in at
                ]
                matrix.append(row)
                right.append(-sum(sign * told[key] for key, sign in terms if key in told))
    return {key: _apart(place, np.array(matrix), right) for key, place in at.items()}


def _apart(place, matrix, right):
    aim = np.zeros(matrix.shape[1])
    aim[place] = 1.0
    ends = []
    for way in (1, -1):
        outcome = linprog(way * aim, A_eq=matrix, b_eq=right, bounds=(1, 10_000))
        assert outcome.status == 0
        ends.append(way * outcome.fun)
    return ends[1] - ends[0]


def crossed(rng, *, places=2, partners=3, groups=4, mean=12):
    """Counts by place, partner and group, with every total; and their sums."""
    inside = rng.poisson(rng.gamma(0.8, mean, (places, partners, groups)))
    shown = np.pad(inside, ((0, 1), (0, 1), (0, 1)))
    for axis in range(3):
        last = [slice(None)] * 3
        last[axis] = -1
        shown[tuple(last)] = shown.sum(axis=axis)
    counts = {tuple(map(int, at)): int(shown[tuple(at)]) for at in np.ndindex(shown.shape)}
    sums = []
    for at in counts:
        for axis in range(3):
            if at[axis] == shown.shape[axis] - 1:
                parts = [(*at[:axis], k, *at[axis + 1 :]) for k in range(shown.shape[axis] - 1)]
                sums.append((at, parts))
    return counts, sums


def test_no_hidden_cell_follows_from_all_sums_together():
    for seed in range(8):
        counts, sums = crossed(np.random.default_rng(seed))

        found = protect_cells(Cells(counts, sums), threshold=11)

        assert not found.withheld
        apart = widths([(counts, sums)], [found.published])
        assert all(width >= 11 - 1e-6 for width in apart.values())
        assert all(counts[label] == 0 or counts[label] >= 11 for label in found.published)


def test_no_hidden_cell_nor_small_change_follows_from_two_releases():
    for seed in range(6):
        rng = np.random.default_rng(seed)
        counts, sums = crossed(rng, places=1)
        late = {at: count for at, count in counts.items() if at[1] != 2}
        first = {at: late[at] if at[1] != 3 else late[at] - counts[at[0], 2, at[2]] for at in late}
        one = protect_cells(Cells(first, sums), threshold=11)
        earlier = Cells(first, sums, published=one.published)

        two = protect_cells(Cells(counts, sums), [earlier], threshold=11)

        both = [(counts, sums), (first, sums)]
        apart = widths(both, [two.published, one.published])
        assert all(width >= 11 - 1e-6 for width in apart.values())
        told = two.published & one.published
        assert not any(0 < abs(counts[at] - first[at]) < 11 for at in told)


def test_what_did_not_change_is_told_as_before():
    counts, sums = crossed(np.random.default_rng(1))
    one = protect_cells(Cells(counts, sums))

    two = protect_cells(Cells(counts, sums), [Cells(counts, sums, published=one.published)])

    assert two.published == one.published


def test_the_rest_of_a_sum_is_protected_like_a_cell():
    counts = {"a": 40, "b": 50, "all": 93}  # of three people nobody knows the group

    found = protect_cells(Cells(counts, [("all", ["a", "b"])]))

    assert len(found.published) < 3


def test_a_count_hidden_by_who_counted_it_does_not_follow_from_the_total():
    counts = {"a": NAN, "b": 50, "c": 60, "all": 113}

    found = protect_cells(Cells(counts, [("all", ["a", "b", "c"])]))

    assert found.published == {"c", "all"}


def test_one_partner_cannot_work_out_the_other():
    counts = {"mine": 50, "yours": 5, "ours": 55}
    sums = [("ours", ["mine", "yours"])]

    without = protect_cells(Cells(counts, sums))
    guarded = protect_cells(Cells(counts, sums), insiders=[{"mine"}, {"yours"}])

    assert without.published == {"ours"}
    assert guarded.published == set()


def test_a_partner_alone_in_a_total_may_know_it():
    counts = {"mine": 5, "ours": 5, "here": 5, "there": 40, "all": 45}
    sums = [("ours", ["mine"]), ("all", ["here", "there"]), ("here", ["ours"])]

    found = protect_cells(Cells(counts, sums), insiders=[{"mine"}])

    assert found.published == {"all"}


def test_what_is_public_elsewhere_stays_public():
    counts = {"a": 3, "b": 50, "c": 60, "all": 113}

    found = protect_cells(Cells(counts, [("all", ["a", "b", "c"])], known={"a"}))

    assert found.published == set(counts)


def test_a_piece_that_is_too_large_tells_what_it_told_before_and_nothing_more():
    before = {"a": 40, "b": 50, "all": 90}
    sums = [("all", ["a", "b"])]
    earlier = Cells(before, sums, published=frozenset(before))

    found = protect_cells(Cells({"a": 3, "b": 50, "all": 53}, sums), [earlier], most=2)

    assert found.published == {"b"}
    assert found.withheld == ({"a", "b", "all"},)


def test_a_small_change_is_not_told():
    sums = [("all", ["a", "b"])]
    earlier = Cells({"a": 40, "b": 50, "all": 90}, sums, published=frozenset({"a", "b", "all"}))

    found = protect_cells(Cells({"a": 41, "b": 50, "all": 91}, sums), [earlier])

    assert found.published == {"b"}


def test_a_piece_that_is_given_away_already_tells_nothing_new():
    sums = [("all", ["a", "b"])]
    earlier = Cells({"a": 5, "b": 50, "all": 55}, sums, published=frozenset({"b", "all"}))

    found = protect_cells(Cells({"a": 50, "b": 50, "all": 100}, sums), [earlier])

    assert found.published == {"b"}
    assert found.withheld == ({"a", "b", "all"},)


def test_pieces_do_not_touch_each_other():
    counts = {"a": 3, "b": 40, "all": 43, "other": 50}

    found = protect_cells(Cells(counts, [("all", ["a", "b"])]))

    assert found.published == {"all", "other"}


@pytest.mark.parametrize("count", [-1, 2.5, float("inf")])
def test_counts_are_whole_people(count):
    with pytest.raises(ValueError, match=r"people|whole|finite"):
        protect_cells(Cells({"a": count, "b": 3, "all": 4}, [("all", ["a", "b"])]))


def test_what_must_be_kept_back_however_many_it_counts_follows_from_no_exact_sum():
    counts = {"a": 31, "b": 94, "all": 140, "later": 242, "ever": 273}
    sums = [("all", ["a", "b"]), ("ever", ["a", "later"])]

    found = protect_cells(Cells(counts, sums, kept={"a"})).published

    assert "a" not in found
    assert not {"later", "ever"} <= found


@pytest.mark.parametrize("are_parts_told", [True, False])
def test_a_contributor_takes_its_own_away_and_still_learns_of_no_few_others(are_parts_told):
    """In x 2 of 21 and in y 3 of 15 are not its own: z and the sum of all three would tell of these 5."""
    mine, yours = {"x": 19, "y": 12, "z": 90}, {"x": 2, "y": 3, "z": 110}
    totals = {place: mine[place] + yours[place] for place in mine} | {"all": 236}
    parts = {("mine", place): count for place, count in mine.items()}
    parts |= {("yours", place): count for place, count in yours.items()}
    sums = [("all", ["x", "y", "z"])]
    sums += [(place, [("mine", place), ("yours", place)]) for place in mine]
    counts, beside = (totals | parts, {}) if are_parts_told else (totals, parts)
    own = {("mine", place) for place in mine}

    without = protect_cells(Cells(counts, sums, beside=beside, kept={"x", "y"})).published
    found = protect_cells(Cells(counts, sums, beside=beside, kept={"x", "y"}), insiders=[own])

    assert are_parts_told or {"z", "all"} <= without
    assert not {"z", "all"} <= found.published
    assert not found.withheld


def test_who_is_in_no_group_is_the_same_few_in_the_next_release():
    """The rest of a sum grew by 3, which a third group beside them must not hide."""
    before = {"a": 40, "b": 60, "all": 120}
    told = frozenset(before)
    earlier = Cells(before, [("all", ["a", "b"])], published=told)
    now = {"a": 40, "b": 80, "all": 143, "north": 70, "south": 73}
    sums = [("all", ["north", "south"]), ("all", ["a", "b"])]

    found = protect_cells(Cells(now, sums), [earlier]).published

    assert not {"b", "all"} <= found
