from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.gates import Viewer
from concerted.organizations.models import Organization, SharedRecordQuerySet
from concerted.pool.offers.models.givers import Giver
from concerted.pool.offers.models.kinds import SUBJECT, CountedRecord, counts_something
from concerted.pool.offers.models.needs import Need
from concerted.pool.offers.models.offers import Offer
from concerted.pool.offers.models.sources import FundingSource


class PledgeState(models.TextChoices):
    PROPOSED = "proposed", _("Waits for the giver")
    GIVEN = "given", _("Waits for the organizers")
    CONFIRMED = "confirmed", pgettext_lazy("pledge", "Pledged")
    FULFILLED = "fulfilled", pgettext_lazy("pledge", "Received")
    WITHDRAWN = "withdrawn", pgettext_lazy("pledge", "Withdrawn")
    DECLINED = "declined", pgettext_lazy("pledge", "Declined")


class PledgeQuerySet(SharedRecordQuerySet["Pledge"]):
    subject = SUBJECT

    def visible_to(self, viewer: Viewer) -> Self:
        """Where needs and offers are read; what nobody proved yet only by those who organize."""
        mine = Organization.objects.organized_by(viewer)
        unproven = Q(is_from_page=True, state=PledgeState.PROPOSED)
        return super().visible_to(viewer).filter(~unproven | Q(organization__in=mine))

    def answerable_by(self, viewer: Viewer) -> Self:
        """Pledges that ``viewer`` may confirm or withdraw: the coalition's, and those of one's own organization."""
        mine = Organization.objects.organized_by(viewer)
        return self.filter(Q(organization__in=mine) | Q(giver__partner__in=mine))

    def with_sums(self) -> Self:
        """With ``delivered``, and ``counted``: what it takes of a need or an offer.

        What is pledged counts as promised, or as received where that is more; what was withdrawn or is done counts
        as received; what nobody has said yes to does not count.
        """
        delivered = Coalesce(Sum("deliveries__amount"), Value(0))
        return self.annotate(delivered=delivered).annotate(
            counted=Case(
                When(state=PledgeState.CONFIRMED, then=Greatest(F("amount"), F("delivered"))),
                When(
                    state__in=(PledgeState.FULFILLED, PledgeState.WITHDRAWN), then=F("delivered")
                ),
                default=Value(0),
                output_field=models.BigIntegerField(),
            )
        )

    def unproven(self, before: datetime.datetime) -> Self:
        """Written on the public page before ``before``, and never confirmed by who reads the address."""
        return self.filter(is_from_page=True, state=PledgeState.PROPOSED, created_at__lt=before)

    def for_goals(self, goals: Iterable[uuid.UUID]) -> Self:
        """Against needs for ``goals``, and from offers for them that answer no need."""
        keys = list(goals)
        return self.filter(Q(need__goal__in=keys) | Q(need=None, offer__goal__in=keys))

    def late(self, today: datetime.date) -> Self:
        """Pledged for a day that has passed, and not all here."""
        return self.filter(state=PledgeState.CONFIRMED, due_on__lt=today)

    def with_everything(self) -> Self:
        """With what every page of a pledge names."""
        return self.select_related(
            "organization", "giver__partner", "need__goal", "offer__goal", "source"
        )


class Pledge(CountedRecord):
    """A promise against a need, or from an offer, or both. It counts once its giver has said yes."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey(Giver, on_delete=models.CASCADE, related_name="pledges")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="pledges", null=True)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="pledges", null=True)
    source = models.ForeignKey(
        FundingSource,
        on_delete=models.RESTRICT,
        related_name="pledges",
        null=True,
        blank=True,
        verbose_name=_("what pays for it"),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=PledgeState.choices, default=PledgeState.PROPOSED
    )
    due_on = models.DateField(_("to be delivered by"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    is_from_page = models.BooleanField(
        default=False, editable=False, help_text="Written by the giver on the public page of needs"
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    reminded_on = models.DateField(null=True, editable=False)
    reminder_count = models.PositiveSmallIntegerField(default=0, editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    need_id: uuid.UUID | None
    offer_id: uuid.UUID | None
    giver_id: uuid.UUID
    delivered: int
    counted: int
    """Both where they were asked for ``with_sums``."""

    objects: ClassVar[PledgeQuerySet] = PledgeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            *counts_something("pledge"),
            models.CheckConstraint(
                condition=Q(need__isnull=False) | Q(offer__isnull=False),
                name="pledge_for_a_need_or_from_an_offer",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(PledgeState.PROPOSED, PledgeState.GIVEN, PledgeState.DECLINED)
                )
                | Q(state=PledgeState.WITHDRAWN)
                | Q(confirmed_at__isnull=False),
                name="pledge_counts_once_confirmed",
            ),
            models.UniqueConstraint(
                fields=["need", "offer"],
                condition=Q(state=PledgeState.PROPOSED),
                name="pledge_proposed_once",
            ),
            models.UniqueConstraint(fields=["organization", "key"], name="pledge_once_per_form"),
        ]

    def __str__(self) -> str:
        return str(self.need if self.need is not None else self.offer)

    @property
    def noun(self) -> str:
        """What is counted, in the words of the need."""
        return self.need.noun if self.need is not None else ""

    @property
    def is_standing(self) -> bool:
        return self.state in (PledgeState.CONFIRMED, PledgeState.FULFILLED)

    @property
    def waits_for_office(self) -> bool:
        """Whether the office has to say yes: to what was given on the public page, once the mail was answered."""
        return self.state == PledgeState.GIVEN

    @property
    def can_be_confirmed(self) -> bool:
        """Whether somebody in the workspace may say yes now. Who wrote on the public page answers their mail first."""
        return self.waits_for_office or (
            self.state == PledgeState.PROPOSED and not self.is_from_page
        )

    @property
    def can_be_withdrawn(self) -> bool:
        return self.state in (PledgeState.PROPOSED, PledgeState.GIVEN, PledgeState.CONFIRMED)

    def is_late(self, today: datetime.date) -> bool:
        waits = self.state == PledgeState.CONFIRMED and self.due_on is not None
        return waits and self.due_on is not None and self.due_on < today


class ReceivedQuerySet(SharedRecordQuerySet["Delivery"]):
    subject = SUBJECT


class Delivery(CountedRecord):
    """A part of a pledge that has come, on a day, with its value and who it helped.

    ``value_cents`` is what it is worth to the coalition, in ``value_currency``: of money the amount, of all else
    ``rate_cents`` for each hour or piece, with where the rate is from; without a rate it stays open. ``served_words``
    and ``served_count`` tell of groups and numbers only, and the count is shown through ``analysis.privacy``.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    delivered_on = models.DateField(_("when it came"))
    value_cents = models.PositiveBigIntegerField(null=True)
    value_currency = models.CharField(max_length=3, blank=True)
    rate_cents = models.PositiveBigIntegerField(null=True)
    rate_source = models.CharField(_("where the rate is from"), max_length=200, blank=True)
    served_words = models.CharField(_("who benefited"), max_length=300, blank=True)
    served_count = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    returned_words = models.CharField(
        _("what the giver got in return"), max_length=300, blank=True
    )
    returned_cents = models.PositiveBigIntegerField(null=True)
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    pledge_id: uuid.UUID

    objects: ClassVar[ReceivedQuerySet] = ReceivedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["delivered_on", "number"]
        constraints = [
            *counts_something("delivery"),
            models.UniqueConstraint(fields=["pledge", "number"], name="delivery_number_once"),
            models.UniqueConstraint(fields=["pledge", "key"], name="delivery_once_per_form"),
            models.CheckConstraint(
                condition=Q(rate_cents__isnull=True) | ~Q(rate_source=""),
                name="delivery_rate_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(value_cents__isnull=True) | ~Q(value_currency=""),
                name="delivery_value_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pledge} ({self.number})"
