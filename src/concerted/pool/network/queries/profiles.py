"""What partners say of themselves, as the network draws them and as participation groups them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from concerted.base.languages import own_name
from concerted.organizations.models import Membership, Organization
from concerted.pool.partners.models import Profile, Sector


@dataclass(frozen=True, eq=False)
class Dimension:
    """One way to group partners: names of groups, and which partner (row) belongs to which (column)."""

    title: str
    names: Sequence[str]
    belongs: NDArray[np.bool_]


def profiles_of(organization: Organization) -> dict[uuid.UUID, dict[str, list[str]]]:
    """By partner its sectors, places and languages, as a wave keeps them; sectors and languages as codes."""
    members = Membership.objects.filter(organization=organization).values("member")
    return {
        one.organization_id: {
            "sectors": [one.sector],
            "places": list(one.places),
            "languages": list(one.languages),
        }
        for one in Profile.objects.filter(organization__in=members)
    }


def named(kind: str, name: str) -> str:
    """A sector or language by its code, a place by its name, as people read it."""
    if kind == "sectors" and name in Sector:
        return str(Sector(name).label)
    if kind == "languages":
        try:
            return own_name(name)
        except KeyError:
            return name
    return name


def dimensions_of(organization: Organization) -> tuple[list[Dimension], list[uuid.UUID]]:
    """The ways to group the partners of a coalition, and the partners in the order of the rows."""
    members = Membership.objects.filter(organization=organization).order_by("member__name")
    partners = list(members.values_list("member", flat=True))
    profiles = {
        one.organization_id: one for one in Profile.objects.filter(organization__in=partners)
    }

    def dimension(title: str, groups: Callable[[Profile], Sequence[str]]) -> Dimension:
        own = [groups(profiles[one]) if one in profiles else [] for one in partners]
        names = sorted({name for some in own for name in some})
        belongs = [[name in some for name in names] for some in own]
        return Dimension(title, names, np.array(belongs, np.bool_).reshape(len(own), -1))

    return [
        dimension(_("Size"), lambda one: [one.get_size_display()] if one.size else []),
        dimension(_("Sector"), lambda one: [one.get_sector_display()]),
        dimension(_("Place served"), lambda one: one.places),
        dimension(
            _("Language served"), lambda one: [named("languages", code) for code in one.languages]
        ),
    ], partners
