"""Elections that several tests count, and plain counts to hold the fast ones against."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import strategies as st

SHARED = Path(__file__).parents[5] / "shared" / "data" / "voting" / "elections.json"

SCHULZE_45 = [
    (5, [1, 3, 2, 5, 4]),
    (5, [1, 4, 5, 3, 2]),
    (8, [2, 5, 4, 1, 3]),
    (3, [3, 1, 2, 5, 4]),
    (7, [3, 1, 5, 2, 4]),
    (2, [3, 2, 1, 4, 5]),
    (7, [4, 3, 5, 2, 1]),
    (8, [5, 2, 1, 4, 3]),
]
TENNESSEE = [(42, [1, 2, 3, 4]), (26, [2, 3, 4, 1]), (15, [3, 4, 2, 1]), (17, [4, 3, 2, 1])]


def shared_elections():
    """The shared elections by name; the test is skipped where they are not."""
    if not SHARED.exists():
        pytest.skip("the shared data are not here: elections.json")
    elections = json.loads(SHARED.read_text())["elections"]
    return {election["name"]: election for election in elections}


@st.composite
def small_elections(draw, most_candidates=6, most_seats=4):
    """(ballots, candidates, seats) with a few hundred voters at most, and many ties."""
    candidates = draw(st.integers(2, most_candidates))
    seats = draw(st.integers(1, min(candidates, most_seats)))
    rankings = st.permutations(range(1, candidates + 1)).flatmap(
        lambda ranking: st.integers(1, candidates).map(lambda length: ranking[:length])
    )
    ballots = draw(st.lists(st.tuples(st.integers(1, 40), rankings), min_size=1, max_size=12))
    return ballots, candidates, seats


def solid_ballots(voters, favorites, others, random):
    """So many voters who rank all favorites, in some order, before all others."""
    ballots = []
    for left in (voters // 2, voters // 4, voters - voters // 2 - voters // 4):
        random.shuffle(favorites)
        random.shuffle(others)
        ballots.append((left, favorites + others))
    return ballots


class PlainScottish:
    """The Scottish count paper by paper, in fractions."""

    def __init__(self, ballots, candidates, seats):
        papers = [(list(ranking), Fraction(1)) for count, ranking in ballots for _ in range(count)]
        self.seats, self.quota = seats, len(papers) // (seats + 1) + 1
        self.piles = {
            who: [p for p in papers if p[0][0] == who] for who in range(1, candidates + 1)
        }
        self.elected, self.excluded, self.waiting, self.stages, self.kept = [], [], [], [], {}
        while self.elect():
            self.hand_on()

    def elect(self):
        """Count and elect; False when the places are filled."""
        votes = {
            who: self.kept.get(who, sum((value for _, value in pile), Fraction(0)))
            for who, pile in self.piles.items()
            if who not in self.excluded
        }
        self.stages.append(votes)
        new = self.highest_first([who for who in self.hopeful() if votes[who] >= self.quota])
        self.elected += new
        self.waiting += [who for who in new if votes[who] > self.quota]
        if len(self.hopeful()) == self.seats - len(self.elected):
            self.elected += self.highest_first(self.hopeful())
        return len(self.elected) < self.seats

    def hand_on(self):
        if self.waiting:
            giver = self.highest_first(self.waiting)[0]
            self.waiting.remove(giver)
            held = self.stages[-1][giver]
            factor = (held - self.quota) / held
            self.kept[giver] = Fraction(self.quota)
        else:
            giver = min(self.hopeful(), key=lambda who: (self.history(who), who))
            self.excluded.append(giver)
            factor = Fraction(1)
        for ranking, value in self.piles[giver]:
            standing = [who for who in ranking if who in self.hopeful()]
            if standing:
                cut = Fraction(int(value * factor * 10**5), 10**5)
                self.piles[standing[0]].append((ranking, cut))

    def hopeful(self):
        return [who for who in self.piles if who not in self.elected and who not in self.excluded]

    def history(self, who):
        return [votes[who] for votes in reversed(self.stages)]

    def highest_first(self, whom):
        return sorted(whom, key=lambda who: ([-votes for votes in self.history(who)], who))


class PlainMeek:
    """Meek's count ballot by ballot with fifty digits."""

    def __init__(self, ballots, candidates, seats):
        self.ballots, self.seats = ballots, seats
        self.keep = dict.fromkeys(range(1, candidates + 1), Decimal(1))
        self.elected, self.excluded = [], []
        with localcontext() as context:
            context.prec = 50
            while len(self.elected) < seats:
                self.step()

    def count(self):
        votes, exhausted = dict.fromkeys(self.keep, Decimal(0)), Decimal(0)
        for count, ranking in self.ballots:
            left = Decimal(count)
            for who in ranking:
                votes[who] += left * self.keep[who]
                left -= left * self.keep[who]
            exhausted += left
        total = Decimal(sum(count for count, _ in self.ballots))
        return votes, (total - exhausted) / (self.seats + 1)

    def step(self):
        """Elect, or else bring the elected nearer to the quota, or else exclude."""
        votes, self.quota = self.count()
        hopeful = [who for who in self.keep if who not in self.elected + self.excluded]
        over = [who for who in hopeful if votes[who] > self.quota + Decimal("1e-12")]
        if over or len(hopeful) == self.seats - len(self.elected):
            self.elected += over or hopeful
        elif sum(votes[who] - self.quota for who in self.elected) < Decimal("1e-10"):
            fewest = min(votes[who] for who in hopeful) + Decimal("1e-12")
            loser = max(who for who in hopeful if votes[who] <= fewest)
            self.excluded.append(loser)
            self.keep[loser] = Decimal(0)
        else:
            for who in self.elected:
                self.keep[who] *= self.quota / votes[who]


def plain_pairwise(ballots, candidates):
    """Voters who prefer the candidate of the row to that of the column, ballot by ballot."""
    table = [[0] * candidates for _ in range(candidates)]
    for count, ranking in ballots:
        rank = {who: place for place, who in enumerate(ranking)}
        for one in range(1, candidates + 1):
            for other in range(1, candidates + 1):
                if rank.get(one, candidates) < rank.get(other, candidates):
                    table[one - 1][other - 1] += count
    return table


def plain_strongest_paths(table):
    """Every path without a repeated candidate, each as strong as its weakest link."""
    size = len(table)
    best = [[0] * size for _ in range(size)]
    for length in range(2, size + 1):
        for path in permutations(range(size), length):
            links = [
                table[one][other] if table[one][other] > table[other][one] else 0
                for one, other in pairwise(path)
            ]
            start, end = path[0], path[-1]
            best[start][end] = max(best[start][end], min(links))
    return best
