"""To whom a person's letters go: those the organizers chose, or the person's own officials."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from concerted.act.letters.models import Audience, LetterCampaign, LetterTarget
from concerted.act.officials.models import Official, Post
from concerted.act.officials.queries.representing import represented
from concerted.base.errors import Refused
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in

FORMS = ("form", "contact_form", "contact form", "webform")
"""Kinds of contact that are a page with a form to write into."""


@dataclass(frozen=True)
class Addressee:
    """An official or a newspaper as a letter names them."""

    name: str
    title: str = ""
    post: str = ""
    email: str = ""
    form_url: str = ""
    address: str = ""
    official_id: uuid.UUID | None = None
    paper_id: uuid.UUID | None = None
    word_limit: int = 0

    @property
    def is_paper(self) -> bool:
        return self.paper_id is not None

    @property
    def address_lines(self) -> list[str]:
        """As they stand in the window of an envelope."""
        above = [self.name, self.post] if self.post else [self.name]
        return [*above, *(one.strip() for one in re.split(r"[;\n]", self.address) if one.strip())]


def addressees(
    campaign: LetterCampaign, *, place: str = "", paper: LetterTarget | None = None
) -> list[Addressee]:
    """Whoever gets a letter of somebody who lives at ``place``, or who writes to ``paper``.

    The campaign has come through its gate. Raises ``Refused`` where nobody would get it.
    """
    if campaign.is_to_papers:
        return [of_paper(paper)] if paper is not None else []
    if campaign.audience == Audience.OWN:
        return _own(campaign, place)
    rows = _whole(Official.objects.filter(pk__in=campaign.targets.values("official_id")))
    return [of_official(one) for one in rows]


def _own(campaign: LetterCampaign, place: str) -> list[Addressee]:
    point = point_of(place)
    if point is None:
        raise Refused(
            _("Please give the place as two numbers, as in 42.3601, -71.0589."), field="place"
        )
    today = today_in(campaign.organization)
    [found] = represented([point], day=today, organization=campaign.organization)
    sitting = [
        one.tenure.official_id
        for one in found.sitting
        if not campaign.own_posts or one.tenure.post.title in campaign.own_posts
    ]
    if not sitting:
        raise Refused(_("We know nobody in office there. Please check the place."), field="place")
    rows = {one.pk: one for one in _whole(Official.objects.filter(pk__in=sitting))}
    return [of_official(rows[pk]) for pk in dict.fromkeys(sitting)]


def point_of(place: str) -> tuple[float, float] | None:
    """Longitude and latitude of what people paste from a map: "42.3601, -71.0589"."""
    numbers = re.findall(r"[+-]?\d+(?:\.\d+)?", place)
    if len(numbers) != 2:
        return None
    latitude, longitude = (float(one) for one in numbers)
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (longitude, latitude) if is_on_earth else None


def _whole(rows: QuerySet[Official]) -> QuerySet[Official]:
    return rows.with_posts().prefetch_related("offices", "contacts")  # type: ignore[attr-defined, no-any-return]


def of_official(official: Official) -> Addressee:
    offices = list(official.offices.all())
    return Addressee(
        name=official.name,
        title=official.tenure.post.title if official.tenure is not None else "",
        post=official.post,
        email=official.email or next((one.email for one in offices if one.email), ""),
        form_url=next((one.value for one in official.contacts.all() if one.kind in FORMS), ""),
        address=next((one.address for one in offices if one.address), ""),
        official_id=official.pk,
    )


def of_paper(paper: LetterTarget) -> Addressee:
    return Addressee(
        name=paper.name,
        email=paper.email,
        address=paper.address,
        paper_id=paper.pk,
        word_limit=paper.word_limit,
    )


def targets(campaign: LetterCampaign) -> Iterable[LetterTarget]:
    """Whom the organizers chose, with all that a list of them shows."""
    return campaign.targets.select_related("official").prefetch_related(
        "official__tenures__post__jurisdiction", "official__offices"
    )


def post_titles(organization: Organization) -> list[str]:
    """Titles of posts that stand for a district, as "State Senator", known to ``organization``."""
    posts = Post.objects.known_to(organization).exclude(division=None).exclude(title="")
    return list(posts.order_by("title").values_list("title", flat=True).distinct())
