"""Editing a survey question by question. Each step is a changed definition, so that one set of rules holds for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.listen.surveys.definitions import (
    QuestionDefinition,
    SectionDefinition,
    SurveyDefinition,
)
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.operations.defining import redefine_survey
from concerted.listen.surveys.queries.definitions import definition_of

Sections = tuple[SectionDefinition, ...]


@transaction.atomic
def put_question(
    *,
    survey: Survey,
    question: QuestionDefinition,
    section: str = "",
    by: Viewer | None,
) -> Survey:
    """Change the question of this key where it stands, or add it at the end of ``section``."""

    def put(sections: Sections) -> Sections:
        known = any(one.key == question.key for some in sections for one in some.questions)
        if known:
            return _each(sections, lambda old: (question if old.key == question.key else old,))
        sections = sections or (SectionDefinition("start", ()),)
        wanted = section if section in {one.key for one in sections} else sections[-1].key
        return tuple(
            replace(one, questions=(*one.questions, question)) if one.key == wanted else one
            for one in sections
        )

    return _redefined(survey, put, by)


@transaction.atomic
def remove_question(*, survey: Survey, key: str, by: Viewer | None) -> Survey:
    """Take a question away that nobody has answered; what depends on it is asked always."""

    def without(sections: Sections) -> Sections:
        left = _each(sections, lambda one: () if one.key == key else (_free_of(one, key),))
        return tuple(
            replace(one, conditions=tuple(c for c in one.conditions if c.source != key))
            for one in left
        )

    return _redefined(survey, without, by)


@transaction.atomic
def move_question(*, survey: Survey, key: str, step: int, by: Viewer | None) -> Survey:
    """Move a question up (-1) or down (1), into the next section where it stands at an end."""

    def moved(sections: Sections) -> Sections:
        for at, section in enumerate(sections):
            for here, one in enumerate(section.questions):
                if one.key == key:
                    return _with_order(sections, at, here, step)
        return sections

    return _redefined(survey, moved, by)


def _with_order(sections: Sections, at: int, here: int, step: int) -> Sections:
    lists = [list(one.questions) for one in sections]
    question = lists[at].pop(here)
    there = here + step
    if 0 <= there <= len(lists[at]):
        lists[at].insert(there, question)
    elif 0 <= at + step < len(lists):
        lists[at + step].insert(0 if step > 0 else len(lists[at + step]), question)
    else:
        lists[at].insert(here, question)
    return tuple(
        replace(one, questions=tuple(some)) for one, some in zip(sections, lists, strict=True)
    )


@transaction.atomic
def put_section(*, survey: Survey, section: SectionDefinition, by: Viewer | None) -> Survey:
    """Change the heading and words of a section, or add it at the end. Its questions stay."""

    def put(sections: Sections) -> Sections:
        if section.key not in {one.key for one in sections}:
            return (*sections, replace(section, questions=()))
        return tuple(
            replace(section, questions=one.questions) if one.key == section.key else one
            for one in sections
        )

    return _redefined(survey, put, by)


@transaction.atomic
def remove_section(*, survey: Survey, key: str, by: Viewer | None) -> Survey:
    """Take a section away that has no questions left."""

    def without(sections: Sections) -> Sections:
        for one in sections:
            if one.key == key and one.questions:
                raise Refused(_("This section has questions. Move or remove them first."))
        return tuple(one for one in sections if one.key != key)

    return _redefined(survey, without, by)


def free_key(*, words: str, taken: Iterable[str], otherwise: str) -> str:
    """A short name made of ``words`` that is not ``taken``."""
    stem = re.sub(r"[^a-z0-9_]", "_", slugify(words))[:40].strip("_") or otherwise
    if not stem[0].isalpha():
        stem = f"{otherwise}_{stem}"
    known, key, number = set(taken), stem, 2
    while key in known:
        key, number = f"{stem}_{number}", number + 1
    return key


def _redefined(
    survey: Survey, change: Callable[[Sections], Sections], by: Viewer | None
) -> Survey:
    locked = Survey.objects.select_for_update(of=("self",)).select_related("organization")
    survey = locked.get(pk=survey.pk)
    before: SurveyDefinition = definition_of(survey)
    after = replace(before, sections=change(before.sections))
    return redefine_survey(survey=survey, definition=after, by=by)


def _each(
    sections: Sections,
    change: Callable[[QuestionDefinition], tuple[QuestionDefinition, ...]],
) -> Sections:
    return tuple(
        replace(
            one,
            questions=tuple(new for question in one.questions for new in change(question)),
        )
        for one in sections
    )


def _free_of(question: QuestionDefinition, key: str) -> QuestionDefinition:
    left = tuple(one for one in question.conditions if one.source != key)
    return replace(question, conditions=left)
