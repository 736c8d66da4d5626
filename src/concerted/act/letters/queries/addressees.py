"""To whom a person's letters go: those the organizers chose, or the person's own officials."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from concerted.act.letters.models import Audience, LetterCampaign, LetterTarget
from concerted.act.letters.queries.places import own_officials
from concerted.act.officials.models import Official, Post
from concerted.organizations.models import Organization

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
    campaign: LetterCampaign,
    *,
    place: str = "",
    districts: Sequence[str] = (),
    paper: LetterTarget | None = None,
) -> list[Addressee]:
    """Whoever gets a letter of somebody who lives at ``place``, or who writes to ``paper``; who has left office gets none.

    The campaign has come through its gate. Raises ``Refused`` where nobody would get it, and ``WhichOnes`` where the
    writer has to choose first among ``districts``.
    """
    if campaign.is_to_papers:
        return [of_paper(paper)] if paper is not None else []
    if campaign.audience == Audience.OWN:
        wanted = own_officials(campaign, place, districts)
        rows = {one.pk: one for one in _whole(Official.objects.filter(pk__in=wanted))}
        return [of_official(rows[pk]) for pk in wanted]
    chosen = Official.objects.filter(pk__in=campaign.targets.values("official_id"))
    return [of_official(one) for one in _whole(chosen.current())]


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
