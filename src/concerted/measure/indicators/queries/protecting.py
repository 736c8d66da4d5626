"""Which figures may leave the office, beside all others and beside every release before."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concerted.analysis.privacy import Cells, protect_cells
from concerted.measure.indicators.models import Indicator, ObservationState
from concerted.measure.indicators.queries.known import Known, Spot

Label = tuple[Spot, str]
"""What is counted of whom: ``yes``, ``no`` and ``all`` of a share, ``all`` of an average, ``of`` the people it stands for.

With a star it is a total that nobody tells, of people who are told apart in several ways.
"""
Period = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Decided:
    """Labels that may be told, and what is to be held of it for the next release."""

    published: frozenset[Label]
    held: Cells


def decide(
    indicator: Indicator, figures: Sequence[Known], earlier: Sequence[Cells], *, most: int = 2000
) -> Decided:
    """What may be told of ``figures``, the oldest release first among ``earlier``.

    All that adds up is protected together: shares with their numbers, subgroups, partners, places, and periods that
    fill a longer one. A partner knows its own figures, so the others stay hidden from it too. Periods, mostly, share no
    sum: each such piece is solved by itself. One that is too large is first told without the partners' own figures, then
    without places, and else not at all.
    """
    cells = cells_of(indicator, figures)
    partners = {spot.partner for spot, _part in cells.counts} - {None}
    insiders = [
        frozenset(label for label in cells.counts if label[0].partner == one) for one in partners
    ]
    limits: dict[str, Any] = {"threshold": indicator.threshold, "insiders": insiders, "most": most}
    found = protect_cells(cells, earlier, **limits)
    published, left = set(found.published), set(cells.counts)
    beside: dict[Label, float] = {}
    before = {label for one in earlier for label in one.counts}
    for piece in found.withheld:
        left -= piece
        if not piece & before:
            told, part = _coarser(cells, piece, limits)
            published = (published - piece) | told
            left |= part.counts.keys()
            beside |= part.beside
    held = _part(cells, left | published, beside, frozenset(published))
    return Decided(frozenset(published), held)


def _coarser(
    cells: Cells, piece: frozenset[Label], limits: Mapping[str, Any]
) -> tuple[frozenset[Label], Cells]:
    """What may be told of a piece that is too large, and what of it was protected.

    Detail that is not told at all leaves each part of it anywhere from nothing to its total. But partners know their own.
    """
    own = {label: cells.counts[label] for label in piece if label[0].partner is not None}
    for is_kept in (_is_rolled_up, _is_whole):
        kept = {label for label in piece if is_kept(label[0])}
        if kept and kept != piece:
            part = _part(cells, kept, own)
            found = protect_cells(part, **limits)
            if not found.withheld:
                return found.published, part
    return piece & cells.known, Cells({})


def _is_rolled_up(spot: Spot) -> bool:
    return spot.partner is None


def _is_whole(spot: Spot) -> bool:
    return spot.partner is None and not spot.place


def _part(
    cells: Cells,
    labels: set[Label],
    beside: Mapping[Label, float],
    published: frozenset[Label] = frozenset(),
) -> Cells:
    counts = {label: cells.counts[label] for label in labels}
    known, kept = cells.known & labels, cells.kept & labels
    return Cells(counts, cells.sums, known, kept, published, beside)


def cells_of(indicator: Indicator, figures: Iterable[Known]) -> Cells:
    """The people behind ``figures``, and what of them adds up."""
    counts: dict[Label, float] = {}
    known: set[Label] = set()
    kept: set[Label] = set()
    dimensions: dict[uuid.UUID, uuid.UUID] = {}
    for one in figures:
        parts = parts_of(indicator, one)
        counts.update({(one.spot, part): count for part, count in parts.items()})
        kept |= {(one.spot, part) for part in parts if _is_telling(one, part, parts, indicator)}
        if one.source:
            known |= {(one.spot, part) for part in parts}
        if one.spot.subgroup and one.dimension:
            dimensions[one.spot.subgroup] = one.dimension
    sums = sums_of(counts, dimensions)
    return Cells(counts, sums, frozenset(known), frozenset(kept - known))


def parts_of(indicator: Indicator, figure: Known) -> dict[str, float]:
    """How many people stand behind each part of a figure; nothing where that is not known."""
    if figure.state == ObservationState.SUPPRESSED and not figure.source:
        names = ("yes", "no", "all") if indicator.is_rate else ("all",)
        return dict.fromkeys(names, float("nan"))
    people = figure.people
    if figure.state != ObservationState.KNOWN or not people or figure.value is None:
        return {}
    parts: dict[str, float] = {"all": people}
    if indicator.is_rate:
        parts = _shared(figure, people, indicator.scale)
    if figure.population is not None and figure.population != people:
        parts["of"] = figure.population
    return parts


def _is_telling(
    figure: Known, part: str, parts: Mapping[str, float], indicator: Indicator
) -> bool:
    """Of a roll-up: whether the partner with the most people in it would learn that all others have few."""
    largest = figure.largest.get(part)
    return largest is not None and 0 < parts[part] - largest < indicator.threshold


def _shared(figure: Known, people: int, scale: int) -> dict[str, float]:
    if figure.numerator is not None and figure.denominator == people:
        yes = figure.numerator
    else:  # a weighted share, or one told without its parts
        yes = min(people, max(0, round((figure.value or 0.0) / scale * people)))
    return {"yes": yes, "no": people - yes, "all": people}


def sums_of(
    counts: dict[Label, float], dimensions: Mapping[uuid.UUID, uuid.UUID]
) -> list[tuple[Label, list[Label]]]:
    """All sums that hold, or would but for people whom nobody could place. Adds totals that nobody tells."""
    by_total: dict[tuple[Label, Any], list[Label]] = defaultdict(list)
    longer = periods_filled({spot[:2] for spot, _part in counts})
    for spot, part in counts:
        label = (spot, part)
        if part == "yes":
            by_total[((spot, "all"), "parts")] = [label, (spot, "no")]
        if spot.subgroup:
            total = (spot._replace(subgroup=None), part)
            by_total[total, dimensions[spot.subgroup]].append(label)
        if spot.partner:
            by_total[(spot._replace(partner=None), part), "partners"].append(label)
        if spot.place:
            by_total[(spot._replace(place=""), part), "places"].append(label)
        for start, end in longer.get(spot[:2], ()):
            total = (spot._replace(start=start, end=end), part)
            by_total[total, "periods"].append(label)
    return _with_untold(counts, by_total, set(dimensions.values()))


def _with_untold(
    counts: dict[Label, float],
    by_total: Mapping[tuple[Label, Any], list[Label]],
    dimensions: set[uuid.UUID],
) -> list[tuple[Label, list[Label]]]:
    """Where nobody told how many there are in all, people told apart in two ways still are the same people."""
    sums = [(total, parts) for (total, _by), parts in by_total.items() if total in counts]
    untold: dict[Label, list[list[Label]]] = defaultdict(list)
    for (total, by), parts in by_total.items():
        if by in dimensions and total not in counts:
            untold[total].append(parts)
    for (spot, part), ways in untold.items():
        if len(ways) > 1:
            label = (spot, f"{part}*")
            counts[label] = max(_sum(counts, parts) for parts in ways)
            sums += [(label, parts) for parts in ways]
    return sums


def _sum(counts: Mapping[Label, float], parts: Iterable[Label]) -> float:
    known = (counts[one] for one in parts)
    return sum(count for count in known if count == count)  # what is hidden is no number


def periods_filled(periods: Iterable[tuple[Any, ...]]) -> dict[Period, list[Period]]:
    """For each period the longer ones that it fills together with others: quarters and their year."""
    ordered = sorted({(start, end) for start, end in periods}, key=lambda one: (one[0], one[1]))
    starting: dict[datetime.date, list[Period]] = defaultdict(list)
    for one in ordered:
        starting[one[0]].append(one)
    found: dict[Period, list[Period]] = defaultdict(list)
    for whole in ordered:
        for part in _filling(whole, starting):
            found[part].append(whole)
    return found


def _filling(
    whole: Period, starting: Mapping[datetime.date, Sequence[Period]]
) -> Sequence[Period]:
    """Periods that fill ``whole`` without a gap, the longest first; none where they do not."""
    parts: list[Period] = []
    day = whole[0]
    while day <= whole[1]:
        fits = [one for one in starting.get(day, ()) if one != whole and one[1] <= whole[1]]
        if not fits:
            return ()
        parts.append(fits[-1])
        day = fits[-1][1] + datetime.timedelta(days=1)
    return parts


def pack_cells(held: Cells) -> dict[str, Any]:
    """As plain values, for the next release."""
    labels = [*held.counts, *held.beside]
    counts = [*held.counts.values(), *held.beside.values()]
    place = {label: number for number, label in enumerate(labels)}
    return {
        "labels": [[*_texts(spot), part] for spot, part in labels],
        "counts": [None if count != count else int(count) for count in counts],
        "beside": len(held.beside),
        "sums": [
            [place[total], [place[one] for one in parts if one in place]]
            for total, parts in held.sums
            if total in place
        ],
        "kept": sorted(place[label] for label in held.kept if label in place),
        "published": sorted(place[label] for label in held.published if label in place),
    }


def unpack_cells(kept: Mapping[str, Any]) -> Cells:
    labels = [(_spot(texts), part) for *texts, part in kept["labels"]]
    counts = [float("nan") if one is None else float(one) for one in kept["counts"]]
    told = len(labels) - kept["beside"]
    return Cells(
        dict(zip(labels[:told], counts, strict=False)),
        [(labels[total], [labels[one] for one in parts]) for total, parts in kept["sums"]],
        kept=frozenset(labels[one] for one in kept["kept"]),
        published=frozenset(labels[one] for one in kept["published"]),
        beside=dict(zip(labels[told:], counts[told:], strict=True)),
    )


def _texts(spot: Spot) -> list[str]:
    return [
        spot.start.isoformat(),
        spot.end.isoformat(),
        spot.place,
        str(spot.partner or ""),
        str(spot.subgroup or ""),
    ]


def _spot(texts: Sequence[str]) -> Spot:
    start, end, place, partner, subgroup = texts
    return Spot(
        datetime.date.fromisoformat(start),
        datetime.date.fromisoformat(end),
        place,
        uuid.UUID(partner) if partner else None,
        uuid.UUID(subgroup) if subgroup else None,
    )
