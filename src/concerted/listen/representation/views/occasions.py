"""Who is in the room, in the workspace: all occasions, one of them, and what people are asked on it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.representation.forms.occasions import OccasionForm
from concerted.listen.representation.models import Occasion, Place
from concerted.listen.representation.operations import occasions as operations
from concerted.listen.representation.queries.outreach import asks_on
from concerted.listen.representation.queries.pages import (
    all_questions,
    ask_cards,
    occasion_cards,
)
from concerted.listen.representation.queries.readings import who_took_part
from concerted.listen.representation.queries.subjects import editable_row, subject_of
from concerted.listen.representation.views.asks import VERBS
from concerted.listen.representation.views.gate import visible_occasion
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import joined, organized


@require_GET
def occasions(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    cards, unasked = occasion_cards(owner, request.user, page_language())
    context = {
        "organization": owner,
        "cards": cards,
        "unasked": unasked,
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "representation/occasions.html", context)


@require_GET
def who(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    occasion = visible_occasion(request, organization, pk)
    subject = subject_of(occasion, page_language())
    if subject is None:
        raise Http404
    owner = occasion.organization
    asks = asks_on(occasion, request.user)
    mine = Occasion.objects.visible_to(request.user)
    context = {
        "organization": owner,
        "subject": subject,
        "occasion": occasion,
        "who": who_took_part(occasion, page_language()),
        "asks": ask_cards(asks, owner, request.user, page_language(), VERBS),
        "can_edit": can_organize(owner, request.user),
        "can_enter": mine.entered_by(request.user).filter(pk=occasion.pk).exists(),
    }
    return render(request, "representation/who.html", context)


@require_http_methods(["GET", "POST"])
def ask_about_people(
    request: HttpRequest, organization: str, kind: str, subject: uuid.UUID
) -> HttpResponse:
    """What people are asked about themselves on an occasion of another room, by that room's gate."""
    owner = organized(request, organization)
    row = editable_row(kind, subject, request.user)
    if row is None or row.organization_id != owner.pk:
        raise Http404
    mine = Occasion.objects.visible_to(request.user).with_everything()
    occasion = mine.filter(kind=kind, subject_id=subject).first()
    questions = all_questions(owner, page_language())
    places = Place.objects.visible_to(request.user).filter(organization=owner)
    form = OccasionForm(
        request.POST or None, questions=questions, places=places, initial=_initial(occasion)
    )
    if form.done(operations.ask_about_people, subject=row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("representation:who", owner.slug, form.result.pk)
    context = {"organization": owner, "row": row, "occasion": occasion, "form": form}
    return form_page(request, "representation/ask_about_people.html", context)


def _initial(occasion: Occasion | None) -> dict[str, object]:
    if occasion is None:
        return {"is_asking": True, "is_public": True}
    return {
        "dimensions": [one.key for one in occasion.dimensions.all()],
        "place": occasion.place,
        "is_asking": occasion.is_asking,
        "is_public": occasion.is_public,
    }
