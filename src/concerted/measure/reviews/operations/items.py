"""What is kept, changed or stopped, and what follows from it in the workplan and in decisions."""

from __future__ import annotations

from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.decide.proposals.models import Proposal
from concerted.decide.proposals.operations.proposals import add_proposal
from concerted.measure.reviews.models import Item, Review
from concerted.measure.reviews.operations.reviews import draft
from concerted.pool.workplan.models import Activity
from concerted.pool.workplan.operations.activities import ActivityValues, adapt_activity
from concerted.pool.workplan.operations.tasks import TaskValues, add_task

MOST_ITEMS = 30


@transaction.atomic
def add_item(*, review: Review, kind: str, words: str, by: Viewer | None) -> Item:
    """Something that is kept, changed or stopped. The same words again give the one there is."""
    review = draft(review=review)
    same = review.items.filter(kind=kind, words=words).first()
    if same is not None:
        return same
    if review.items.count() >= MOST_ITEMS:
        raise Refused(_("So many changes nobody can keep in mind. Please say the most important."))
    item = review.items.create(
        organization_id=review.organization_id, kind=kind, words=words, language=review.language
    )
    note(verb="added", subject=item, by=by, after={"kind": kind, "words": words})
    return item


@transaction.atomic
def remove_item(*, item: Item, by: Viewer | None) -> None:
    """Take one away again; what has led to something stays."""
    if not Item.objects.filter(pk=item.pk).exists():
        return
    item = _locked(item)
    if item.has_led_to_something:
        raise Refused(_("It has changed something already. It stays, because it says why."))
    note(verb="removed", subject=item, by=by, before={"words": item.words})
    item.delete()


@transaction.atomic
def adapt_by_item(
    *, item: Item, activity: Activity, by: Viewer | None, **values: Unpack[ActivityValues]
) -> Item:
    """Change an activity of the workplan for the reason the item gives. Asked twice, changed once."""
    item = _free(item)
    if item.adaptation_id is not None:
        return item
    if activity.organization_id != item.organization_id:
        raise Refused(_("This activity is in another workplan."), field="activity")
    adaptation = adapt_activity(activity=activity, reason=item.words, by=by, **values)
    if adaptation is None:
        raise Refused(_("Nothing would be different. What do you change?"), field="state")
    change(item, adaptation=adaptation)
    note(verb="edited", subject=item, by=by, after={"activity": activity.title})
    return item


@transaction.atomic
def make_task_of_item(*, item: Item, by: Viewer | None, **values: Unpack[TaskValues]) -> Item:
    """Give somebody the work that follows from an item. Asked twice, the one there is."""
    item = _free(item)
    if item.task_id is not None:
        return item
    task = add_task(organization=item.review.organization, by=by, **values)
    if Item.objects.filter(task=task).exists():
        raise Refused(_("Another point of a review has led to this task."), field="title")
    change(item, task=task)
    note(verb="edited", subject=item, by=by, after={"task": task.title})
    return item


@transaction.atomic
def propose_item(*, item: Item, by: Viewer | None) -> Proposal:
    """A draft of a proposal in the words of an item, for all to decide on. Asked twice, the one there is."""
    item = _free(item)
    if item.proposal is not None:
        return item.proposal
    proposal = add_proposal(
        organization=item.review.organization,
        title=item.words[:160],
        summary=item.words,
        language=item.language,
        goal=item.review.goal,
        by=by,
    )
    change(item, proposal=proposal)
    note(verb="edited", subject=item, by=by, after={"proposal": proposal.title})
    return proposal


def _free(item: Item) -> Item:
    """The item of a draft, from which something may follow: what is kept changes nothing."""
    item = _locked(item)
    if item.is_kept:
        raise Refused(_("What you keep changes nothing."))
    return item


def _locked(item: Item) -> Item:
    item = Item.objects.select_related("proposal").get(pk=item.pk)
    item.review = draft(review=item.review)
    return item
