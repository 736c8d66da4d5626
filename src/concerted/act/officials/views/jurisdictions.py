"""A place or body that decides, with its posts: for everybody, and for those who keep it."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from concerted.act.officials.models import Jurisdiction, Post
from concerted.act.officials.queries.jurisdictions import empty_districts, posts_of, shown
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import joined
from concerted.organizations.zones import today_in

PAGE = 60


@require_GET
def public_jurisdiction(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    found = get_object_or_404(Jurisdiction.objects.public().known_to(owner), pk=pk)
    return _page(request, owner, found, editable=None)


@require_GET
def jurisdiction(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner = joined(request, organization)
    known = Jurisdiction.objects.visible_to(request.user).known_to(owner)
    found = get_object_or_404(known, pk=pk)
    mine = Post.objects.editable_by(request.user).filter(jurisdiction=found)
    return _page(request, owner, found, editable=set(mine.values_list("pk", flat=True)))


def _page(
    request: HttpRequest,
    owner: Organization,
    found: Jurisdiction,
    *,
    editable: set[uuid.UUID] | None,
) -> HttpResponse:
    """``editable`` are the posts that the reader may change; none where the page is everybody's, which asks for no one's name."""
    is_public = editable is None
    posts = posts_of(found, owner, day=today_in(owner), is_public=is_public)
    page = Paginator(posts, PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": owner,
        "jurisdiction": found,
        "page": page,
        "empty_districts": empty_districts(found, owner, day=today_in(owner)),
        "posts": shown(page.object_list, is_public=is_public),
        "editable": editable or set(),
        "is_public": is_public,
    }
    return render(request, "officials/jurisdiction.html", context)
