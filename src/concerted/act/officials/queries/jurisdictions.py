"""Who is in charge of one place or body: its posts, who holds them, and which seats are empty."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from concerted.act.officials.models import Division, Jurisdiction, Post, Shape, Tenure
from concerted.act.officials.queries.representing import ELECTED
from concerted.act.officials.reading.divisions import SEAT_LETTERS
from concerted.act.officials.reading.states import state_of
from concerted.organizations.models import Organization

LEGISLATORS = frozenset({"rep", "sen", "lower", "upper", "legislature"})


@dataclass(frozen=True)
class PostShown:
    post: Post
    holders: tuple[Tenure, ...]
    empty: int


def posts_of(
    jurisdiction: Jurisdiction,
    organization: Organization,
    *,
    day: datetime.date,
    is_public: bool = False,
) -> QuerySet[Post]:
    """The posts of a jurisdiction with who holds them on ``day``, by body; where ``is_public``, those that everybody may see."""
    rows = Post.objects.known_to(organization).filter(jurisdiction=jurisdiction)
    held = Tenure.objects.held_on(day).select_related("official")
    shown = rows.public() if is_public else rows
    return shown.order_by("body", "title", "district", "pk").prefetch_related(
        Prefetch("tenures", held)
    )


def shown(posts: Iterable[Post], *, is_public: bool = False) -> list[PostShown]:
    """Each post with its holders. One whom an organization keeps to itself is not shown, and their seat is not called empty."""
    found = []
    for post in posts:
        held = list(post.tenures.all())
        holders = tuple(one for one in held if not is_public or _is_shown(one))
        found.append(PostShown(post, holders, max(post.seats - len(held), 0)))
    return [one for one in found if one.holders or one.empty]


def empty_districts(
    jurisdiction: Jurisdiction, organization: Organization, *, day: datetime.date
) -> list[str]:
    """Districts on the map of ``day`` for which a legislature has no member, and of which no source tells a post."""
    posts = Post.objects.known_to(organization).filter(jurisdiction=jurisdiction)
    told = posts.filter(division__kind__in=ELECTED, role__in=LEGISLATORS)
    taken = set(told.values_list("division__kind", "division__key", "division__ocd_id"))
    layers = {(kind, state_of(ocd_id)) for kind, _key, ocd_id in taken}
    keys = {key for _kind, key, _ocd_id in taken}
    # Where members sit for 1A and 1B, somebody sits for district 1.
    keys |= {key[:-1] for key in keys if key[-1] in SEAT_LETTERS}
    drawn = Division.objects.filter(
        kind__in={kind for kind, _state in layers}, shapes__in=Shape.objects.valid_on(day)
    )
    rows = drawn.exclude(key__in=keys).distinct().order_by("name", "ocd_id")
    return [str(one) for one in rows if (one.kind, state_of(one.ocd_id)) in layers]


def _is_shown(tenure: Tenure) -> bool:
    return tenure.official.is_public or tenure.official.organization_id is None
