"""Where pages about one review or one of its items begin."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from concerted.base.languages import page_language
from concerted.goals.models import Goal
from concerted.measure.reviews.models import Item, Review
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of


def visible_review(request: HttpRequest, organization: str, number: int) -> Review:
    rows = Review.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, number=number)


def editable_review(request: HttpRequest, organization: str, number: int) -> Review:
    rows = Review.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, number=number)


def editable_item(request: HttpRequest, organization: str, number: int, pk: uuid.UUID) -> Item:
    rows = Item.objects.editable_by(request.user).with_everything()
    rows = rows.select_related("organization", "review__organization", "review__goal")
    return one_of(rows, organization, review__number=number, pk=pk)


def editable_goal(request: HttpRequest, organization: str, slug: str) -> Goal:
    rows = Goal.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, slug=slug)


def address(name: str, organization: Organization, *more: Any) -> str:
    """A page of the reviews of ``organization``."""
    return reverse(f"reviews:{name}", args=[organization.slug, *more])


def about(review: Review, **more: Any) -> dict[str, Any]:
    """What a form about ``review`` names: its goal in the reader's language, and the way back."""
    return {
        "organization": review.organization,
        "text": review.goal.in_language(page_language()),
        "back_url": address("review", review.organization, review.number),
        **more,
    }
