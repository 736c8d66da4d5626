"""What partners say of themselves, as the network and participation group them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from concerted.organizations.models import Membership, Organization


@dataclass(frozen=True, eq=False)
class Dimension:
    """One way to group partners: names of groups, and which partner (row) belongs to which (column)."""

    title: str
    names: Sequence[str]
    belongs: NDArray[np.bool_]


def profiles_of(organization: Organization) -> dict[uuid.UUID, dict[str, Any]]:
    return {}


def dimensions_of(organization: Organization) -> tuple[list[Dimension], list[uuid.UUID]]:
    rows = Membership.objects.filter(organization=organization).order_by("member__name")
    return [], list(rows.values_list("member", flat=True))
