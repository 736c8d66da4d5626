from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.listen.surveys.models.matching import Match
from concerted.listen.surveys.models.surveys import KEY_LENGTH, Section, Survey
from concerted.organizations.models import Organization, OrganizationRecordQuerySet
from concerted.organizations.translations import TranslatableRecord

YES, NO = "yes", "no"
"""What a condition names where a question is answered by yes or no; kept as the numbers 1 and 0."""


class Kind(models.TextChoices):
    TEXT = "text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    ONE = "one", _("One of several")
    SEVERAL = "several", _("Several of several")
    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("A scale")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")
    RANKING = "ranking", _("An order of what matters most")
    NOTE = "note", _("A note: nothing to answer")


WITH_CHOICES = (Kind.ONE, Kind.SEVERAL, Kind.RANKING)


class QuestionQuerySet(OrganizationRecordQuerySet["Question"]):
    def public(self) -> Self:
        """Questions of published surveys."""
        return self.filter(survey__published_at__lte=timezone.now())

    def answerable(self) -> Self:
        """Without the notes between them."""
        return self.exclude(kind=Kind.NOTE)


class Question(TranslatableRecord):
    """One thing that is asked. ``key`` names it in conditions, exports and forms of other systems.

    ``minimum`` and ``maximum`` bound a number; of a scale they are its ends, which ``low_label`` and ``high_label``
    name.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("label", "help", "low_label", "high_label")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="questions", db_index=False
    )
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(_("short name"), max_length=KEY_LENGTH)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    label = models.TextField(_("question"), max_length=1000)
    help = models.TextField(_("help"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=12)
    is_required = models.BooleanField(_("must be answered"), default=False)
    may_decline = models.BooleanField(_("offer “prefer not to say”"), default=False)
    minimum = models.FloatField(_("smallest"), null=True, blank=True)
    maximum = models.FloatField(_("largest"), null=True, blank=True)
    is_whole = models.BooleanField(_("whole numbers only"), default=True)
    low_label = models.CharField(_("words at the low end"), max_length=80, blank=True)
    high_label = models.CharField(_("words at the high end"), max_length=80, blank=True)
    match = models.CharField(max_length=3, choices=Match.choices, default=Match.ALL)

    survey_id: uuid.UUID
    section_id: uuid.UUID

    objects: ClassVar[QuestionQuerySet] = QuestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["section__position", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], name="survey_question_key_once_per_survey"
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(minimum__lte=F("maximum")),
                name="survey_question_bounds_are_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.SCALE) | Q(minimum__isnull=False, maximum__isnull=False),
                name="survey_question_scale_has_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def has_choices(self) -> bool:
        return self.kind in WITH_CHOICES

    def steps(self) -> list[int]:
        """The numbers of a scale, from its low end to its high one."""
        if self.kind != Kind.SCALE or self.minimum is None or self.maximum is None:
            return []
        return list(range(int(self.minimum), int(self.maximum) + 1))


class ChoiceQuerySet(OrganizationRecordQuerySet["Choice"]):
    def public(self) -> Self:
        """Choices in published surveys."""
        return self.filter(question__survey__published_at__lte=timezone.now())


class Choice(TranslatableRecord):
    """One answer that is offered. Answers refer to it and never to its words, so all languages count as one."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("label",)

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="choices", db_index=False
    )
    key = models.CharField(_("short name"), max_length=KEY_LENGTH)
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("words of the choice"), max_length=300)
    language = models.CharField(_("language"), max_length=12)
    is_exclusive = models.BooleanField(_("goes with no other, as “none of these”"), default=False)
    takes_text = models.BooleanField(_("with room to write, as “other”"), default=False)

    question_id: uuid.UUID

    objects: ClassVar[ChoiceQuerySet] = ChoiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "key"], name="survey_choice_key_once_per_question"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Test(models.TextChoices):
    """What a condition asks of an earlier answer. Of several choices, ``is`` means that this one is among them.

    ``is_not`` is the opposite of ``is``: it also holds where nothing was answered, as in XLSForm.
    """

    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    AT_LEAST = "at_least", _("is at least")
    AT_MOST = "at_most", _("is at most")
    MORE_THAN = "more_than", _("is more than")
    LESS_THAN = "less_than", _("is less than")
    ANSWERED = "answered", pgettext_lazy("condition", "was answered")
    NOT_ANSWERED = "not_answered", pgettext_lazy("condition", "was not answered")

    __test__ = False


class Condition(Record):
    """Ask ``question``, or show ``section``, only if the answer to ``source`` passes the ``test``.

    It compares with ``choice`` where the source has choices, else with ``value``: yes or no, a number, a date or a text.
    """

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, related_name="conditions"
    )
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, related_name="conditions"
    )
    position = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Question, on_delete=models.RESTRICT, related_name="leads_to")
    test = models.CharField(max_length=12, choices=Test.choices, default=Test.IS)
    choice = models.ForeignKey(
        Choice, on_delete=models.RESTRICT, null=True, related_name="leads_to"
    )
    value = models.CharField(max_length=300, blank=True)

    question_id: uuid.UUID | None
    section_id: uuid.UUID | None
    source_id: uuid.UUID
    choice_id: uuid.UUID | None

    objects: ClassVar[GatedQuerySet[Condition]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=True, section__isnull=False)
                | Q(question__isnull=False, section__isnull=True),
                name="survey_condition_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test} {self.value}"
