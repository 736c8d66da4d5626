"""What acts cost: paid hours, money spent, from which source, and how it is divided."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.analysis.lobbying import effort_cost
from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet
from concerted.pool.offers.models import FundingSource


class EntryMode(models.TextChoices):
    TIME_SHEET = "sheet", _("Time sheet: hours of a week")
    INCIDENT = "incident", _("Incident report: something done now and then")
    MEMO = "memo", _("Memo: something done once")


class Activity(models.TextChoices):
    """What was done, in the words of Schedule C, Part II-B."""

    CONTACT = "contact", _("Meeting, calling or writing to those who decide")
    MEDIA = "media", _("Advertisements")
    MAILING = "mailing", _("Mailings to members, lawmakers or the public")
    PUBLICATION = "publication", _("Publications and broadcasts")
    GRANT = "grant", _("Grants to others for lobbying")
    EVENT = "event", _("Rallies, demonstrations, talks, conferences")
    OTHER = "other", _("Something else: research, planning, petitions")


def activity_choices() -> list[tuple[str, Any]]:
    return Activity.choices


class EffortQuerySet(OrganizationRecordQuerySet["Effort"]):
    def standing(self) -> Self:
        """Those that were neither corrected nor taken out."""
        return self.filter(ended_at=None)

    def between(self, first: datetime.date, last: datetime.date) -> Self:
        return self.filter(worked_on__range=(first, last))


class Effort(OrganizationRecord):
    """Paid hours and money that went into an act, or into something divided between lobbying and other work.

    ``direct_percent`` and ``grassroots_percent`` divide it; where they are not told, all of it is what its act is.
    A correction is a new row: the one before stays, with its end and the reason.
    """

    act_kind = models.CharField(max_length=20, blank=True, default="")
    act_id = models.UUIDField(null=True, blank=True)
    mode = models.CharField(_("how it is noted"), max_length=10, choices=EntryMode.choices)
    activity = models.CharField(
        _("kind of work"), max_length=12, choices=activity_choices, default=Activity.CONTACT
    )
    words = models.CharField(_("what was done"), max_length=300)
    worked_on = models.DateField(_("day"))
    post = models.CharField(_("whose hours"), max_length=80, blank=True)
    hours = models.DecimalField(_("paid hours"), max_digits=7, decimal_places=2, default=0)
    rate_cents = models.PositiveIntegerField(_("cost of an hour"), default=0)
    direct_cents = models.PositiveBigIntegerField(_("money spent"), default=0)
    volunteer_hours = models.DecimalField(
        _("unpaid hours"), max_digits=7, decimal_places=2, default=0
    )
    source = models.ForeignKey(
        FundingSource,
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("paid from"),
    )
    direct_percent = models.DecimalField(
        _("direct lobbying, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    grassroots_percent = models.DecimalField(
        _("grassroots lobbying, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    basis = models.TextField(_("how it was worked out"), max_length=2000)
    noted_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.RESTRICT, related_name="correction", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_because = models.CharField(_("why it was changed"), max_length=300, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    source_id: uuid.UUID | None
    corrects_id: uuid.UUID | None

    objects: ClassVar[EffortQuerySet] = EffortQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-worked_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="effort_once_per_form"),
            models.CheckConstraint(
                condition=Q(hours__gte=0, volunteer_hours__gte=0), name="effort_hours_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(hours=0, direct_cents=0) | Q(source__isnull=False),
                name="effort_that_costs_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(act_id__isnull=True, act_kind="")
                | (Q(act_id__isnull=False) & ~Q(act_kind="")),
                name="effort_names_its_act_whole",
            ),
            models.CheckConstraint(
                condition=Q(direct_percent=None, grassroots_percent=None)
                | Q(
                    direct_percent__gte=0,
                    grassroots_percent__gte=0,
                    direct_percent__lte=100 - F("grassroots_percent"),
                ),
                name="effort_is_divided_into_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(act_id__isnull=False) | Q(direct_percent__isnull=False),
                name="effort_without_an_act_is_divided",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_because=""),
                name="effort_ended_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def cents(self) -> int:
        """What it cost: paid hours and money, without the unpaid hours."""
        whole = effort_cost(
            Decimal(self.hours), Decimal(self.rate_cents) / 100, Decimal(self.direct_cents) / 100
        )
        return int(whole * 100)

    @property
    def is_divided(self) -> bool:
        return self.direct_percent is not None
