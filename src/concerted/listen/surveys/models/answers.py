"""What people answered. Nothing here keeps an hour: keys are drawn by chance, and times are days."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.gates import GatedQuerySet, Viewer
from concerted.listen.surveys.models.questions import Choice, Question
from concerted.listen.surveys.models.surveys import Survey
from concerted.organizations.models import ENTERERS, Organization
from concerted.people.models import Person


class Timeless(models.Model):
    """A row that does not tell when it was written. The house's own keys begin with the millisecond."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Origin(models.TextChoices):
    WEB = "web", _("On the web")
    PAPER = "paper", _("On paper")


def _counted(path: str = "") -> Q:
    """Of the submission at ``path``: it is sent, and no repeat. Joined, as databases plan joins well and lists badly."""
    return Q(**{f"{path}submitted_on__isnull": False, f"{path}is_repeat": False})


class SubmissionQuerySet(GatedQuerySet["Submission"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Named answers are for owners and organizers; paper also for who types it; anonymous ones are nobody's."""
        organized = Organization.objects.organized_by(viewer)
        entering = Organization.objects.joined_by(viewer, *ENTERERS)
        named = Q(survey__organization__in=organized, survey__is_anonymous=False)
        return self.filter(named | Q(survey__organization__in=entering, origin=Origin.PAPER))

    def editable_by(self, viewer: Viewer) -> Self:
        """Who types paper may put right what was typed. What somebody sent is theirs."""
        entering = Organization.objects.joined_by(viewer, *ENTERERS)
        return self.filter(survey__organization__in=entering, origin=Origin.PAPER)

    def counted(self) -> Self:
        """Sent by who answered, or typed from paper. Drafts are not, nor what a named person sent a second time."""
        return self.filter(_counted())


class Submission(Timeless):
    """One person's answers to a survey. A draft until it is sent; may be changed until the survey closes.

    ``key_hash`` is made of the key in the visitor's signed cookie and of the survey; paper has a ``sheet_number``
    instead. ``person`` is set only in a survey that is not anonymous, by somebody who gave their name. Who sends under
    the address of somebody who sent before gets the same thanks: it ``is_repeat``, and the first one counts.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"key_hash", "person_id"})

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="submissions", db_index=False
    )
    key_hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 - paper has none
    language = models.CharField(max_length=12)
    origin = models.CharField(max_length=5, choices=Origin.choices, default=Origin.WEB)
    touched_on = models.DateField()
    submitted_on = models.DateField(null=True)
    is_repeat = models.BooleanField(default=False)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="submissions"
    )
    sheet_number = models.PositiveIntegerField(_("sheet number"), null=True)
    typed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_on = models.DateField(null=True)
    is_self_checked = models.BooleanField(default=False)

    survey_id: uuid.UUID
    person_id: uuid.UUID | None
    typed_by_id: uuid.UUID | None
    checked_by_id: uuid.UUID | None

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key_hash"], name="survey_submission_once_per_key"
            ),
            models.UniqueConstraint(
                fields=["person", "survey"], name="survey_submission_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["survey", "sheet_number"], name="survey_submission_once_per_sheet"
            ),
            models.CheckConstraint(
                condition=Q(origin="web", key_hash__isnull=False, sheet_number__isnull=True)
                | Q(origin="paper", key_hash__isnull=True, sheet_number__isnull=False),
                name="survey_submission_has_its_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.sheet_number or ''}".strip()

    @property
    def is_draft(self) -> bool:
        return self.submitted_on is None


class AnswerState(models.TextChoices):
    """Whether something was said. A question nobody was asked has no answer at all."""

    GIVEN = "given", _("Answered")
    DECLINED = "declined", _("Prefers not to say")
    SKIPPED = "skipped", _("Left empty")


class SurveyAnswerQuerySet(GatedQuerySet["Answer"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """As the submissions they belong to."""
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def counted(self) -> Self:
        """Of submissions that count, what was asked on the way that their answers led."""
        return self.filter(_counted("submission__"), is_on_path=True)


class Answer(Timeless):
    """What one submission says to one question.

    ``is_on_path`` tells whether the question is asked, given the other answers: what was answered before somebody
    changed an earlier answer is kept while they may still change it back, and not counted. A scale and yes or no are kept
    as ``number``; ``text`` is also what was written beside a choice that takes text.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"text"})

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=8, choices=AnswerState.choices)
    is_on_path = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    number = models.FloatField(null=True)
    day = models.DateField(null=True)

    submission_id: uuid.UUID
    question_id: uuid.UUID

    objects: ClassVar[SurveyAnswerQuerySet] = SurveyAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "question"], name="survey_answer_once_per_submission"
            ),
            models.CheckConstraint(
                condition=Q(state=AnswerState.GIVEN)
                | Q(text="", number__isnull=True, day__isnull=True),
                name="survey_answer_not_given_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return str(self.state)


class SelectionQuerySet(GatedQuerySet["Selection"]):
    def counted(self) -> Self:
        """Of answers that count."""
        return self.filter(_counted("answer__submission__"), answer__is_on_path=True)


class Selection(Timeless):
    """A choice that an answer holds; in a ranking with its ``rank``, 1 for what matters most."""

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="selections", db_index=False
    )
    choice = models.ForeignKey(Choice, on_delete=models.RESTRICT, related_name="selections")
    rank = models.PositiveSmallIntegerField(null=True)

    answer_id: uuid.UUID
    choice_id: uuid.UUID

    objects: ClassVar[SelectionQuerySet] = SelectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "choice"], name="survey_selection_once_per_answer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.rank or "")
