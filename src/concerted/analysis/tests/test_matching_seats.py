"""Scarce seats by priority, reserves and a lottery that anyone can recompute."""

from __future__ import annotations

import doctest
import hashlib
import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, chisquare

from concerted.analysis.matching.audit import published, read_published, verify
from concerted.analysis.matching.seats import (
    Applicant,
    ReserveOrder,
    SeatOutcome,
    SeatRule,
    allocate_seats,
    applicants_digest,
    lot,
)

few = settings(max_examples=50, deadline=None, derandomize=True)
SEED = "2026-03-01 state lottery 07 12 19 33 41"
POINTS = {"rural": 2.0, "first": 1.0}


@st.composite
def draws(draw):
    """Up to eight applicants and a rule with overlapping reserves."""
    applicants = [
        Applicant(
            f"A-{number}",
            draw(st.frozensets(st.sampled_from(sorted(POINTS)))),
            draw(st.frozensets(st.sampled_from("xyz"), max_size=2)),
        )
        for number in range(draw(st.integers(0, 8)))
    ]
    reserves = draw(st.dictionaries(st.sampled_from("xyz"), st.integers(0, 2)))
    rule = SeatRule(
        sum(reserves.values()) + draw(st.integers(0, 3)),
        POINTS,
        draw(st.sampled_from([None, (2.0, 0.0), (3.0, 1.0)])),
        reserves,
        draw(st.sampled_from(ReserveOrder)),
    )
    return applicants, rule, draw(st.sampled_from(["s1", "s2", "s3"]))


def eligible(record):
    return [entry for entry in record.entries if entry.rank is not None]


def most_reserved(entries, reserves):
    """The most reserved seats that some of these applicants can fill, by trying Hall's condition."""
    groups = sorted(reserves)
    sets = [frozenset(c) for size in range(len(groups) + 1) for c in combinations(groups, size)]
    return min(
        sum(reserves[group] for group in covered)
        + sum(bool(entry.applicant.groups & (set(groups) - covered)) for entry in entries)
        for covered in sets
    )


@few
@given(draws(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_nothing(draw, random):
    applicants, rule, seed = draw
    shuffled = list(applicants)
    random.shuffle(shuffled)

    assert allocate_seats(shuffled, rule, seed) == allocate_seats(applicants, rule, seed)


@few
@given(draws())
def test_every_record_follows_from_its_rule_and_seed(draw):
    record = allocate_seats(*draw)

    assert verify(record) == ()
    assert verify(read_published(json.loads(json.dumps(published(record))))) == ()
    assert read_published(json.loads(json.dumps(published(record)))) == record


@few
@given(draws())
def test_no_seat_stays_empty_while_somebody_waits(draw):
    _, rule, _ = draw
    record = allocate_seats(*draw)

    assert len(record.seated) == min(rule.seats, len(eligible(record)))
    assert len(record.seated) + len(record.waiting) == len(eligible(record))
    assert [
        e.waiting_position for e in record.entries if e.outcome is SeatOutcome.WAITING
    ] == list(range(1, len(record.waiting) + 1))


@few
@given(draws())
def test_everyone_stands_in_the_order_of_tier_then_lot(draw):
    record = allocate_seats(*draw)

    standing = eligible(record)
    assert [entry.rank for entry in standing] == list(range(1, len(standing) + 1))
    assert standing == sorted(standing, key=lambda entry: (entry.tier, entry.digest))
    assert all(entry.digest == lot(draw[2], entry.applicant.id) for entry in record.entries)


@few
@given(draws())
def test_reserves_are_filled_as_far_as_can_be_and_only_by_their_groups(draw):
    _, rule, _ = draw
    record = allocate_seats(*draw)

    reserved = [entry for entry in record.entries if entry.reserve is not None]
    open_seats = [entry for entry in record.entries if entry.outcome is SeatOutcome.OPEN_SEAT]
    assert all(entry.reserve in entry.applicant.groups for entry in reserved)
    for group, count in rule.reserves.items():
        assert sum(entry.reserve == group for entry in reserved) <= count
    left = eligible(record)
    if rule.order is ReserveOrder.OPEN_FIRST:
        left = left[rule.seats - sum(rule.reserves.values()) :]
    assert len(reserved) == most_reserved(left, dict(rule.reserves))
    assert len(reserved) + len(open_seats) == len(record.seated)


@few
@given(draws())
def test_who_waits_is_passed_over_only_for_a_reserve_that_they_could_not_fill(draw):
    """Nobody waits behind a worse-placed one who got an open seat, or a reserve of their own group."""
    record = allocate_seats(*draw)

    standing = eligible(record)
    for waiting in standing:
        if waiting.outcome is not SeatOutcome.WAITING:
            continue
        for other in standing[waiting.rank :]:
            assert other.outcome is not SeatOutcome.OPEN_SEAT
            assert other.reserve not in waiting.applicant.groups or other.reserve is None


@few
@given(draws(), st.integers(0, 7))
def test_when_somebody_withdraws_nobody_else_loses_a_seat(draw, place):
    applicants, rule, seed = draw
    before = allocate_seats(applicants, rule, seed)
    gone = applicants[place % len(applicants)].id if applicants else None
    if gone is None:
        return

    after = allocate_seats(applicants, rule, seed, withdrawn={gone})

    assert set(before.seated) - {gone} <= set(after.seated)
    assert len(set(after.seated) - set(before.seated)) <= 1
    assert (
        next(e for e in after.entries if e.applicant.id == gone).outcome is SeatOutcome.WITHDRAWN
    )
    assert verify(after) == ()
    assert after.list_digest == before.list_digest


@few
@given(draws())
def test_a_rule_without_reserves_seats_the_first_in_order(draw):
    applicants, rule, seed = draw

    record = allocate_seats(applicants, replace(rule, reserves={}), seed)

    assert [
        entry.rank for entry in record.entries if entry.outcome is SeatOutcome.OPEN_SEAT
    ] == list(range(1, len(record.seated) + 1))


def test_a_lot_is_the_digest_that_the_documentation_says():
    assert lot("seed", "A-1") == hashlib.sha256(b"seed:A-1").hexdigest()
    assert lot("abc", "") == hashlib.sha256(b"abc:").hexdigest()
    assert lot("sé", "ñ") == hashlib.sha256("sé:ñ".encode()).hexdigest()


def test_the_page_on_drawing_lots_shows_what_is_drawn():
    page = Path(__file__).parents[4] / "docs" / "drawing-lots.md"
    text = page.read_text(encoding="utf-8")

    examples = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    told = []
    results = doctest.DocTestRunner(verbose=False).run(examples, out=told.append)

    assert (results.attempted > 5, told) == (True, [])
    assert lot("2026-03-01 lottery 07 12 19 33 41", "A-17")[:16] in text


def test_a_key_written_in_two_ways_has_one_lot():
    composed, decomposed = "Jos\u00e9", "Jose\u0301"

    assert lot(SEED, composed) == lot(SEED, decomposed)
    assert Applicant(composed) == Applicant(decomposed)
    with pytest.raises(ValueError, match="stands twice"):
        allocate_seats([Applicant(composed), Applicant(decomposed)], SeatRule(1), SEED)


def test_the_digest_of_the_list_is_that_of_its_sorted_lines():
    text = "A|first,rural|x\nB||\n"

    found = applicants_digest([Applicant("B"), Applicant("A", ["rural", "first"], ["x"])])

    assert found == hashlib.sha256(text.encode()).hexdigest()


def test_lists_that_differ_only_in_where_a_comma_stands_have_different_digests():
    assert applicants_digest([Applicant("A", ["b,c"])]) != applicants_digest(
        [Applicant("A", ["b", "c"])]
    )
    assert applicants_digest([Applicant("A\nB||")]) != applicants_digest(
        [Applicant("A"), Applicant("B")]
    )


def test_every_applicant_wins_equally_often():
    applicants, rule = [Applicant(f"A-{number}") for number in range(10)], SeatRule(3)

    seated = [
        key
        for seed in range(3000)
        for key in allocate_seats(applicants, rule, f"seed {seed}").seated
    ]

    wins = np.unique(seated, return_counts=True)[1]
    assert wins.sum() == 9000
    assert chisquare(wins).pvalue > 0.001


def test_every_order_of_three_comes_up_equally_often():
    applicants, rule = [Applicant(key) for key in "ABC"], SeatRule(0)

    orders = [allocate_seats(applicants, rule, f"{seed}").waiting for seed in range(3000)]

    counts = np.unique(orders, axis=0, return_counts=True)[1]
    assert len(counts) == 6
    assert chisquare(counts).pvalue > 0.001


def test_the_lot_of_one_says_nothing_about_another_or_another_seed():
    seeds = [f"draw {number}" for number in range(2000)]
    first = np.array([lot(seed, "A-1") < "8" for seed in seeds])
    near = np.array([lot(seed, "A-2") < "8" for seed in seeds])

    pairs = np.array([[np.sum(a & b) for b in (near, ~near)] for a in (first, ~first)])
    turns = np.array(
        [[np.sum(a & b) for b in (first[1:], ~first[1:])] for a in (first[:-1], ~first[:-1])]
    )

    assert chi2_contingency(pairs).pvalue > 0.001
    assert chi2_contingency(turns).pvalue > 0.001


def test_priority_goes_before_the_lot():
    applicants = [Applicant(f"A-{n}") for n in range(50)] + [
        Applicant(f"R-{n}", ["rural"]) for n in range(5)
    ]

    record = allocate_seats(applicants, SeatRule(8, POINTS), SEED)

    assert {key for key in record.seated if key.startswith("R")} == {f"R-{n}" for n in range(5)}
    assert [entry.tier for entry in record.entries[:6]] == [1, 1, 1, 1, 1, 2]


def test_who_has_fewer_points_than_the_last_tier_is_not_eligible():
    applicants = [Applicant("A", ["rural", "first"]), Applicant("B", ["first"]), Applicant("C")]

    record = allocate_seats(applicants, SeatRule(5, POINTS, tiers=[3, 1]), SEED)

    assert [(e.applicant.id, e.points, e.tier, e.outcome.value) for e in record.entries] == [
        ("A", 3.0, 1, "open_seat"),
        ("B", 1.0, 2, "open_seat"),
        ("C", 0.0, None, "not_eligible"),
    ]


def test_tenths_of_points_reach_their_tier():
    """0.7 + 0.1 is 0.7999999999999999 in binary, and 0.8 to everybody else."""
    rule = SeatRule(1, {"a": 0.7, "b": 0.1}, tiers=[0.8])

    assert allocate_seats([Applicant("A", ["a", "b"])], rule, SEED).seated == ("A",)


def by_lot(count):
    """Keys in the order of their lots."""
    return sorted((f"A-{number}" for number in range(count)), key=lambda key: lot(SEED, key))


def test_a_reserve_is_a_least_number_when_given_first_and_on_top_when_given_last():
    order = by_lot(6)
    applicants = [
        Applicant(key, groups=["x"] if place in (0, 4, 5) else [])
        for place, key in enumerate(order)
    ]

    first = allocate_seats(applicants, SeatRule(3, reserves={"x": 1}), SEED)
    last = allocate_seats(
        applicants, SeatRule(3, reserves={"x": 1}, order=ReserveOrder.OPEN_FIRST), SEED
    )

    assert first.seated == tuple(order[:3])
    assert last.seated == (order[0], order[1], order[4])


def test_a_reserve_that_its_group_cannot_fill_is_open_to_all():
    record = allocate_seats([Applicant("A"), Applicant("B")], SeatRule(2, reserves={"x": 2}), SEED)

    assert set(record.seated) == {"A", "B"}
    assert all(entry.reserve is None for entry in record.entries)


def test_who_is_in_two_groups_makes_room_for_who_is_in_one():
    """The best placed could take either reserve; taking x would leave that of y empty."""
    order = by_lot(4)
    groups = [["x", "y"], [], [], ["x"]]
    applicants = [Applicant(key, groups=own) for key, own in zip(order, groups, strict=True)]

    record = allocate_seats(applicants, SeatRule(2, reserves={"x": 1, "y": 1}), SEED)

    assert {e.applicant.id: e.reserve for e in record.entries if e.reserve} == {
        order[0]: "y",
        order[3]: "x",
    }


def test_twenty_thousand_applicants_with_overlapping_reserves_are_seated():
    rng = np.random.default_rng(3)
    groups = rng.random((20_000, 3)) < 0.3
    applicants = [
        Applicant(f"A-{n}", groups=[name for name, own in zip("xyz", row, strict=True) if own])
        for n, row in enumerate(groups.tolist())
    ]

    record = allocate_seats(
        applicants, SeatRule(5000, reserves={"x": 2000, "y": 1500, "z": 1500}), SEED
    )

    assert len(record.seated) == 5000
    assert sum(entry.reserve == "x" for entry in record.entries) == 2000


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: replace(r, seed=r.seed + "!"),
        lambda r: replace(r, rule=replace(r.rule, seats=r.rule.seats + 1)),
        lambda r: replace(r, list_digest="0" * 64),
        lambda r: replace(r, entries=r.entries[:-1]),
        lambda r: replace(r, entries=r.entries[::-1]),
        lambda r: replace(r, entries=(*r.entries, r.entries[0])),
        lambda r: changed(r, digest="0" * 64),
        lambda r: changed(r, points=9.0),
        lambda r: changed(r, tier=3),
        lambda r: changed(r, rank=3),
        lambda r: changed(r, outcome=SeatOutcome.WAITING),
        lambda r: changed(r, outcome=SeatOutcome.NOT_ELIGIBLE),
        lambda r: changed(r, reserve="x"),
        lambda r: changed(r, waiting_position=1),
        lambda r: changed(r, applicant=Applicant("Z")),
        lambda r: changed(r, applicant=Applicant(r.entries[0].applicant.id, ["rural"])),
        lambda r: changed(r, applicant=Applicant(r.entries[0].applicant.id, ["unknown"])),
        lambda r: changed(r, applicant=Applicant(r.entries[0].applicant.id, groups=["x"])),
    ],
)
def test_whatever_is_changed_in_a_record_is_found(forge):
    record = allocate_seats([Applicant(key) for key in "ABCD"], SeatRule(2, POINTS), SEED)

    assert verify(record) == ()
    assert verify(forge(record)) != ()


def changed(record, **values):
    return replace(record, entries=(replace(record.entries[0], **values), *record.entries[1:]))


def test_a_difference_is_told_in_a_sentence():
    record = allocate_seats([Applicant("A")], SeatRule(1), SEED)

    assert verify(changed(record, rank=7)) == ("rank of 'A' is 7, and should be 1.",)


@pytest.mark.parametrize("withdrawn", [(), ("A",)])
def test_without_applicants_or_seats_nobody_is_seated(withdrawn):
    empty = allocate_seats([], SeatRule(3), SEED)
    none = allocate_seats([Applicant("A")], SeatRule(0), SEED, withdrawn=withdrawn)

    assert (empty.seated, empty.waiting, empty.entries) == ((), (), ())
    assert none.seated == ()
    assert none.waiting == (() if withdrawn else ("A",))


def test_a_rule_cannot_be_changed_after_it_was_made():
    reserves = {"x": 1}
    rule = SeatRule(2, reserves=reserves)
    reserves["x"] = 2

    assert rule.reserves == {"x": 1}
    with pytest.raises(TypeError):
        rule.reserves["x"] = 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: SeatRule(-1), "seats must be a whole number of at least 0, got -1"),
        (lambda: SeatRule(1.5), "seats must be a whole number"),  # type: ignore[arg-type]
        (lambda: SeatRule(float("nan")), "seats must be a whole number"),  # type: ignore[arg-type]
        (lambda: SeatRule(True), "seats must be a whole number"),
        (lambda: SeatRule(1, reserves={"x": -1}), "reserve of x must be a whole number"),
        (lambda: SeatRule(1, reserves={"x": 1, "y": 1}), "Reserves of 2 seats do not fit into 1"),
        (lambda: SeatRule(1, {"a": float("nan")}), "points of a must be finite, got nan"),
        (lambda: SeatRule(1, {"a": float("inf")}), "points of a must be finite, got inf"),
        (lambda: SeatRule(1, tiers=[]), "tiers must be falling numbers"),
        (lambda: SeatRule(1, tiers=[1, 2]), "tiers must be falling numbers"),
        (lambda: SeatRule(1, tiers=[1, 1]), "tiers must be falling numbers"),
        (lambda: SeatRule(1, tiers=[float("nan")]), "tiers must be falling numbers"),
        (lambda: SeatRule(1, order="sometimes"), "not a valid ReserveOrder"),  # type: ignore[arg-type]
        (lambda: Applicant(""), "needs a key that is not blank"),
        (lambda: Applicant(7), "needs a key that is not blank, got 7"),  # type: ignore[arg-type]
        (lambda: Applicant("A", "rural"), "criteria of 'A' must be a collection"),
        (lambda: allocate_seats([Applicant("A")] * 2, SeatRule(1), SEED), "'A' stands twice"),
        (
            lambda: allocate_seats([Applicant("A", ["b"])], SeatRule(1), SEED),
            "meets 'b', which the rule",
        ),
        (lambda: allocate_seats([Applicant("A")], SeatRule(1), " "), "seed must be a public text"),
        (lambda: allocate_seats([], SeatRule(1), ""), "seed must be a public text"),
        (
            lambda: allocate_seats([Applicant("A")], SeatRule(1), SEED, withdrawn=["B"]),
            "'B' is to be withdrawn but did not apply",
        ),
        (lambda: read_published({}), "record is not whole: 'rule'"),
        (lambda: read_published({"rule": 5}), "record is not whole"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
