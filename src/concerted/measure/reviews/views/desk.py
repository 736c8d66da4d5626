"""The workspace of reviews: which are due, one review, and the steps to its publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals.models import Goal
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.queries.subjects import subjects_of
from concerted.measure.reviews.forms.reviews import (
    AddendumForm,
    ReviewForm,
    RhythmForm,
    RoomForm,
)
from concerted.measure.reviews.models import Review, Rhythm
from concerted.measure.reviews.operations import reviews as operations
from concerted.measure.reviews.operations import rhythms
from concerted.measure.reviews.queries.due import USUAL_MONTHS
from concerted.measure.reviews.queries.pages import goal_reviews, review_page
from concerted.measure.reviews.views.gate import (
    about,
    address,
    editable_goal,
    editable_review,
    visible_review,
)
from concerted.organizations.models import Subject
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import shared
from concerted.organizations.views.translating import translation_page
from concerted.pool.workplan.models import Meeting


@require_GET
def reviews(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, Subject.FIGURES)
    context = {
        "organization": owner,
        "rows": goal_reviews(owner, request.user, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "reviews/reviews.html", context)


@require_GET
def review(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = visible_review(request, organization, number)
    can_edit = can_organize(found.organization, request.user)
    context = {
        "organization": found.organization,
        "page": review_page(found, request.user, page_language()),
        "can_edit": can_edit,
        "translations": [
            (state, address("translate_review", found.organization, number, state.language))
            for state in (translation_states(found) if can_edit else ())
        ],
    }
    return render(request, "reviews/review.html", context)


@require_http_methods(["GET", "POST"])
def begin_review(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    goal = editable_goal(request, organization, slug)
    owner = goal.organization
    initial = {"language": owner.language, "held_on": timezone.localdate()}
    form = ReviewForm(request.POST or None, initial=initial)
    if form.done(operations.begin_review, goal=goal, by=request.user):
        messages.success(request, _("Saved as a draft. Next: who was in the room?"))
        return redirect(address("review", owner, form.result.number))
    return _goal_form(request, goal, form, _("Begin a review"))


@require_http_methods(["GET", "POST"])
def change_review(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_review(request, organization, number)
    form = ReviewForm(request.POST or None, instance=found)
    if form.done(operations.change_review, review=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("review", found.organization, number))
    context = about(
        found,
        form=form,
        title=_("Write what the data said"),
        lead=_("The figures stand there by themselves. Say what they mean to you."),
    )
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def record_room(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_review(request, organization, number)
    form = _room_form(request, found)
    if form.done(operations.record_room, review=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("review", found.organization, number))
    context = about(
        found,
        form=form,
        title=_("Who was in the room"),
        lead=_("How many of which role. Never a name."),
    )
    return form_page(request, "base/form.html", context)


def _room_form(request: HttpRequest, found: Review) -> RoomForm:
    """With the meetings that were held, and the occasions on which people told who they are."""
    owner = found.organization
    meetings = Meeting.objects.visible_to(request.user).filter(organization=owner).held()
    rows = Occasion.objects.visible_to(request.user).filter(organization=owner)
    occasions = list(rows.with_everything())
    titles = subjects_of(occasions, page_language())
    counts = {one.seat: one.count for one in found.presences.all()}
    return RoomForm(
        request.POST or None,
        instance=found,
        initial={**counts, "occasion": str(found.occasion_id or "")},
        meetings=meetings,
        occasions=[(one, titles[one.pk].title) for one in occasions if one.pk in titles],
    )


@require_POST
def publish_review(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_review(request, organization, number)
    operations.publish_review(review=found, by=request.user)
    messages.success(request, _("Everybody can read it now, and those whom it concerns are told."))
    return redirect(address("review", found.organization, number))


@require_http_methods(["GET", "POST"])
def discard_review(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_review(request, organization, number)
    if request.method == "POST":
        operations.discard_review(review=found, by=request.user)
        messages.success(request, _("The draft is gone."))
        return redirect(address("reviews", found.organization))
    context = {
        "organization": found.organization,
        "title": _("Throw this draft away?"),
        "text": _("Its words and counts are gone then."),
        "label": _("Throw the draft away"),
        "is_harmful": True,
        "back_url": address("review", found.organization, number),
    }
    return render(request, "base/confirm.html", context)


@require_http_methods(["GET", "POST"])
def add_addendum(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    found = editable_review(request, organization, number)
    form = AddendumForm(request.POST or None, initial={"language": found.language})
    if form.done(operations.add_addendum, review=found, by=request.user):
        messages.success(request, _("Added. What was published stays as it was."))
        return redirect(address("review", found.organization, number))
    context = about(
        found,
        form=form,
        title=_("Add or correct something"),
        lead=_("What was published stays as it was. This stands below it, with its day."),
    )
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def set_rhythm(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    goal = editable_goal(request, organization, slug)
    known = Rhythm.objects.editable_by(request.user).filter(goal=goal).first()
    initial = {"months": known.months if known else USUAL_MONTHS}
    form = RhythmForm(request.POST or None, initial=initial)
    if form.done(rhythms.set_rhythm, goal=goal, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("reviews", goal.organization))
    return _goal_form(request, goal, form, _("How often?"))


@require_http_methods(["GET", "POST"])
def translate_review(
    request: HttpRequest, organization: str, number: int, language: str
) -> HttpResponse:
    found = editable_review(request, organization, number)
    back = address("review", found.organization, number)
    return translation_page(
        request, found, language, back_url=back, template="reviews/translate_review.html"
    )


def _goal_form(request: HttpRequest, goal: Goal, form: Any, title: str) -> HttpResponse:
    context = {
        "organization": goal.organization,
        "text": goal.in_language(page_language()),
        "form": form,
        "title": title,
        "back_url": address("reviews", goal.organization),
    }
    return form_page(request, "base/form.html", context)
