"""What the page of a map shows: the picture, its words and its figures, in the reader's language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from scipy.spatial import KDTree

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion import Outcome
from concerted.analysis.opinion.votes import Integers
from concerted.base.charts.chart import Chart
from concerted.base.charts.opinion import MapWords, OpinionMap, draw_map
from concerted.listen.conversations.models import Conversation, Reading, Statement
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.organizations.translations import Rendition, renditions

GOLDEN = np.pi * (3 - np.sqrt(5.0))
MARKS = 600
"""So many are drawn at most."""
ALONE, NEXT = 24.0, 0.8
"""How far marks are strewn at most, of ``telling.STEPS``; and how far at most towards the next place."""


@dataclass(frozen=True)
class Share:
    """How a group (or everybody) voted on a statement, in per cent."""

    name: str
    group: int
    """From 1, for the color."""
    agree: int
    passed: int
    disagree: int
    is_told: bool = True

    @property
    def passed_from(self) -> int:
        return self.agree

    @property
    def disagree_from(self) -> int:
        return self.agree + self.passed


@dataclass(frozen=True)
class Told:
    """A statement with its figures, and why it is listed."""

    number: int
    text: Rendition
    label: str
    shares: list[Share]


@dataclass(frozen=True)
class MapPage:
    """``reading`` is nothing before enough people voted."""

    conversation: Conversation
    text: Rendition
    reading: Reading | None
    chart: Chart | None
    title: str
    finding: str
    common: list[Told]
    common_title: str
    apart: list[Told]
    divisive: list[Told]
    divisive_title: str
    unplaced: str = ""
    """Why there are fewer marks than people, if there are."""
    floor: int = FLOOR
    answered: Mapping[int, list[Share]] = field(default_factory=dict)
    """By number, how people answered to statements whose authors want to know."""

    @property
    def computed_at(self) -> datetime | None:
        return self.reading.computed_at if self.reading else None

    @property
    def all_told(self) -> list[Told]:
        """Each statement of the page once, for the table."""
        once = {one.number: one for one in (*self.common, *self.apart, *self.divisive)}
        return [once[number] for number in sorted(once)]


def map_page(conversation: Conversation, reading: Reading | None, language: str) -> MapPage:
    """All of the page. What is rejected since the map was drawn is left out."""
    text = conversation.in_language(language)
    if reading is None:
        return MapPage(conversation, text, None, None, "", "", [], "", [], [], "")
    result = reading.result
    names = [one["letter"] for one in result["groups"]]
    texts = _texts(conversation, result, language)
    has_groups = bool(names)
    return MapPage(
        conversation=conversation,
        text=text,
        reading=reading,
        chart=_chart(reading, names) if result["points"] else None,
        title=_title(reading),
        finding=_finding(reading),
        unplaced=_unplaced(reading),
        common=_told(result["common"], names, texts, _("Common ground")),
        common_title=_("Where every group agrees") if has_groups else _("What unites most"),
        apart=_apart(result["apart"], names, texts),
        divisive=_told(_only_there(result), names, texts, _("Divides")),
        divisive_title=_("What divides the groups most") if has_groups else _("What divides most"),
        answered={
            one["number"]: _shares(one["cells"], names) for one in result.get("followed", [])
        },
    )


def _only_there(result: Any) -> list[Any]:
    """What divides and is not told already as what sets a group apart."""
    told = {one["number"] for one in result["apart"]}
    return [one for one in result["divisive"] if one["number"] not in told]


def _texts(conversation: Conversation, result: Any, language: str) -> dict[int, Rendition]:
    """The words of the statements that are still shown."""
    numbers = {one["number"] for name in ("common", "apart", "divisive") for one in result[name]}
    rows = Statement.objects.public().filter(conversation=conversation, number__in=numbers)
    found = list(rows)
    told: Mapping[uuid.UUID, Rendition] = renditions(found, language)
    return {one.number: told[one.pk] for one in found}


def _shares(cells: Sequence[Sequence[int] | None], names: Sequence[str]) -> list[Share]:
    labels = names or [pgettext("people", "All")]
    return [
        Share(label, place + 1, cell[0], cell[1], cell[2])
        if cell
        else Share(label, place + 1, 0, 0, 0, is_told=False)
        for place, (label, cell) in enumerate(zip(labels, cells, strict=True))
    ]


def _told(
    rows: Iterable[Any], names: Sequence[str], texts: Mapping[int, Rendition], label: str
) -> list[Told]:
    return [
        Told(one["number"], texts[one["number"]], label, _shares(one["cells"], names))
        for one in rows
        if one["number"] in texts
    ]


def _apart(
    rows: Iterable[Any], names: Sequence[str], texts: Mapping[int, Rendition]
) -> list[Told]:
    """Each statement once, with every group that it marks, in the order of the groups."""
    marked: dict[int, list[str]] = {}
    first: dict[int, Any] = {}
    for one in rows:
        if one["number"] in texts:
            marked.setdefault(one["number"], []).append(names[one["group"]])
            first.setdefault(one["number"], one)
    return [
        Told(
            number,
            texts[number],
            _("Marks group %(letters)s") % {"letters": ", ".join(letters)}
            if len(letters) == 1
            else _("Marks groups %(letters)s") % {"letters": ", ".join(letters)},
            _shares(first[number]["cells"], names),
        )
        for number, letters in marked.items()
    ]


def _title(reading: Reading) -> str:
    match Outcome(reading.outcome):
        case Outcome.GROUPS:
            words = ngettext(
                "%(count)s way of seeing it", "%(count)s ways of seeing it", reading.group_count
            )
            return words % {"count": reading.group_count}
        case Outcome.NO_CLEAR_GROUPS:
            return _("One room, no camps")
        case Outcome.ALL_ALIKE:
            return _("All of one mind")
        case Outcome.SMALL_CONVERSATION:
            return _("What all said together")


def _finding(reading: Reading) -> str:
    """The sentence of the picture, or in its place."""
    match Outcome(reading.outcome):
        case Outcome.GROUPS:
            sizes = "; ".join(_sized(one) for one in reading.result["groups"])
            return _("%(marks)s People who vote alike stand close together: %(groups)s.") % {
                "marks": _one_mark(reading),
                "groups": sizes,
            }
        case Outcome.NO_CLEAR_GROUPS:
            return _(
                "%(marks)s There are no clear groups: people differ, but not in camps. "
                "Votes dealt out by chance would look as grouped as these."
            ) % {"marks": _one_mark(reading)}
        case Outcome.ALL_ALIKE:
            return _("All who voted enough to be placed voted alike, so there are no groups.")
        case Outcome.SMALL_CONVERSATION:
            return _(
                "This conversation is small, so no groups are drawn: with so few people they would tell of "
                "single persons, not of opinions. What unites and what divides is read from everybody’s votes."
            )


def _unplaced(reading: Reading) -> str:
    """Says that who voted little is counted and not drawn, where that holds."""
    sizes = [one["size"] for one in reading.result["groups"]]
    if not reading.result["points"] or None in sizes:
        return ""
    if sum(sizes) + reading.result["others"] >= reading.participant_count:
        return ""
    return _("Who has voted on few statements so far is counted, but has no place on the map yet.")


def _one_mark(reading: Reading) -> str:
    people = _people_a_mark(reading)
    words = ngettext("Each mark is %(people)s person.", "Each mark is %(people)s people.", people)
    return _("Each mark is a person.") if people == 1 else words % {"people": _figure(people)}


def _people_a_mark(reading: Reading) -> int:
    """So many that the picture stays small enough for a phone."""
    sizes = [one["size"] or 0 for one in reading.result["groups"]]
    return -(-(sum(sizes) + reading.result["others"]) // MARKS) or 1


def _sized(group: Any) -> str:
    """“A 150 people”, or without a number where the group is small."""
    if group["size"] is None:
        return _("%(letter)s, a small group") % {"letter": group["letter"]}
    words = ngettext("%(letter)s, %(size)s person", "%(letter)s, %(size)s people", group["size"])
    return words % {"letter": group["letter"], "size": _figure(group["size"])}


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)


def _chart(reading: Reading, names: Sequence[str]) -> Chart:
    groups = reading.result["groups"]
    points, labels = _marks(reading)
    words = MapWords(
        description=_finding(reading),
        headings=(_("Group"), _("People")),
        rows=tuple(
            (one["letter"], _("few") if one["size"] is None else _figure(one["size"]))
            for one in groups
        ),
    )
    drawn = OpinionMap(
        title=_("Map of the opinions"),
        points=points,
        groups=labels,
        names=[
            name if one["size"] is None else f"{name} · {_figure(one['size'])}"
            for name, one in zip(names, groups, strict=True)
        ],
        sayings=[""] * len(names),
        told=[one["size"] is not None for one in groups],
        words=words,
    )
    return draw_map(drawn)


def _marks(reading: Reading) -> tuple[Floats, Integers]:
    """A mark for each person, strewn about the places that are told, always in the same way; and its group."""
    rows = np.array(reading.result["points"], dtype=np.float64)
    places, labels = rows[:, :2], rows[:, 2].astype(np.int64)
    sizes = [one["size"] or 0 for one in reading.result["groups"]]
    marks, groups, people = [], [], _people_a_mark(reading)
    for group in np.unique(labels).tolist():
        size = sizes[group] if group >= 0 else reading.result["others"]
        marks.append(_strewn(places[labels == group], -(-size // people)))
        groups.append(np.full(len(marks[-1]), group))
    return np.concatenate(marks), np.concatenate(groups)


def _strewn(places: Floats, count: int) -> Floats:
    """``count`` marks in turn about each of ``places``, no further than halfway to the next."""
    turns, at = np.divmod(np.arange(count), len(places))
    to_others = np.asarray(KDTree(places).query(places, k=2)[0])
    reach = np.clip(to_others[:, 1], 1.0, ALONE)[at] * NEXT
    angle = GOLDEN * turns + at
    away = reach * np.sqrt((turns + 0.5) / (turns.max() + 1))
    strewn: Floats = places[at] + away[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return strewn
