"""By what an organization is judged: its tax status, the election of Form 5768, and what each tax year was."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from concerted.organizations.models import OrganizationRecord, OrganizationRecordQuerySet
from concerted.pool.offers.models import FundingSource


class StatusKind(models.TextChoices):
    CHARITY = "charity", _("501(c)(3) public charity")
    CHURCH = "church", _("Church, or part of one")
    FOUNDATION = "foundation", _("501(c)(3) private foundation")
    WELFARE = "welfare", _("501(c)(4) social welfare organization")
    OTHER = "other", _("Something else, or no tax status in the United States")

    @property
    def may_elect(self) -> bool:
        """Churches and private foundations may not (26 U.S.C. 501(h)(5), (4))."""
        return self is StatusKind.CHARITY

    @property
    def is_501c3(self) -> bool:
        """Then it may also take no part in a campaign for or against a candidate."""
        return self in (StatusKind.CHARITY, StatusKind.CHURCH, StatusKind.FOUNDATION)


def status_choices() -> list[tuple[str, Any]]:
    return StatusKind.choices


class TaxStatus(OrganizationRecord):
    """What an organization is for the tax law, from a day on. Without a day it was so from the beginning.

    ``queries.taxyears`` makes the tax years of all its rows.
    """

    since = models.DateField(_("since when"), null=True, blank=True)
    kind = models.CharField(_("tax status"), max_length=12, choices=status_choices)
    first_month = models.PositiveSmallIntegerField(
        _("first month of the tax year"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    is_affiliated = models.BooleanField(_("part of an affiliated group"), default=False)

    objects: ClassVar[OrganizationRecordQuerySet[TaxStatus]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = [F("since").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "since"], name="tax_status_once_per_day"
            ),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(since=None), name="tax_status_begins_once"
            ),
            models.CheckConstraint(
                condition=Q(first_month__range=(1, 12)), name="tax_status_has_a_month"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def month_name(self) -> str:
        return str(MONTHS[self.first_month])


class TaxElection(OrganizationRecord):
    """Form 5768: the election of 501(h). It counts for the whole tax year in which it was filed.

    A revocation counts from the first tax year that begins after the day it was filed (26 CFR 1.501(h)-2).
    """

    filed_on = models.DateField(_("filed on"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    objects: ClassVar[OrganizationRecordQuerySet[TaxElection]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["filed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(revoked_on=None),
                name="tax_election_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(revoked_on__gte=F("filed_on")),
                name="tax_election_revoked_after_filing",
            ),
        ]

    def __str__(self) -> str:
        return self.filed_on.isoformat()

    def counts_for(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether it is in effect for the tax year of these days."""
        return self.filed_on <= last and (self.revoked_on is None or self.revoked_on >= first)


class YearFigures(OrganizationRecord):
    """What the tax year that begins on ``starts_on`` was as a whole, in cents.

    ``overhead_source`` paid for the part of the running costs that is lobbying. The dues and what follows them are
    what Part III of Schedule C asks of a 501(c)(4).
    """

    starts_on = models.DateField(_("first day of the tax year"))
    exempt_cents = models.PositiveBigIntegerField(_("all spending for your purpose"))
    is_estimate = models.BooleanField(_("an estimate, as the year goes on"), default=True)
    overhead_cents = models.PositiveBigIntegerField(_("running costs"), default=0)
    overhead_source = models.ForeignKey(
        FundingSource,
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("running costs paid from"),
    )
    all_hours = models.DecimalField(
        _("paid hours of everybody"), max_digits=9, decimal_places=2, default=0
    )
    group_exempt_cents = models.PositiveBigIntegerField(
        _("all spending of the group"), null=True, blank=True
    )
    group_direct_cents = models.PositiveBigIntegerField(
        _("direct lobbying of the group"), null=True, blank=True
    )
    group_grassroots_cents = models.PositiveBigIntegerField(
        _("grassroots lobbying of the group"), null=True, blank=True
    )
    dues_cents = models.PositiveBigIntegerField(_("dues of members"), null=True, blank=True)
    carried_in_cents = models.PositiveBigIntegerField(
        _("carried over from last year"), null=True, blank=True
    )
    notified_cents = models.PositiveBigIntegerField(
        _("told to members as not deductible"), null=True, blank=True
    )
    carried_on_cents = models.PositiveBigIntegerField(
        _("carried on to next year"), null=True, blank=True
    )

    objects: ClassVar[OrganizationRecordQuerySet[YearFigures]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "starts_on"], name="year_figures_once_per_year"
            ),
            models.CheckConstraint(
                condition=Q(overhead_cents=0) | Q(overhead_source__isnull=False),
                name="year_figures_overhead_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(all_hours__gte=0), name="year_figures_hours_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.starts_on.isoformat()


class StateReminder(OrganizationRecord):
    """What a state or a city asks of those who lobby there, in one's own words."""

    state = models.CharField(_("state or city"), max_length=60)
    words = models.TextField(_("what to do"), max_length=1000)
    due_on = models.DateField(_("until"), null=True, blank=True)
    url = models.URLField(_("where to read more"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[OrganizationRecordQuerySet[StateReminder]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "state"]

    def __str__(self) -> str:
        return self.state
