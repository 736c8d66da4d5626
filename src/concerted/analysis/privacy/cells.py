"""Protecting cells that make no table: whatever adds up to whatever, now and in every release before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from concerted.analysis.arrays import Floats
from concerted.analysis.privacy.contributors import seen_by, shares_of
from concerted.analysis.privacy.filling import Label, Sum, filled
from concerted.analysis.privacy.moves import System
from concerted.analysis.privacy.protected import check_limits
from concerted.analysis.privacy.releases import FREE
from concerted.analysis.privacy.tables import Flags, Wholes, whole_counts
from concerted.analysis.privacy.together import suppress_parts

MANY = 700
"""Of larger parts, cells that need not be hidden may stay hidden: to try each again would take minutes."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Numbers of people, and which of them add up.

    Attributes
    ----------
    counts : people by label, whole numbers ≥ 0; NaN where whoever counted them hid them
    sums : totals and their parts; those with a label that is not in ``counts`` leave it out
    known : labels that are public from elsewhere whatever is done; they are published
    kept : labels that are never published, however many people they count: they would tell somebody of few others
    published : labels that were published, of an earlier release
    beside : people by label of parts that are not told at all, which only their contributors know
    """

    counts: Mapping[Label, float]
    sums: Sequence[Sum] = ()
    known: AbstractSet[Label] = field(default_factory=frozenset)
    kept: AbstractSet[Label] = field(default_factory=frozenset)
    published: AbstractSet[Label] = field(default_factory=frozenset)
    beside: Mapping[Label, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class ProtectedCells:
    """What may be published.

    Attributes
    ----------
    published : labels
    withheld : the labels of each piece of which nothing new can be told, because it is too large, or because what is
        out already leaves something in it less uncertain than asked
    """

    published: frozenset[Label]
    withheld: tuple[frozenset[Label], ...]


def protect_cells(
    now: Cells,
    earlier: Sequence[Cells] = (),
    *,
    threshold: int = 11,
    width: int | None = None,
    insiders: Sequence[AbstractSet[Label]] = (),
    most: int = 2000,
) -> ProtectedCells:
    """Hide small counts, and as few others as keep them from being worked out from sums and earlier releases.

    As :func:`protect_together`, for cells that need not fill a table: every hidden cell x keeps max x - min x ≥
    ``width`` over all whole numbers that fit what is published, now and before. So does the rest of each sum, and each
    small change of a cell since an earlier release (1 ≤ |change| < ``threshold``). Cells that no sum joins, in no
    release, tell nothing of each other: each such *piece* is solved by itself. A piece that is just as it was in the
    last release is published as it was then. A piece that cannot be solved is withheld: of it only what the last
    release published is published again, and only where it is unchanged.

    Parameters
    ----------
    now : what is to be published
    earlier : what is out already, the oldest first; the same label is the same category at the same time
    threshold, width : as for :func:`protect`; zeros are published
    insiders : for each contributor, the labels whose counts it knows, and of which it knows its part in their totals.
        What others count there is to stay as uncertain for it as for everybody, where it is small.
    most : cells, of all releases together, up to which a piece is solved; two thousand take some 40 seconds

    Returns
    -------
    ProtectedCells

    Raises
    ------
    ValueError: a count is negative, infinite or not whole; threshold or width below 1.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.4 (linked tables). Fischetti & Salazar
    (2001), Management Science 47:1008-1027. That a piece is withheld is our own choice.

    Examples
    --------
    Three partners add up to a total. One is small; the next smallest is hidden with it.

    >>> found = protect_cells(Cells({"a": 3, "b": 20, "c": 60, "all": 83}, [("all", ["a", "b", "c"])]), threshold=5)
    >>> sorted(found.published)
    ['all', 'c']
    """
    rule = (threshold, check_limits(threshold, width))
    published: set[Label] = set()
    withheld: list[frozenset[Label]] = []
    for piece, *before in _pieces([now, *earlier]):
        outcome = _piece(piece, _distinct(before), rule, insiders, most)
        if outcome is None:
            withheld.append(frozenset(piece.counts))
            published |= piece.known | (_unchanged(piece, before[-1]) if before else set())
        else:
            published |= outcome
    return ProtectedCells(frozenset(published), tuple(withheld))


def _pieces(releases: Sequence[Cells]) -> Iterable[list[Cells]]:
    """The releases, cut where no sum of any release joins cells."""
    places: dict[Label, int] = {}
    for release in releases:
        for label in release.counts:
            places.setdefault(label, len(places))
    ends = [
        (places[part], places[total])
        for release in releases
        for total, parts in release.sums
        if total in release.counts
        for part in parts
        if part in release.counts
    ]
    rows, columns = zip(*ends, strict=True) if ends else ((), ())
    shape = (len(places), len(places))
    graph = sparse.coo_array((np.ones(len(ends)), (rows, columns)), shape=shape)
    count, found = connected_components(graph, directed=False)
    piece_of: Wholes = found.astype(np.int64)
    cut = [_cut(release, places, piece_of) for release in releases]
    for piece in range(count):
        now, *before = (one.get(piece) for one in cut)
        if now is not None:
            yield [now, *(one if one is not None else Cells({}) for one in before)]


def _cut(release: Cells, places: Mapping[Label, int], piece_of: Wholes) -> dict[int, Cells]:
    counts: dict[int, dict[Label, float]] = {}
    sums: dict[int, list[Sum]] = {}
    beside: dict[int, dict[Label, float]] = {}
    for label, count in release.counts.items():
        counts.setdefault(int(piece_of[places[label]]), {})[label] = count
    for total, parts in release.sums:
        if total not in release.counts:
            continue
        piece = int(piece_of[places[total]])
        untold = {part: release.beside[part] for part in parts if part in release.beside}
        known = [part for part in parts if part in release.counts or part in untold]
        beside.setdefault(piece, {}).update(untold)
        if known:
            sums.setdefault(piece, []).append((total, known))
    return {
        piece: Cells(
            own,
            sums.get(piece, ()),
            release.known & own.keys(),
            release.kept & own.keys(),
            release.published & own.keys(),
            beside.get(piece, {}),
        )
        for piece, own in counts.items()
    }


def _distinct(before: Sequence[Cells]) -> list[Cells]:
    """The releases in which something changed."""
    found: list[Cells] = []
    for one in before:
        if one.counts and not (found and _is_same(one, found[-1], with_published=True)):
            found.append(one)
    return found


def _is_same(one: Cells, other: Cells, *, with_published: bool = False) -> bool:
    if with_published and one.published != other.published:
        return False
    if one.kept != other.kept or one.beside != other.beside:
        return False
    return one.counts.keys() == other.counts.keys() and all(
        _equal(count, other.counts[label]) for label, count in one.counts.items()
    )


def _equal(one: float, other: float) -> bool:
    return one == other or (np.isnan(one) and np.isnan(other))


def _unchanged(now: Cells, last: Cells) -> set[Label]:
    return {
        label
        for label in last.published & now.counts.keys()
        if now.counts[label] == last.counts[label]
    }


def _piece(
    now: Cells,
    before: Sequence[Cells],
    rule: tuple[int, int],
    insiders: Sequence[AbstractSet[Label]],
    most: int,
) -> set[Label] | None:
    """What may be published of one piece; None where it must be withheld."""
    if before and _is_same(now, before[-1]) and not _is_newly_small(before[-1], rule[0]):
        return set(before[-1].published)
    is_harmless = not now.kept and not any(
        _is_small(one, rule[0]) for one in _with_rests(now)[0].values()
    )
    if not before and is_harmless:
        return {label for label, count in now.counts.items() if not np.isnan(count)}
    if len(now.counts) + sum(len(one.counts) for one in before) > most:
        return None
    releases = [_Release(one, rule, is_now=place == 0) for place, one in enumerate([now, *before])]
    links = _links_between(releases)
    system = _joined(releases, links, rule)
    shares = [_shares(releases, links, own) for own in insiders]
    cell_count = sum(len(one.values) for one in releases)
    hidden = _hidden(system, shares, rule, cell_count)
    if hidden is None:
        return None
    return {
        label
        for place, label in enumerate(releases[0].labels)
        if not hidden[place] and label in now.counts and not np.isnan(now.counts[label])
    }


def _is_small(count: float, threshold: int) -> bool:
    return bool(np.isnan(count) or 0 < count < threshold)


def _is_newly_small(last: Cells, threshold: int) -> bool:
    """Whether the last release published what is small by a threshold that rose since."""
    return any(_is_small(last.counts[label], threshold) for label in last.published)


def _hidden(
    system: System, shares: Sequence[Floats], rule: tuple[int, int], count: int
) -> Flags | None:
    """What to hide; None where something stays less uncertain than asked, for readers or for an insider."""
    found = suppress_parts(system, most_pared=MANY)
    hidden, is_exposed = found.hidden, bool(found.exposed.any())
    for share in shares:
        if not share.any():
            continue
        inner = seen_by(replace(system, hidden=hidden), share, rule, count)
        guarded = suppress_parts(inner, most_pared=MANY)
        is_exposed = is_exposed or bool(guarded.exposed.any())
        hidden = hidden | guarded.hidden
    if is_exposed:
        return None
    if (hidden != found.hidden).any():  # what insiders cost is to stay uncertain for readers too
        found = suppress_parts(replace(system, hidden=hidden), most_pared=MANY)
    return None if found.exposed.any() else found.hidden


def _with_rests(given: Cells) -> tuple[dict[Label, float], list[dict[Label, int]]]:
    """Counts with the rests of sums, and for each sum its terms, which add up to 0."""
    counts = filled(given.counts, given.sums)
    rows: list[dict[Label, int]] = []
    for total, parts in given.sums:
        if total not in counts or not all(part in counts for part in parts):
            continue
        terms = dict.fromkeys(parts, 1) | {total: -1}
        short = counts[total] - sum(counts[part] for part in parts)
        if short:
            sign = 1 if short > 0 else -1
            rest = ("rest", total, frozenset(parts), sign)
            counts[rest] = abs(short)
            terms[rest] = sign
        rows.append(terms)
    return counts, rows


class _Release:
    """The cells of one release with their rests, one behind the other."""

    def __init__(self, given: Cells, rule: tuple[int, int], *, is_now: bool) -> None:
        counts, rows = _with_rests(given)
        self.given, self.counts, self.rows = given, counts, rows
        self.labels = list(counts)
        self.place = {label: place for place, label in enumerate(self.labels)}
        numbers = whole_counts(list(counts.values()) or [0.0])[: len(counts)]
        self.values: Wholes = numbers.astype(np.int64)
        self.relations = self._rows(rows)
        unknown = np.array([np.isnan(given.counts.get(one, 0.0)) for one in self.labels], bool)
        known = np.array([one in given.known for one in self.labels], bool)
        few = (self.values > 0) & (self.values < rule[0])
        kept = np.array([one in given.kept for one in self.labels], bool)
        self.small = np.asarray((unknown | few | kept) & ~known, bool)
        self.fixed = np.asarray(((self.values == 0) & ~unknown) | known, bool)
        self.floors: Wholes = np.where(unknown | (self.values == 0), 0, 1).astype(np.int64)
        self.hidden = self.small.copy()
        if not is_now:
            self._keep_what_is_out(given, rows)

    @property
    def contributed(self) -> dict[Label, float]:
        """What contributors know of themselves, told or not."""
        filled_in = {label: self.counts.get(label, np.nan) for label in self.given.counts}
        return {**self.given.beside, **filled_in}

    def _rows(self, rows: Sequence[Mapping[Label, int]]) -> sparse.csr_array:
        entries = [
            (k, self.place[label], sign)
            for k, row in enumerate(rows)
            for label, sign in row.items()
        ]
        at, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (len(rows), len(self.labels))
        return sparse.csr_array((np.array(signs, dtype=np.float64), (at, columns)), shape=shape)

    def _keep_what_is_out(self, given: Cells, rows: Sequence[Mapping[Label, int]]) -> None:
        """What is out stays out; a rest is out where all else of its sum is."""
        out = {label for label in self.labels if label in given.published} | {
            label for label, place in self.place.items() if self.fixed[place]
        }
        rests = [label for label in self.labels if label not in given.counts]
        for rest in rests:
            row = next(one for one in rows if rest in one)
            if all(label in out for label in row if label != rest):
                out.add(rest)
        self.fixed = np.array([label in out for label in self.labels], bool)
        self.hidden = ~self.fixed
        self.small = self.small & self.hidden

    def system(self, width: int) -> System:
        return System(
            values=self.values,
            floors=self.floors,
            relations=self.relations,
            fixed=self.fixed,
            hidden=self.hidden,
            sensitive=self.small,
            widths=np.full(len(self.values), width, dtype=np.int64),
            costs=self.values.astype(np.float64) + 1.0,
        )


Link = tuple[tuple[int, Wholes], tuple[int, Wholes]]
"""A newer and an older release, with the places in them of the cells that they have in common."""


def _links_between(releases: Sequence[_Release]) -> list[Link]:
    """Of now to each release before, and of each of those to the one before it."""
    pairs = [(0, one) for one in range(1, len(releases))]
    pairs += [(one, one - 1) for one in range(2, len(releases))]
    found: list[Link] = []
    for new, old in pairs:
        common = [label for label in releases[new].labels if label in releases[old].place]
        at = np.array([releases[new].place[label] for label in common], dtype=np.int64)
        was = np.array([releases[old].place[label] for label in common], dtype=np.int64)
        found.append(((new, at), (old, was)))
    return found


def _shares(
    releases: Sequence[_Release], between: Sequence[Link], own: AbstractSet[Label]
) -> Floats:
    """How much of each cell of the joined system is an insider's own."""
    told = [shares_of(one.contributed, one.given.sums, one.rows, own) for one in releases]
    cells = [
        np.array([share.get(label, 0.0) for label in one.labels])
        for one, share in zip(releases, told, strict=True)
    ]
    changes = [cells[new][at] - cells[old][was] for (new, at), (old, was) in between]
    return np.concatenate([*cells, *changes])


def _joined(
    releases: Sequence[_Release], between: Sequence[Link], rule: tuple[int, int]
) -> System:
    """One system of all cells: of now, of each earlier release, and of what changed between them."""
    threshold, width = rule
    starts = np.cumsum([0, *(len(one.values) for one in releases)])
    systems = [one.system(width) for one in releases]
    links: list[tuple[int, Wholes]] = []
    size = int(starts[-1])
    for (new, at), (old, was) in between:
        step = releases[new].values[at] - releases[old].values[was]
        systems.append(_change(step, threshold, width))
        count = len(at)
        own = size + np.arange(count)
        columns = np.concatenate([starts[new] + at, starts[old] + was, own])
        size += count
        links.append((count, columns))
    fields = ("values", "floors", "fixed", "hidden", "sensitive", "widths", "costs")
    joined = {name: np.concatenate([getattr(one, name) for one in systems]) for name in fields}
    inner = sparse.block_diag([one.relations for one in systems], format="csr")
    rows = [inner, *(_links(count, columns, size) for count, columns in links)]
    relations = sparse.csr_array(sparse.vstack(rows, format="csr"))
    return System(relations=relations, **joined)


def _links(count: int, columns: Wholes, size: int) -> sparse.csr_array:
    """One row for each cell of two releases: new, less old, less how it changed."""
    signs, rows = np.repeat([1.0, -1.0, -1.0], count), np.tile(np.arange(count), 3)
    return sparse.csr_array((signs, (rows, columns)), shape=(count, size))


def _change(step: Wholes, threshold: int, width: int) -> System:
    """Changes of cells, which are never told. Where no count fell, readers know that none did."""
    small = (np.abs(step) < threshold) & (step != 0)
    grew = bool((step >= 0).all())
    return System(
        values=step,
        floors=np.zeros_like(step) if grew else step - FREE,
        relations=sparse.csr_array((0, len(step))),
        fixed=np.zeros(len(step), dtype=np.bool_),
        hidden=np.ones(len(step), dtype=np.bool_),
        sensitive=small,
        widths=np.where(small, width, 0).astype(np.int64),
        costs=np.ones(len(step)),
    )
