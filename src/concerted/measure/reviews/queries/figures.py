"""What was released of a goal's courses, as a review keeps it: values, and their sentences in every language of pages."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.translation import override

from concerted.goals.models import Goal
from concerted.goals.states import LABELS, TONES, State
from concerted.measure.indicators.models import Course
from concerted.measure.indicators.queries.courses import CourseReading, read_courses
from concerted.measure.indicators.queries.told import figure_of, pace_sentence, words_of
from concerted.measure.indicators.queries.withdrawn import Cut, veto_sentences, vetoes_over
from concerted.organizations.models import Organization
from concerted.organizations.translations import renditions

Kept = Mapping[str, Any]


@dataclass(frozen=True)
class KeptFigure:
    """A figure as a review kept it, in the reader's language."""

    title: str
    figure: str
    words: str
    sentence: str
    on: Any
    label: str = ""
    tone: str = ""
    url: str = ""


def released_figures(goal: Goal) -> list[dict[str, Any]]:
    """The latest released figure of each course of a published goal. Without a viewer: what everybody may read."""
    courses = Course.objects.public().filter(goal=goal).with_everything()
    told = [one for one in read_courses(list(courses)) if one.last is not None]
    kept: list[dict[str, Any]] = [_values(one) for one in told]
    for language in settings.SHELL_LANGUAGES:
        with override(language):
            for values, sentences in zip(kept, _sentences(told, language), strict=True):
                values["told"][language] = sentences
    return kept


def _values(read: CourseReading) -> dict[str, Any]:
    course, last = read.course, read.last
    state = {True: State.ON_TRACK, False: State.OFF_PACE, None: None}[read.is_on_pace]
    return {
        "course": course.pk.hex,
        "cut": [str(course.indicator_id), str(course.dimension_id or "")],
        "indicator": course.indicator.slug,
        "url": course.indicator.get_absolute_url(),
        "release": read.release.number if read.release else None,
        "measure": course.measure,
        "value": last.value if last else None,
        "se": last.se if last else None,
        "on": last.on.isoformat() if last else None,
        "baseline": course.baseline_value,
        "target": course.target_value,
        "by": course.target_on.isoformat(),
        "state": str(state) if state else "",
        "told": {},
    }


def _sentences(read: Sequence[CourseReading], language: str) -> list[dict[str, str]]:
    titles = renditions({one.course.indicator for one in read}, language)
    groups = renditions(
        {
            group
            for one in read
            for group in (one.course.subgroup, one.course.other, one.beside)
            if group is not None
        },
        language,
    )
    return [
        {
            "title": titles[one.course.indicator_id].title,
            "figure": figure_of(one),
            "words": words_of(one, titles[one.course.indicator_id].title, groups),
            "sentence": pace_sentence(one),
        }
        for one in read
    ]


@dataclass(frozen=True)
class KeptFigures:
    """What a review still shows of what it kept, and who asked that the rest is not shown."""

    shown: Sequence[KeptFigure]
    vetoes: Sequence[str]


def kept_figures(
    organization: Organization, figures: Sequence[Kept] | None, language: str
) -> KeptFigures:
    """What a review kept, in ``language``; in English where it was not told in it.

    Without the cuts that a community has withdrawn, also since: they stay in the record and on no page.
    """
    kept = [(_cut(one), one) for one in figures or ()]
    withdrawn = vetoes_over(organization, [cut for cut, _one in kept])
    vetoes = dict.fromkeys(veto for some in withdrawn.values() for veto in some)
    return KeptFigures(
        [_shown(one, language) for cut, one in kept if cut not in withdrawn],
        veto_sentences(list(vetoes), language),
    )


def _cut(kept: Kept) -> Cut:
    indicator, dimension = kept["cut"]
    return uuid.UUID(indicator), uuid.UUID(dimension) if dimension else None


def _shown(kept: Kept, language: str) -> KeptFigure:
    told = kept["told"].get(language) or kept["told"]["en"]
    state = State(kept["state"]) if kept["state"] else None
    return KeptFigure(
        title=told["title"],
        figure=told["figure"],
        words=told["words"],
        sentence=told["sentence"],
        on=parse_date(kept["on"]) if kept["on"] else None,
        label=str(LABELS[state]) if state else "",
        tone=TONES[state] if state else "",
        url=kept["url"],
    )
