"""Reviews of a goal, one published and one a draft, with a row behind every address."""

from __future__ import annotations

from typing import Any

from concerted.accounts.models import User
from concerted.base.links import sign
from concerted.goals.models import Goal
from concerted.measure.reviews.operations.reviews import add_addendum
from concerted.measure.reviews.queries.links import PURPOSE
from concerted.measure.reviews.tests.factories import make_review, make_whole
from concerted.organizations.models import Organization

OF_PUBLISHED = ("page", "review", "add_addendum")


def reviewed(organization: Organization, goal: Goal, by: User) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room, by its name and by those of its routes that need others."""
    published = make_review(organization, goal)
    add_addendum(review=published, words="The line is open at night.", language="en", by=by)
    draft = make_whole(organization, goal, days=-1)
    values = {
        "organization": organization.slug,
        "slug": goal.slug,
        "number": draft.number,
        "pk": draft.items.get().pk,
        "token": sign([str(by.pk), organization.pk.hex], purpose=PURPOSE),
    }
    told = {f"reviews:{name}": {"number": published.number} for name in OF_PUBLISHED}
    return {"reviews": values, **told}
