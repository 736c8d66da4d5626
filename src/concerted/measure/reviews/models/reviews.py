from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.listen.representation.models import Occasion
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
    SharedRecordQuerySet,
    Subject,
)
from concerted.organizations.translations import TranslatableRecord
from concerted.pool.workplan.models import Meeting

MOST_MONTHS = 36


class RhythmQuerySet(SharedRecordQuerySet["Rhythm"]):
    subject = Subject.FIGURES

    def public(self) -> Self:
        """How often a published goal is looked at is a promise to everybody."""
        return self.filter(goal__in=Goal.objects.public())


class Rhythm(OrganizationRecord):
    """Every so many months people look together at what became of a goal."""

    goal = models.OneToOneField(Goal, on_delete=models.CASCADE, related_name="rhythm")
    months = models.PositiveSmallIntegerField(
        _("months between two reviews"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )

    goal_id: uuid.UUID

    objects: ClassVar[RhythmQuerySet] = RhythmQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS),
                name="rhythm_is_of_some_months",
            )
        ]

    def __str__(self) -> str:
        return str(self.months)


class ReminderQuerySet(OrganizationRecordQuerySet["Reminder"]):
    pass


class Reminder(OrganizationRecord):
    """Organizers were reminded of a review that is due on a day: once before it, and once after."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    is_overdue = models.BooleanField()

    objects: ClassVar[ReminderQuerySet] = ReminderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "due_on", "is_overdue"], name="review_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.due_on)


class ReviewQuerySet(OrganizationRecordQuerySet["Review"]):
    def public(self) -> Self:
        """Those that were published, of goals that were."""
        return self.published().filter(goal__in=Goal.objects.public())

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of the viewer's organizations, and the published ones of coalitions that show them their figures."""
        own = Organization.objects.joined_by(viewer)
        shown = Organization.objects.showing(Subject.FIGURES, viewer)
        return self.filter(
            Q(organization__in=own) | Q(organization__in=shown, published_at__isnull=False)
        )

    def published(self) -> Self:
        return self.filter(published_at__lte=timezone.now())

    def drafts(self) -> Self:
        return self.filter(published_at__isnull=True)

    def with_everything(self) -> Self:
        """With what every page of a review names."""
        return self.select_related(
            "organization", "goal__organization", "meeting__organization", "occasion__organization"
        )


class Review(TranslatableRecord):
    """People looked together at what became of a goal: what the data said, who was there, what is done differently.

    ``figures`` are those that were released on the day of publication, with their sentences, as the platform told them;
    nothing of a published review changes after, and a correction is an addendum.
    """

    translatable_fields: ClassVar[tuple[str, ...]] = ("learned", "room_words")

    goal = models.ForeignKey(
        Goal, on_delete=models.RESTRICT, related_name="reviews", verbose_name=_("goal")
    )
    number = models.PositiveIntegerField(editable=False)
    language = models.CharField(_("language"), max_length=12, default="en")
    held_on = models.DateField(_("on which day"))
    learned = models.TextField(_("what the data said, in your words"), max_length=4000, blank=True)
    room_words = models.TextField(
        _("who was in the room, in your words"), max_length=1000, blank=True
    )
    nobody_came = models.BooleanField(
        _("nobody from the community was in the room"), default=False
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("meeting"),
    )
    occasion = models.ForeignKey(
        Occasion,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("occasion"),
    )
    next_on = models.DateField(_("next check"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    figures: Any = models.JSONField(null=True, editable=False)

    goal_id: uuid.UUID
    meeting_id: uuid.UUID | None
    occasion_id: uuid.UUID | None

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-held_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"], name="review_number_once_per_organization"
            ),
            models.UniqueConstraint(
                fields=["goal", "held_on"], name="review_once_per_goal_and_day"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, figures__isnull=True)
                | Q(published_at__isnull=False, figures__isnull=False, next_on__isnull=False),
                name="review_published_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("held_on")),
                name="review_next_check_is_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:page", args=[self.organization.slug, self.number])

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class Seat(models.TextChoices):
    """In which role somebody sat at the table."""

    COMMUNITY = "community", _("People whose lives this is about")
    NEIGHBORS = "neighbors", _("Other residents")
    PARTNERS = "partners", _("People of partner organizations")
    TEAM = "team", _("Our own team")
    OFFICIALS = "officials", _("Officials and funders")


OF_THE_COMMUNITY = (Seat.COMMUNITY, Seat.NEIGHBORS)


class PresenceQuerySet(OrganizationRecordQuerySet["Presence"]):
    def public(self) -> Self:
        return self.filter(review__in=Review.objects.public())

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(review__in=Review.objects.visible_to(viewer))


class Presence(OrganizationRecord):
    """How many of one role were in the room. Never who."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="presences")
    seat = models.CharField(max_length=12, choices=Seat.choices)
    count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])

    review_id: uuid.UUID

    objects: ClassVar[PresenceQuerySet] = PresenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["review", "seat"], name="presence_once_per_seat"),
            models.CheckConstraint(condition=Q(count__gte=1), name="presence_is_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.count}"


class AddendumQuerySet(OrganizationRecordQuerySet["Addendum"]):
    def public(self) -> Self:
        return self.filter(review__in=Review.objects.public())

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(review__in=Review.objects.visible_to(viewer))


class Addendum(TranslatableRecord):
    """What was learned or corrected after a review was published. It stands beside it, and changes no more."""

    translatable_fields: ClassVar[tuple[str, ...]] = ("words",)

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="addenda")
    words = models.TextField(_("what is to be added"), max_length=2000)
    language = models.CharField(_("language"), max_length=12, default="en")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    review_id: uuid.UUID

    objects: ClassVar[AddendumQuerySet] = AddendumQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.words


def in_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last of the month where it has no such day."""
    place = day.year * 12 + day.month - 1 + months
    following = datetime.date((place + 1) // 12, (place + 1) % 12 + 1, 1)
    last = following - datetime.timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
