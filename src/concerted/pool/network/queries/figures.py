"""The network in figures and sentences, beside the wave before."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from concerted.analysis.network import (
    NetworkChange,
    NetworkFigures,
    ToldMean,
    bridges,
    network_change,
    network_figures,
    positions,
)
from concerted.base.charts import Bar, Bars, Chart, draw_bars, percent
from concerted.pool.network.models import TRUST, VALUE, Outcome
from concerted.pool.network.queries.nets import Net
from concerted.pool.network.queries.profiles import named

EVEN, LEANING = 0.2, 0.5
"""Up to these centralizations ties are spread evenly, or lean on a few; above they hang on one."""
FEW = 5
"""Fewer partners than this who named an outcome are not told."""
MISSING = "–"


@dataclass(frozen=True)
class Row:
    """One figure, as words: what it is, now, in the wave before, and what it means."""

    label: str
    now: str
    before: str
    meaning: str


@dataclass(frozen=True)
class Figures:
    """What everybody who reads the wave may read of it; who works with whom is not in it."""

    finding: str
    change: str
    trust: str
    rows: tuple[Row, ...]
    items: Chart
    outcomes: Chart
    answered: str


def figures_of(net: Net, before: Net | None) -> Figures:
    now = network_figures(net.ties)
    then = network_figures(before.ties) if before is not None else None
    return Figures(
        finding=_finding(now),
        change=change_sentence(change_of(net, before)),
        trust=_trust_sentence(net, before),
        rows=tuple(_rows(net, now, before, then)),
        items=_items(net, before),
        outcomes=_outcomes(net),
        answered=_answered(now),
    )


def change_of(net: Net, before: Net | None) -> NetworkChange | None:
    """What changed among the partners of both waves; nothing where no partner was in both."""
    if before is None or not set(net.members) & set(before.members):
        return None
    return network_change(before.ties, net.ties, before.members, net.members)


def change_sentence(change: NetworkChange | None) -> str:
    if change is None:
        return ""
    gained, lost = len(change.gained), len(change.lost)
    if not gained and not lost:
        return _("Among the partners of both waves no tie came and none went.")
    came = ngettext("%(count)d tie is new", "%(count)d ties are new", gained) % {"count": gained}
    went = ngettext("%(count)d is no more", "%(count)d are no more", lost) % {"count": lost}
    came, went = came if gained else _("no tie is new"), went if lost else _("none is gone")
    return _(
        "Among the %(stayed)d partners of both waves, %(came)s and %(went)s:"
        " %(before)s of all pairs worked together then, %(after)s do now."
    ) % {
        "stayed": len(change.stayed),
        "came": came,
        "went": went,
        "before": share(change.before.density),
        "after": share(change.after.density),
    }


def share(value: float) -> str:
    return MISSING if math.isnan(value) else percent(value)


def told(mean: ToldMean) -> str:
    """A mean that may be told, to one figure behind the point; a dash where it may not."""
    if not mean.is_told:
        return MISSING
    places = 2 if mean.step == 0.25 else 1
    return number_format(f"{mean.value:.{places}f}", places)


def _finding(now: NetworkFigures) -> str:
    words = _("%(share)s of all pairs of partners work together.")
    return words % {"share": share(now.density)}


def _answered(now: NetworkFigures) -> str:
    words = ngettext(
        "%(answered)d of %(count)d partner answered.",
        "%(answered)d of %(count)d partners answered.",
        int(now.members),
    )
    return words % {"answered": now.respondents, "count": now.members}


def _trust_sentence(net: Net, before: Net | None) -> str:
    now = net.told.trust
    if not now.is_told:
        return _("Too few rated each other for a mean that gives nobody away.")
    words = {"now": told(now), "before": told(before.told.trust) if before is not None else ""}
    if before is None or not before.told.trust.is_told:
        return _("Partners trust each other %(now)s of 4.") % words
    apart = max(now.step, before.told.trust.step)
    if abs(now.value - before.told.trust.value) < apart - 1e-9:
        return _("Partners trust each other %(now)s of 4, about as before.") % words
    if now.value > before.told.trust.value:
        return _("Trust grew from %(before)s to %(now)s of 4.") % words
    return _("Trust fell from %(before)s to %(now)s of 4.") % words


def _rows(
    net: Net, now: NetworkFigures, before: Net | None, then: NetworkFigures | None
) -> list[Row]:
    def row(label: str, name: str, meaning: str) -> Row:
        was = share(getattr(then, name)) if then is not None else ""
        return Row(label, share(getattr(now, name)), was, meaning)

    def rating(label: str, name: str, meaning: str) -> Row:
        was = told(getattr(before.told, name)) if before is not None else ""
        return Row(label, told(getattr(net.told, name)), was, meaning)

    ties = f"{now.ties:.0f}", f"{then.ties:.0f}" if then is not None else ""
    return [
        row(_("Answered"), "response_rate", _("Partners whose answers are in.")),
        Row(
            pgettext("network", "Ties"),
            *ties,
            _("Pairs of partners of whom one at least says they work together."),
        ),
        row(_("Density"), "density", _("Of all pairs that could work together, those that do.")),
        row(_("Said by both"), "confirmed_share", _("Of ties both could name, those both do.")),
        row(_("Centralization"), "centralization", _centralized(now.centralization)),
        rating(_("Trust"), "trust", _("Mean of reliability, shared aims and openness, 1 to 4.")),
        rating(_("Value"), "value", _("Mean of influence, involvement and resources, 1 to 4.")),
    ]


def _centralized(value: float) -> str:
    if math.isnan(value) or value <= EVEN:
        return _("Ties are spread evenly.")
    return (
        _("Ties lean on a few partners.") if value <= LEANING else _("Ties hang on one partner.")
    )


def _items(net: Net, before: Net | None) -> Chart:
    """Each item of trust and value, and as a mark the wave before."""
    bars = []
    for items, name, group in ((TRUST, "trust_items", 1), (VALUE, "value_items", 2)):
        means: Sequence[ToldMean] = getattr(net.told, name)
        marks: Sequence[ToldMean] = getattr(before.told, name) if before is not None else ()
        for place, (label, mean) in enumerate(zip(items.values(), means, strict=False)):
            mark = marks[place].value if place < len(marks) and marks[place].is_told else None
            bars.append(Bar(str(label), mean.value if mean.is_told else None, group, mark))
    shown = [bar for bar in bars if bar.value is not None]
    return draw_bars(
        Bars(
            _("How partners rate each other"),
            shown,
            value_heading=_("Mean, 1 to 4"),
            mark_heading=_("The wave before"),
            label_heading=_("Question"),
            whole=4,
        )
    )


def _outcomes(net: Net) -> Chart:
    """What came of working together, by how many say so; what few say is left out."""
    said = Counter(one for asked in net.asked if asked.is_sent for one in asked.outcomes)
    bars = [
        Bar(str(Outcome(name).label), count)
        for name, count in said.most_common()
        if count >= FEW and name in Outcome
    ]
    return draw_bars(
        Bars(
            _("What came of working together"),
            bars,
            value_heading=_("Partners"),
            label_heading=_("Outcome"),
            whole=sum(asked.is_sent for asked in net.asked),
        )
    )


@dataclass(frozen=True)
class Standing:
    """Where one partner stands, for who may see who works with whom."""

    name: str
    sectors: str
    contributes: str
    ties: int
    before: str
    between: str
    others: str


@dataclass(frozen=True)
class Held:
    """What a partner holds together, as a sentence."""

    name: str
    text: str


def standings_of(net: Net, before: Net | None, contributions: Sequence[str]) -> list[Standing]:
    """Every partner by name, with what it brings (``contributions``) and with whom it works."""
    place = positions(net.ties)
    then = dict(zip(before.members, before.ties.degrees().tolist(), strict=True)) if before else {}
    others: dict[int, list[str]] = {number: [] for number in range(net.ties.size)}
    for one, other in net.ties.ties().tolist():
        others[one].append(net.asked[other].name)
        others[other].append(net.asked[one].name)
    return [
        Standing(
            name=asked.name,
            sectors=", ".join(named("sectors", one) for one in asked.profile.get("sectors", [])),
            contributes=contributions[number],
            ties=int(place.degree[number]),
            before=str(then[asked.member]) if asked.member in then else "",
            between=share(float(place.betweenness[number])),
            others=", ".join(others[number]),
        )
        for number, asked in enumerate(net.asked)
    ]


def held_together(net: Net) -> list[Held]:
    """Partners without whom others would lose touch, those first who hold most."""
    found = []
    for gone in bridges(net.ties):
        cut = [net.asked[one].name for one in gone.cut_off]
        words = _("Without them, these would lose touch with the others: %(names)s.")
        found.append(Held(net.asked[gone.leaving[0]].name, words % {"names": ", ".join(cut)}))
    return found
