"""A review and the list of reviews as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from concerted.analysis.privacy.groups import LEAST
from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.goals.models import Goal
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.queries.subjects import subjects_of
from concerted.measure.reviews.models import (
    OF_THE_COMMUNITY,
    Addendum,
    Item,
    Presence,
    Review,
    Rhythm,
    Seat,
)
from concerted.measure.reviews.queries.due import USUAL_MONTHS, Due, due_reviews
from concerted.measure.reviews.queries.figures import KeptFigure, kept_figures, released_figures
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions
from concerted.organizations.zones import today_in

Reader = Viewer | None
"""Who reads; ``None`` on a public page."""


@dataclass(frozen=True)
class Present:
    """A role, and how many of it were in the room, in words."""

    label: str
    told: str
    is_community: bool


@dataclass(frozen=True)
class ItemRow:
    item: Item
    text: Rendition
    url: str = ""
    """Where what it led to can be read, by who reads."""
    led_to: str = ""

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Into which its words can be translated: codes, and what speakers call them."""
        return [
            (one, own_name(one))
            for one in self.item.review.organization.page_languages
            if one != self.item.language
        ]


@dataclass(frozen=True)
class Section:
    """What is kept, changed or stopped."""

    kind: str
    label: str
    rows: Sequence[ItemRow]


@dataclass(frozen=True)
class AddendumRow:
    addendum: Addendum
    text: Rendition


@dataclass(frozen=True)
class ReviewPage:
    review: Review
    goal: Rendition
    text: Rendition
    figures: Sequence[KeptFigure]
    vetoes: Sequence[str]
    """What a community asked not to show of the figures."""
    room: Sequence[Present]
    sections: Sequence[Section]
    addenda: Sequence[AddendumRow]
    meeting_url: str
    occasion_url: str

    @property
    def has_community(self) -> bool:
        return any(one.is_community for one in self.room)


def review_page(review: Review, reader: Reader, language: str) -> ReviewPage:
    """A review that has passed a gate, whole. A draft shows the figures released by today."""
    figures = review.figures if not review.is_draft else released_figures(review.goal)
    kept = kept_figures(review.organization, figures, language)
    rows = list(Addendum.objects.filter(review=review))
    texts = renditions(rows, language)
    return ReviewPage(
        review=review,
        goal=review.goal.in_language(language),
        text=review.in_language(language),
        figures=kept.shown,
        vetoes=kept.vetoes,
        room=_room(review, reader),
        sections=_sections(review, reader, language),
        addenda=[AddendumRow(one, texts[one.pk]) for one in rows],
        meeting_url=review.meeting.get_absolute_url() if review.meeting and reader else "",
        occasion_url=_occasion_url(review.occasion, reader, language),
    )


def _room(review: Review, reader: Reader) -> list[Present]:
    """Counts by role; on a public page a handful is told as such, so that it points at nobody."""
    order = list(Seat.values)
    rows = sorted(Presence.objects.filter(review=review), key=lambda one: order.index(one.seat))
    return [
        Present(
            label=one.get_seat_display(),
            told=_("fewer than %(least)d") % {"least": LEAST}
            if reader is None and one.count < LEAST
            else number_format(one.count),
            is_community=one.seat in OF_THE_COMMUNITY,
        )
        for one in rows
    ]


def _sections(review: Review, reader: Reader, language: str) -> list[Section]:
    rows = list(Item.objects.filter(review=review).with_everything())
    for one in rows:
        one.review = review
    texts = renditions(rows, language)
    labels = {
        "keep": pgettext("review", "What we keep"),
        "change": _("What we change"),
        "stop": _("What we stop"),
    }
    return [
        Section(
            kind,
            label,
            [_item_row(one, texts[one.pk], reader) for one in rows if one.kind == kind],
        )
        for kind, label in labels.items()
    ]


def _item_row(item: Item, text: Rendition, reader: Reader) -> ItemRow:
    """What an item led to, with the way there; a public page names nothing that is not public."""
    slug = item.review.organization.slug
    if item.adaptation is not None:
        if reader is None:
            return ItemRow(item, text, led_to=_("The workplan is changed for it."))
        activity = item.adaptation.activity
        words = _("An activity is changed: %(title)s") % {"title": activity.title}
        return ItemRow(item, text, reverse("workplan:activity", args=[slug, activity.pk]), words)
    if item.task is not None:
        if reader is None:
            return ItemRow(item, text, led_to=_("Somebody has taken it on."))
        words = _("A task: %(title)s") % {"title": item.task.title}
        return ItemRow(item, text, reverse("workplan:tasks", args=[slug]), words)
    return _proposed(item, text, reader)


def _proposed(item: Item, text: Rendition, reader: Reader) -> ItemRow:
    proposal = item.proposal
    if proposal is None or (reader is None and (proposal.is_draft or not proposal.is_public)):
        return ItemRow(item, text)
    words = _("A proposal to decide on: %(title)s") % {"title": proposal.title}
    name = "proposals:page" if reader is None else "proposals:proposal"
    return ItemRow(
        item, text, reverse(name, args=[proposal.organization.slug, proposal.slug]), words
    )


def _occasion_url(occasion: Occasion | None, reader: Reader, language: str) -> str:
    """Where it is told who was there, where everybody may read it; else the page of the team."""
    if occasion is None:
        return ""
    subject = subjects_of([occasion], language).get(occasion.pk)
    if subject is None:
        return ""
    if reader is not None:
        return subject.desk_url
    return occasion.get_absolute_url() if occasion.is_public and subject.is_public else ""


@dataclass(frozen=True)
class GoalReviews:
    """A goal, when it is to be looked at, and the reviews there are."""

    goal: Goal
    text: Rendition
    due: Due | None
    is_overdue: bool
    months: int
    reviews: Sequence[Review]


def goal_reviews(organization: Organization, reader: Reader, language: str) -> list[GoalReviews]:
    """The goals of an organization with their reviews, in a fixed number of queries."""
    goals = Goal.objects.public() if reader is None else Goal.objects.visible_to(reader)
    reviews = Review.objects.public() if reader is None else Review.objects.visible_to(reader)
    published = Goal.objects.public().filter(organization=organization)
    rows = published if reader is None else (goals.filter(organization=organization) | published)
    found = list(rows.select_related("organization").distinct())
    return _goal_rows(found, list(reviews.filter(goal__in=found)), language)


def _goal_rows(
    goals: Sequence[Goal], reviews: Sequence[Review], language: str
) -> list[GoalReviews]:
    texts, due = renditions(goals, language), due_reviews(goals)
    months = dict(Rhythm.objects.filter(goal__in=goals).values_list("goal_id", "months"))
    return [
        GoalReviews(
            goal=goal,
            text=texts[goal.pk],
            due=due.get(goal.pk),
            is_overdue=goal.pk in due and due[goal.pk].is_overdue(today_in(goal.organization)),
            months=months.get(goal.pk, USUAL_MONTHS),
            reviews=[one for one in reviews if one.goal_id == goal.pk],
        )
        for goal in goals
    ]
