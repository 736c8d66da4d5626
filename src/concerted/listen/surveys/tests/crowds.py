"""Many people who answer a survey, written at once."""

from __future__ import annotations

import numpy as np

from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.tests.factories import make_occasion, make_place
from concerted.listen.surveys.models import (
    Answer,
    AnswerState,
    Kind,
    Selection,
    Submission,
)
from concerted.listen.surveys.queries.definitions import rows_of
from concerted.listen.surveys.queries.paths import DECLINED, SKIPPED, Said, path_of
from concerted.listen.surveys.queries.respondents import about_key


def crowd(survey, count, seed=0, *, skew=1.0):
    """``count`` people answer by chance, each along the way that their answers lead."""
    rng = np.random.default_rng(seed)
    rows = rows_of(survey)
    submissions, answers, selections = [], [], []
    for number in range(count):
        said = {}
        for question in rows.questions:
            if question.kind != Kind.NOTE:
                said[question.pk] = _one(question, rows, rng, skew)
        asked = path_of(rows, said).asked
        submission = Submission(
            survey=survey,
            key_hash=f"{seed}-{number}-{survey.pk.hex}"[:64],
            language="en",
            touched_on=survey.today(),
            submitted_on=survey.today(),
        )
        submissions.append(submission)
        for question in rows.questions:
            if question.pk not in asked or question.kind == Kind.NOTE:
                continue
            one = said[question.pk]
            answer = Answer(
                submission=submission,
                question=question,
                state=one.state,
                text=one.text,
                number=one.number,
            )
            answers.append(answer)
            selections += [
                Selection(
                    answer=answer,
                    choice_id=pk,
                    rank=place if question.kind == Kind.RANKING else None,
                )
                for place, pk in enumerate(one.choices, 1)
            ]
    Submission.objects.bulk_create(submissions)
    Answer.objects.bulk_create(answers)
    Selection.objects.bulk_create(selections)
    return submissions


def _one(question, rows, rng, skew):
    kind = question.kind
    fate = rng.random()
    if question.may_decline and fate < 0.05:
        return DECLINED
    if not question.is_required and fate > 0.93:
        return SKIPPED
    choices = [one.pk for one in rows.choices.get(question.pk, [])]
    return _given(kind, question, choices, rng, skew)


def _given(kind, question, choices, rng, skew):
    match kind:
        case Kind.ONE:
            odds = np.power(0.5, np.arange(len(choices)) * skew)
            return Said(choices=(choices[rng.choice(len(choices), p=odds / odds.sum())],))
        case Kind.SEVERAL:
            held = [pk for pk in choices if rng.random() < 0.35]
            return Said(choices=tuple(held)) if held else SKIPPED
        case Kind.RANKING:
            return Said(choices=tuple(choices[at] for at in rng.permutation(len(choices))))
        case Kind.YES_NO:
            return Said(number=float(rng.random() < 0.6))
        case Kind.SCALE:
            return Said(number=float(rng.integers(question.minimum, question.maximum + 1)))
        case Kind.NUMBER:
            return Said(number=float(rng.integers(1, 120)))
        case _:
            return Said(AnswerState.GIVEN, text="=1+1")


def told_of_themselves(survey, people, renters, silent=10):
    """So many of ``people`` rent, the others own, the last ``silent`` do not say."""
    place = make_place(survey.organization)
    occasion = make_occasion(survey.organization, conversation=survey, place=place)
    for number, one in enumerate(people[:-silent]):
        home = "renter" if number < renters else "owner"
        tell_about_oneself(
            occasion=occasion, key=about_key(survey, one, ""), told={"tenure": [home]}
        )
