"""What everybody reads: what was learned together, and what is done differently since."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from concerted.base.languages import page_language
from concerted.measure.reviews.models import Review
from concerted.measure.reviews.queries.pages import goal_reviews, review_page
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of


@require_GET
def public_reviews(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    rows = goal_reviews(owner, None, page_language())
    context = {"organization": owner, "rows": [one for one in rows if one.reviews or one.due]}
    return render(request, "reviews/public_reviews.html", context)


@require_GET
def page(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = one_of(Review.objects.public().with_everything(), organization, number=number)
    context = {
        "organization": found.organization,
        "page": review_page(found, None, page_language()),
    }
    return render(request, "reviews/page.html", context)
