"""Who could reach people whose voice is missing: by numbers, never by names."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.gates import Viewer
from concerted.listen.representation.models import Occasion, OutreachAsk, Subgroup
from concerted.listen.representation.queries.protecting import FLOOR
from concerted.organizations.models import Membership, Organization
from concerted.people.models import Person, Segment
from concerted.people.queries.segments import SegmentQuery, people_in, sentence

LANGUAGES = {
    "english": "en",
    "spanish": "es",
    "haitian_creole": "ht",
    "portuguese": "pt",
    "chinese": "zh-hans",
    "vietnamese": "vi",
    "arabic": "ar",
}
"""The codes in which segments ask for the languages of the catalogue."""
SEGMENTS_COUNTED = 25


@dataclass(frozen=True)
class Reacher:
    pk: uuid.UUID
    name: str
    words: str


@dataclass(frozen=True)
class Reachers:
    """``likely`` are segments that speak of the subgroup itself."""

    partners: tuple[Reacher, ...]
    segments: tuple[Reacher, ...]
    speakers: str = ""
    """How many in one's own list speak the language that is missing."""

    @property
    def is_empty(self) -> bool:
        return not self.partners and not self.segments


def reachers(
    organization: Organization, subgroup: Subgroup, name: str, viewer: Viewer
) -> Reachers:
    """Partners and segments that could reach ``subgroup``; those that speak of it come first."""
    return Reachers(
        partners=tuple(_partners(organization)),
        segments=tuple(_segments(organization, subgroup, name, viewer)),
        speakers=_speakers(organization, subgroup, viewer),
    )


def partners_of(organization: Organization) -> list[Organization]:
    """Members of the coalition; for a member, the coalitions it belongs to and those who are in them with it."""
    own = Membership.objects.public().filter(member=organization).values("organization_id")
    fellows = Membership.objects.public().filter(
        Q(organization=organization) | Q(organization__in=own)
    )
    rows = Organization.objects.public().filter(
        Q(pk__in=fellows.values("member_id")) | Q(pk__in=own)
    )
    return list(rows.exclude(pk=organization.pk))


def _partners(organization: Organization) -> list[Reacher]:
    return [
        Reacher(one.pk, one.name, f"{one.name}: {one.about}" if one.about else one.name)
        for one in partners_of(organization)
    ]


def _segments(
    organization: Organization, subgroup: Subgroup, name: str, viewer: Viewer
) -> list[Reacher]:
    found = []
    people = Person.objects.visible_to(viewer).current().filter(organization=organization)
    mine = Segment.objects.visible_to(viewer).filter(organization=organization)
    for one in mine[:SEGMENTS_COUNTED]:
        query = SegmentQuery.from_json(one.query)
        count = people_in(query, organization=organization, people=people).count()
        words = _("%(name)s: %(people)s") % {"name": one.name, "people": _counted(count)}
        about = sentence(query, organization=organization)
        likely = _speaks_of(query, one.name, subgroup, name)
        found.append((not likely, one.name, Reacher(one.pk, one.name, f"{words}. {about}")))
    return [one for _rank, _name, one in sorted(found, key=lambda entry: entry[:2])]


def _speaks_of(query: SegmentQuery, title: str, subgroup: Subgroup, name: str) -> bool:
    code = LANGUAGES.get(subgroup.key)
    return (code is not None and code in query.languages) or name.casefold() in title.casefold()


def _speakers(organization: Organization, subgroup: Subgroup, viewer: Viewer) -> str:
    code = LANGUAGES.get(subgroup.key)
    people = Person.objects.visible_to(viewer).current().filter(organization=organization)
    if code is None:
        return ""
    count = people_in(
        SegmentQuery(languages=(code,)), organization=organization, people=people
    ).count()
    return _counted(count) if count else ""


def _counted(count: int) -> str:
    """How many, and nothing exact of few."""
    if 0 < count < FLOOR:
        return _("fewer than %(floor)d people") % {"floor": FLOOR}
    words = ngettext("%(count)s person", "%(count)s people", count)
    return words % {"count": number_format(count, force_grouping=True)}


def asks_of(organization: Organization, viewer: Viewer) -> list[OutreachAsk]:
    """What this organization asked, and what it was asked, the newest first."""
    rows = OutreachAsk.objects.visible_to(viewer).with_everything()
    return list(rows.filter(Q(organization=organization) | Q(partner=organization)))


def asks_on(occasion: Occasion, viewer: Viewer) -> Sequence[OutreachAsk]:
    rows = OutreachAsk.objects.visible_to(viewer).with_everything()
    return list(rows.filter(occasion=occasion))
