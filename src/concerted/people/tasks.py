from __future__ import annotations

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.organizations.models import Organization
from concerted.people import operations
from concerted.people.models import RetentionPeriod


@job
def apply_retention(organization_id: str) -> int:
    """Erase the people of one organization whose time is over."""
    organization = Organization.objects.get(pk=organization_id)
    return operations.apply_retention(organization=organization)


@every(seconds=24 * 3600)
def apply_all_retention() -> None:
    """Once a day, over all organizations that set a period."""
    for key in RetentionPeriod.objects.values_list("organization_id", flat=True):
        enqueue(apply_retention, key)
