"""Where money comes from and what it may pay for; budgets, and what was spent from what."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.goals.models import Goal
from concerted.organizations.models import (
    Organization,
    OrganizationRecord,
    OrganizationRecordQuerySet,
    SharedRecordQuerySet,
)
from concerted.pool.offers.models.kinds import SUBJECT
from concerted.pool.offers.models.needs import Need


class Purpose(models.TextChoices):
    SERVICES = "services", _("Services to people")
    STAFF = "staff", _("Staff")
    ROOMS = "rooms", _("Rooms and equipment")
    MATERIAL = "material", _("Material and printing")
    TRAVEL = "travel", _("Travel, food and child care")
    INTERPRETING = "interpreting", _("Interpreting and translation")
    LOBBYING = "lobbying", _("Lobbying")
    FUNDRAISING = "fundraising", _("Fundraising")
    OVERHEAD = "overhead", _("Running costs")


def purpose_choices() -> list[tuple[str, Any]]:
    return Purpose.choices


class FundingSourceQuerySet(OrganizationRecordQuerySet["FundingSource"]):
    def usable_on(self, day: datetime.date) -> Self:
        """Those whose period ``day`` lies in."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )

    def may_pay_lobbying(self) -> Self:
        """Neither federal, nor closed to lobbying by who gave it, nor kept for another purpose."""
        return self.filter(is_federal=False, forbids_lobbying=False).filter(
            purpose__in=("", Purpose.LOBBYING)
        )


class FundingSource(OrganizationRecord):
    """Money with its rules. Federal money may not pay for lobbying (2 CFR 200.450)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    cents = models.PositiveBigIntegerField(_("how much"))
    currency = models.CharField(_("currency"), max_length=3)
    is_federal = models.BooleanField(_("federal money, also through a state or a city"))
    forbids_lobbying = models.BooleanField(_("may not pay for lobbying"), default=False)
    purpose = models.CharField(
        _("only for"), max_length=16, choices=purpose_choices, blank=True, default=""
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("only for the goal"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    goal_id: uuid.UUID | None

    objects: ClassVar[FundingSourceQuerySet] = FundingSourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="source_name_once_per_organization"
            ),
            models.CheckConstraint(condition=~Q(currency=""), name="source_has_a_currency"),
            models.CheckConstraint(
                condition=~Q(is_federal=True, purpose=Purpose.LOBBYING),
                name="source_federal_is_not_for_lobbying",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def can_pay_lobbying(self) -> bool:
        """What ``may_pay_lobbying`` asks, of this one."""
        is_open = not (self.is_federal or self.forbids_lobbying)
        return is_open and self.purpose in ("", Purpose.LOBBYING)


class BudgetLineQuerySet(SharedRecordQuerySet["BudgetLine"]):
    subject = SUBJECT


class BudgetLine(OrganizationRecord):
    """What something for a goal is planned to cost. ``need`` is the need of money that asks for it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(
        Goal, on_delete=models.RESTRICT, related_name="budget_lines", verbose_name=_("goal")
    )
    need = models.OneToOneField(
        Need,
        on_delete=models.SET_NULL,
        related_name="budget_line",
        null=True,
        blank=True,
        verbose_name=_("the need that asks for it"),
    )
    title = models.CharField(_("what it is for"), max_length=160)
    planned_cents = models.PositiveBigIntegerField(_("planned"))
    currency = models.CharField(_("currency"), max_length=3)

    goal_id: uuid.UUID
    need_id: uuid.UUID | None

    objects: ClassVar[BudgetLineQuerySet] = BudgetLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "title", "currency"], name="budget_line_once_per_goal"
            ),
            models.CheckConstraint(condition=~Q(currency=""), name="budget_line_has_a_currency"),
        ]

    def __str__(self) -> str:
        return self.title


class Spending(OrganizationRecord):
    """Money that went out: from a source, for a line, on a day. In the currency of its line."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    line = models.ForeignKey(BudgetLine, on_delete=models.RESTRICT, related_name="spendings")
    source = models.ForeignKey(FundingSource, on_delete=models.RESTRICT, related_name="spendings")
    purpose = models.CharField(_("for"), max_length=16, choices=purpose_choices)
    cents = models.PositiveBigIntegerField(_("how much"))
    spent_on = models.DateField(_("when"))
    words = models.CharField(_("what was paid"), max_length=200, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    line_id: uuid.UUID

    objects: ClassVar[OrganizationRecordQuerySet[Spending]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["spent_on", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["line", "key"], name="spending_once_per_form"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="spending_of_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return self.words or str(self.get_purpose_display())
