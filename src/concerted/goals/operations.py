from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
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
    _note("added", goal, by, after={"title": title, "summary": summary})
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, title: str, summary: str, language: str, by: Viewer | None) -> Goal:
    """Change the words of a goal. Its address stays, so that links keep working."""
    goal = _locked(goal)
    wanted = {"title": title, "summary": summary, "language": language}
    before = {name: getattr(goal, name) for name in wanted}
    if before == wanted:
        return goal
    goal.title, goal.summary, goal.language = title, summary, language
    goal.save(update_fields=list(wanted))
    _note("edited", goal, by, before=before, after=wanted)
    return goal


@transaction.atomic
def publish_goal(*, goal: Goal, by: Viewer | None) -> Goal:
    """Show a goal to everybody."""
    goal = _locked(goal)
    if goal.is_draft:
        goal.published_at = timezone.now()
        goal.save(update_fields=["published_at"])
        _note("published", goal, by)
    return goal


@transaction.atomic
def close_goal(*, goal: Goal, by: Viewer | None) -> Goal:
    """End the work on a published goal. Its page stays, with all that was done."""
    goal = _locked(goal)
    if goal.is_draft:
        raise Refused(_("This goal is still a draft. Publish it first."))
    if not goal.is_closed:
        goal.closed_at = timezone.now()
        goal.save(update_fields=["closed_at"])
        _note("closed", goal, by)
    return goal


@transaction.atomic
def reopen_goal(*, goal: Goal, by: Viewer | None) -> Goal:
    """Take up the work on a closed goal again."""
    goal = _locked(goal)
    if goal.is_closed:
        goal.closed_at = None
        goal.save(update_fields=["closed_at"])
        _note("reopened", goal, by)
    return goal


def _locked(goal: Goal) -> Goal:
    return (
        Goal.objects.select_for_update(of=("self",)).select_related("organization").get(pk=goal.pk)
    )


def _note(
    verb: str,
    goal: Goal,
    by: Viewer | None,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    note(
        verb=verb,
        subject=goal,
        organization_id=goal.organization_id,
        by=by,
        before=before,
        after=after,
    )
