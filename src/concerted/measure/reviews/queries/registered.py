"""What reviews tell the floors below: goals, organizations, and the authors of what neighbors said."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.goals.ledger import Moment, Reader
from concerted.goals.models import Goal
from concerted.goals.states import Finding, Rule, State
from concerted.measure.reviews.models import Item, Kind, Review
from concerted.measure.reviews.queries.due import BEFORE, Due, due_reviews, going_goals
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.showcase import SHOWN
from concerted.organizations.showcase import Item as Shown
from concerted.organizations.translations import Rendition, renditions
from concerted.organizations.zones import today_in

RULES = (
    Rule(
        State.OVERDUE,
        gettext_lazy(
            "The day on which the goal was to be looked at again has passed, and no review was published. Each review "
            "names the next day. Before the first one, the day comes as many months after the path was agreed as the "
            "goal's rhythm says; twelve where nothing else is said."
        ),
    ),
)


def findings(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001 - a day reads the same in every language of the page
) -> Mapping[uuid.UUID, Sequence[Finding]]:
    """Reviews that were not held in time."""
    due = due_reviews(goals)
    return {
        goal.pk: [_overdue(goal, due[goal.pk], reader)]
        for goal in goals
        if goal.pk in due and due[goal.pk].is_overdue(today_in(goal.organization))
    }


def _overdue(goal: Goal, due: Due, reader: Reader) -> Finding:
    told = {"day": date_format(due.on, "DATE_FORMAT")}
    name = "reviews:public_reviews" if reader is None else "reviews:reviews"
    words = _("It was to be looked at together by %(day)s.") % told
    return Finding(State.OVERDUE, words, due.on, reverse(name, args=[goal.organization.slug]))


def goal_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When people looked at a goal together, and what they do differently since. Authors of statements are mailed these."""
    rows = Review.objects.public() if reader is None else Review.objects.visible_to(reader)
    reviews = list(rows.published().filter(goal__in=goals).select_related("organization"))
    items: dict[uuid.UUID, list[Item]] = defaultdict(list)
    for one in Item.objects.filter(review__in=reviews).exclude(kind=Kind.KEEP):
        items[one.review_id].append(one)
    texts = renditions([one for some in items.values() for one in some], language)
    told: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for review in reviews:
        told[review.goal_id].append(_moment(review, items[review.pk], texts))
    return told


def _moment(review: Review, items: Sequence[Item], texts: Mapping[uuid.UUID, Rendition]) -> Moment:
    words = {Kind.CHANGE: _("We change: %(words)s"), Kind.STOP: _("We stop: %(words)s")}
    told = [words[Kind(one.kind)] % {"words": texts[one.pk].words} for one in items]
    at = review.published_at or review.created_at
    title = _("We looked together at what became of it")
    return Moment(at, title, "\n".join(told), review.get_absolute_url())


def showcase(organization: Organization, language: str) -> Sequence[Shown]:
    """The latest published reviews of an organization."""
    rows = Review.objects.public().filter(organization=organization).with_everything()
    reviews = list(rows[:SHOWN])
    goals = renditions({one.goal for one in reviews}, language)
    return [
        Shown(
            title=goals[one.goal_id].title,
            text=_("Looked at on %(day)s") % {"day": date_format(one.held_on, "DATE_FORMAT")},
            url=one.get_absolute_url(),
            language=goals[one.goal_id].language,
        )
        for one in reviews
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """Reviews that are overdue or near, and drafts, for who holds them."""
    if not can_organize(organization, viewer):
        return []
    goals = list(going_goals().filter(organization=organization))
    texts, due = renditions(goals, page_language()), due_reviews(goals)
    cards = [
        _due_card(goal, due[goal.pk], texts[goal.pk].title)
        for goal in goals
        if goal.pk in due and due[goal.pk].on <= today_in(goal.organization) + BEFORE
    ]
    drafts = Review.objects.editable_by(viewer).drafts().filter(organization=organization).count()
    if drafts:
        words = ngettext(
            "review is a draft. Only your team sees it.",
            "reviews are drafts. Only your team sees them.",
            drafts,
        )
        url = reverse("reviews:reviews", args=[organization.slug])
        cards.append(Card(_("Reviews in draft"), words, url, number=str(drafts)))
    return cards


def _due_card(goal: Goal, due: Due, title: str) -> Card:
    day = {"day": date_format(due.on, "DATE_FORMAT")}
    words = _("Time to look at it together: by %(day)s.")
    if due.is_overdue(today_in(goal.organization)):
        words = _("It was to be looked at together by %(day)s.")
    url = reverse("reviews:begin_review", args=[goal.organization.slug, goal.slug])
    return Card(title, words % day, url)
