"""The ledger of what people allowed: answers are added, never changed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import Organization, OrganizationRecord
from concerted.people.models.gates import PeopleQuerySet
from concerted.people.models.persons import ContactPoint, Person
from concerted.people.sources import source_words

NEWS = "news"
"""The purpose of letters to supporters; a room may have purposes of its own."""


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    TEXT = "text", _("Text message")
    CALL = "call", _("Phone call")


class Answer(models.TextChoices):
    GRANTED = "granted", _("Yes")
    WITHDRAWN = "withdrawn", _("Yes, taken back")
    REFUSED = "refused", _("No")
    HELD = "held", _("Unclear: ask again")


KIND_OF = {
    Channel.EMAIL: ContactPoint.Kind.EMAIL,
    Channel.TEXT: ContactPoint.Kind.PHONE,
    Channel.CALL: ContactPoint.Kind.PHONE,
}
"""Which contact points a channel uses."""

COUNTED = ~Q(answer=Answer.GRANTED) | Q(is_proven=True)
"""A yes from a form that anyone could have filled in counts once it is proven; a no counts at once."""


class ConsentQuerySet(PeopleQuerySet["Consent"]):
    def about(self, channel: str, purpose: str) -> Self:
        """Answers that bear on ``purpose``: its own, and those given for all purposes."""
        return self.filter(channel=channel, purpose__in=("", purpose))

    def latest_first(self) -> Self:
        """The answer that stands comes first; of two given at one moment, the one that is not a yes."""
        is_yes = Case(When(answer=Answer.GRANTED, then=Value(1)), default=Value(0))
        return self.filter(COUNTED).order_by("-answered_at", is_yes, "-id")


class Consent(OrganizationRecord):
    """One answer of a person: may we write, text or call, for what, in which words were they asked.

    Without a ``contact_point`` it is about all of the person's; without a ``purpose`` about all purposes, which
    only a no can be. What stands for a point, channel and purpose is the newest counted answer by
    ``answered_at``. Proving a yes adds a row with the time of the yes, so that a no given in between stands.
    """

    private_fields: ClassVar[frozenset[str]] = frozenset({"words"})

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="consents", db_index=False
    )
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.CASCADE, null=True, related_name="consents"
    )
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    purpose = models.CharField(_("purpose"), max_length=60, blank=True)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer.choices)
    words = models.TextField(_("the words shown"), max_length=2000, blank=True)
    language = models.CharField(_("language of the words"), max_length=12, blank=True)
    source = models.CharField(
        _("source"), max_length=60, help_text="petition, paper, import, self-service …"
    )
    source_ref = models.CharField(
        max_length=60, blank=True, help_text="Which petition, sheet or import"
    )
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)
    is_proven = models.BooleanField(
        _("proven"), default=False, help_text="Given by somebody known to read this address"
    )
    proves = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="proofs", db_index=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
    )

    objects: ClassVar[ConsentQuerySet] = ConsentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-answered_at", "-id"]
        indexes = [
            models.Index(fields=["person", "channel", "answered_at"], name="consent_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="granted", purpose=""), name="consent_yes_names_its_purpose"
            ),
            models.UniqueConstraint(
                fields=["proves"],
                condition=Q(proves__isnull=False),
                name="consent_proven_once",
            ),
        ]

    @property
    def source_words(self) -> str:
        return source_words(self.source)

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.get_answer_display()}"


def standing_answer(
    channel: str, purpose: str, *, person: str = "person_id", point: str | None = "pk"
) -> Subquery:
    """The answer that stands, for the rows of an outer query.

    ``person`` and ``point`` name the outer row's columns; without ``point`` all of a person's answers count.
    """
    answers: Any = Consent.objects.about(channel, purpose).filter(person_id=OuterRef(person))
    if point is not None:
        answers = answers.filter(
            Q(contact_point__isnull=True) | Q(contact_point_id=OuterRef(point))
        )
    return Subquery(answers.latest_first().values("answer")[:1])
