"""What partners need and get, counted. Without a viewer: only sums of groups of partners are shown."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping

from concerted.organizations.models import Organization
from concerted.pool.offers.models import Need


def needs_by_partner(organization: Organization) -> Mapping[uuid.UUID, int]:
    """Needs that were made public, of partners that need it themselves."""
    rows = Need.objects.filter(organization=organization, published_at__isnull=False)
    return Counter(rows.filter(partner__isnull=False).values_list("partner", flat=True))


def met_by_partner(organization: Organization) -> Mapping[uuid.UUID, int]:
    """Those of them of which all was received."""
    rows = Need.objects.filter(organization=organization, met_at__isnull=False)
    return Counter(rows.filter(partner__isnull=False).values_list("partner", flat=True))
