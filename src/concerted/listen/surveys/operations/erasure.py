"""Forgetting who answered."""

from __future__ import annotations

from concerted.listen.surveys.models import Answer, AnswerState, Submission
from concerted.people.models import Person


def forget_respondent(person: Person, /) -> None:
    """Take ``person`` off what they answered, and their own words out of it. What they chose stays counted."""
    own = Submission.objects.filter(person=person)
    Answer.objects.filter(submission__in=own).exclude(text="").update(
        text="", state=AnswerState.GIVEN
    )
    own.update(person=None)
