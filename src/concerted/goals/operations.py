from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug


@transaction.atomic
def add_goal(
    *,
    organization: Organization,
    title: str,
    summary: str = "",
    language: str = "",
    by: Viewer | None,
) -> Goal:
    """A new goal, as a draft. The same title again gives the goal that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.goals.filter(title=title).first()
    if same is not None:
        return same
    goal = organization.goals.create(
        title=title,
        summary=summary,
        slug=free_slug(organization.goals.all(), title, otherwise="goal"),
        language=language or organization.language,
    )
    note(verb="added", subject=goal, by=by, after={"title": title, "summary": summary})
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, title: str, summary: str, language: str, by: Viewer | None) -> Goal:
    """Change the words of a goal. Its address stays, so that links keep working."""
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    before, after = change(goal, title=title, summary=summary, language=language)
    if after:
        note(verb="edited", subject=goal, by=by, before=before, after=after)
    return goal


def publish_goal(*, goal: Goal, by: Viewer | None) -> Goal:
    """Show a goal to everybody."""
    return publish(record=goal, by=by)


def close_goal(*, goal: Goal, by: Viewer | None) -> Goal:
    """End the work on a published goal. Its page stays, with all that was done."""
    words = _("This goal is still a draft. Publish it first.")
    return close(record=goal, if_draft=words, by=by)


def reopen_goal(*, goal: Goal, by: Viewer | None) -> Goal:
    """Take up the work on a closed goal again."""
    return reopen(record=goal, by=by)
