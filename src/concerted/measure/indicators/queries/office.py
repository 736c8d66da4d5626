"""The office of figures: all indicators, one with what waits and what counts, one delivery, the history of one figure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from concerted.base.charts import plain
from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.measure.indicators.models import (
    Course,
    Dimension,
    Indicator,
    Intake,
    IntakeState,
    Observation,
    ObservationState,
    Release,
    Subgroup,
    Veto,
    Via,
)
from concerted.measure.indicators.queries.deciding import may_decide
from concerted.measure.indicators.queries.periods import Period, name_of
from concerted.measure.indicators.queries.units import Words
from concerted.organizations.models import ENTERERS, Organization
from concerted.organizations.translations import Rendition, renditions

SHOWN = 200
"""Figures on one page."""
NEWEST = 12
"""Deliveries and releases on the page of an indicator."""


@dataclass(frozen=True)
class Row:
    """An indicator as the list shows it."""

    indicator: Indicator
    text: Rendition
    waiting: int
    release: int
    """The number of the newest release; 0 while there is none."""


@dataclass(frozen=True)
class VetoTold:
    veto: Veto
    what: str
    cut: str
    """By what people are not to be told apart; "" for anything."""
    text: Rendition

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Into which its words can be translated: codes, and what speakers call them."""
        pages = self.veto.organization.page_languages
        return [(one, own_name(one)) for one in pages if one != self.veto.language]


@dataclass(frozen=True)
class CourseTold:
    course: Course
    goal: Rendition
    what: str
    start: str
    target: str


@dataclass(frozen=True)
class Desk:
    """Everything about one indicator that ``viewer`` may see."""

    indicator: Indicator
    text: Rendition
    waiting: Sequence[Intake]
    waiting_count: int
    decided: Sequence[Intake]
    releases: Sequence[Release]
    courses: Sequence[CourseTold]
    vetoes: Sequence[VetoTold]


@dataclass(frozen=True)
class FigureTold:
    """An observation as the office reads it. ``earlier`` is what it would replace, or has replaced."""

    observation: Observation
    group: str
    period: str
    figure: str
    counts: str
    people: str
    earlier: str = ""


@dataclass(frozen=True)
class IntakeDesk:
    intake: Intake
    figures: Sequence[FigureTold]
    is_more: bool
    may_decide: bool


def rows_of(organization: Organization, viewer: Viewer, language: str) -> list[Row]:
    """The indicators of the list, those that take figures first."""
    found = list(
        Indicator.objects.visible_to(viewer)
        .filter(organization=organization)
        .select_related("organization")
        .order_by(F("closed_at").asc(nulls_first=True), "created_at")
    )
    texts = renditions(found, language)
    waiting = _counts(Intake.objects.visible_to(viewer).waiting().filter(indicator__in=found))
    released = _counts(Release.objects.visible_to(viewer).filter(indicator__in=found))
    return [
        Row(one, texts[one.pk], waiting.get(one.pk, 0), released.get(one.pk, 0)) for one in found
    ]


def _counts(rows: QuerySet[Intake] | QuerySet[Release]) -> dict[uuid.UUID, int]:
    told = rows.order_by().values_list("indicator").annotate(count=Count("pk"))
    return dict(told)


def desk_of(indicator: Indicator, viewer: Viewer, language: str) -> Desk:
    intakes = Intake.objects.visible_to(viewer).filter(indicator=indicator).with_everything()
    releases = Release.objects.visible_to(viewer).filter(indicator=indicator)
    courses = Course.objects.visible_to(viewer).filter(indicator=indicator).with_everything()
    vetoes = Veto.objects.visible_to(viewer).filter(
        Q(indicator=indicator) | Q(indicator=None), organization=indicator.organization_id
    )
    return Desk(
        indicator=indicator,
        text=indicator.in_language(language),
        waiting=list(intakes.waiting().order_by("created_at")[:NEWEST]),
        waiting_count=intakes.waiting().count(),
        decided=list(intakes.exclude(state=IntakeState.DRAFT).order_by("-decided_at")[:NEWEST]),
        releases=list(releases.order_by("-number")[:NEWEST]),
        courses=_courses_told(list(courses), language),
        vetoes=vetoes_told(vetoes, language),
    )


def _courses_told(courses: Sequence[Course], language: str) -> list[CourseTold]:
    goals = renditions({one.goal for one in courses}, language)
    groups = renditions(
        {group for one in courses for group in (one.subgroup, one.other) if group}, language
    )
    return [
        CourseTold(
            one,
            goals[one.goal_id],
            _what(one, {key: text.title for key, text in groups.items()}),
            Words(one.indicator.unit).of(one.measure, one.baseline_value),
            Words(one.indicator.unit).of(one.measure, one.target_value),
        )
        for one in courses
    ]


def _what(course: Course, names: dict[uuid.UUID, str]) -> str:
    if course.subgroup_id is None:
        return _("Everybody")
    if course.other_id is None:
        return names[course.subgroup_id]
    words = _("%(one)s and %(other)s")
    told = words % {"one": names[course.subgroup_id], "other": names[course.other_id]}
    return f"{course.get_measure_display()}: {told}"


def vetoes_told(vetoes: QuerySet[Veto], language: str) -> list[VetoTold]:
    """Vetoes with the cut they are about, those that stand first."""
    rows = list(
        vetoes.select_related("dimension", "indicator", "organization").order_by(
            F("lifted_on").desc(nulls_first=True), "-decided_on"
        )
    )
    dimensions = renditions({one.dimension for one in rows if one.dimension}, language)
    indicators = renditions({one.indicator for one in rows if one.indicator}, language)
    texts = renditions(rows, language)
    cuts = {one.pk: _title(dimensions, one.dimension_id) for one in rows}
    return [
        VetoTold(
            one,
            _cut(cuts[one.pk], _title(indicators, one.indicator_id)),
            cuts[one.pk],
            texts[one.pk],
        )
        for one in rows
    ]


def _title(texts: Mapping[uuid.UUID, Rendition], key: uuid.UUID | None) -> str:
    return "" if key is None else texts[key].title


def _cut(dimension: str, indicator: str) -> str:
    groups = dimension or _("Every comparison of groups")
    return f"{groups} · {indicator or _('all indicators')}"


def observation_rows(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """With what every page of a figure names."""
    return rows.select_related(
        *("intake__made_by", "indicator__organization", "subgroup__dimension", "partner")
    )


def intake_desk(intake: Intake, viewer: Viewer, language: str) -> IntakeDesk:
    rows = observation_rows(Observation.objects.visible_to(viewer).filter(intake=intake))
    found = list(rows.order_by("created_at", "pk")[: SHOWN + 1])
    earlier = _earlier(intake, found[:SHOWN], viewer)
    return IntakeDesk(
        intake=intake,
        figures=figures_told(found[:SHOWN], language, earlier),
        is_more=len(found) > SHOWN,
        may_decide=may_decide(intake, viewer),
    )


def _earlier(
    intake: Intake, rows: Iterable[Observation], viewer: Viewer
) -> dict[uuid.UUID, Observation]:
    """For each figure of an intake what it has replaced, or what a waiting correction would replace."""
    seen = Observation.objects.visible_to(viewer)
    if not intake.is_waiting:
        keys = [one.pk for one in rows]
        older = seen.filter(replaced_by__in=keys)
        return {one.replaced_by_id: one for one in older if one.replaced_by_id}
    if intake.via != Via.CORRECTION:
        return {}
    return {
        one.pk: old
        for one in rows
        for old in seen.current().filter(
            indicator=one.indicator_id,
            subgroup=one.subgroup_id,
            period_start=one.period_start,
            period_end=one.period_end,
            place=one.place,
            partner=one.partner_id,
        )
    }


def figures_told(
    rows: Sequence[Observation],
    language: str,
    earlier: dict[uuid.UUID, Observation] | None = None,
) -> list[FigureTold]:
    names = renditions({one.subgroup for one in rows if one.subgroup}, language)
    before = earlier or {}
    return [
        FigureTold(
            one,
            names[one.subgroup_id].title if one.subgroup_id else _("Everybody"),
            period_of(one),
            told(one),
            _counted(one),
            "" if one.people is None else plain(one.people),
            told(before[one.pk]) if one.pk in before else "",
        )
        for one in rows
    ]


def period_of(observation: Observation) -> str:
    return name_of(Period(observation.period_start, observation.period_end))


def told(observation: Observation) -> str:
    """The figure in its unit, or why there is none."""
    if observation.state != ObservationState.KNOWN or observation.value is None:
        return str(observation.get_state_display())
    return Words(observation.indicator.unit).figure(observation.value)


def _counted(observation: Observation) -> str:
    if observation.numerator is None or observation.denominator is None:
        return ""
    words = _("%(some)s of %(all)s")
    return words % {"some": plain(observation.numerator), "all": plain(observation.denominator)}


def observations_of(
    indicator: Indicator,
    viewer: Viewer,
    *,
    dimension: Dimension | None = None,
    partner: Organization | None = None,
    page: int = 1,
) -> tuple[list[Observation], bool]:
    """What counts now, a page at a time, and whether there is more: the office's own figures, none protected."""
    rows = Observation.objects.visible_to(viewer).current().filter(indicator=indicator)
    if dimension is not None:
        rows = rows.filter(subgroup__in=Subgroup.objects.filter(dimension=dimension))
    if partner is not None:
        rows = rows.filter(partner=partner)
    ordered = observation_rows(rows).order_by("subgroup", "period_start", "period_end", "place")
    at = (max(page, 1) - 1) * SHOWN
    found = list(ordered[at : at + SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


def history_of(observation: Observation, viewer: Viewer, language: str) -> list[FigureTold]:
    """What stood in the same cell, the newest first, with the deliveries they came in."""
    chain, seen = [observation], Observation.objects.visible_to(viewer)
    while (later := chain[0].replaced_by_id) is not None:
        found = observation_rows(seen).filter(pk=later).first()
        if found is None:
            break
        chain.insert(0, found)
    while (old := observation_rows(seen).filter(replaced_by=chain[-1]).first()) is not None:
        chain.append(old)
    return figures_told(chain, language)


def partners_for(indicator: Indicator, viewer: Viewer) -> tuple[QuerySet[Organization], bool]:
    """For whom ``viewer`` may hand in figures: members of the coalition, and whether also for the whole itself."""
    members = Organization.objects.public().filter(coalitions__organization=indicator.organization)
    own = Organization.objects.joined_by(viewer, *ENTERERS)
    if own.filter(pk=indicator.organization_id).exists():
        return members, True
    return members.filter(pk__in=own.values("pk")), False


def dimensions_of(organization: Organization, viewer: Viewer) -> QuerySet[Dimension]:
    return Dimension.objects.visible_to(viewer).filter(organization=organization)


@dataclass(frozen=True)
class DimensionTold:
    dimension: Dimension
    text: Rendition
    groups: Sequence[tuple[Subgroup, Rendition]]


def dimensions_told(rows: Iterable[Dimension], language: str) -> list[DimensionTold]:
    """Dimensions with their groups in the reader's language."""
    found = list(rows)
    texts = renditions(found, language)
    groups = list(Subgroup.objects.filter(dimension__in=found).order_by("position"))
    names = renditions(groups, language)
    return [
        DimensionTold(
            one,
            texts[one.pk],
            [(group, names[group.pk]) for group in groups if group.dimension_id == one.pk],
        )
        for one in found
    ]
