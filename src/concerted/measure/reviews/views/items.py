"""What is kept, changed or stopped, and the steps that follow from it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.measure.reviews.forms.items import AdaptForm, ItemForm, TaskForm
from concerted.measure.reviews.models import Item
from concerted.measure.reviews.operations import items as operations
from concerted.measure.reviews.views.gate import (
    about,
    address,
    editable_item,
    editable_review,
)
from concerted.organizations.views.translating import translation_page
from concerted.pool.workplan.models import Activity
from concerted.pool.workplan.queries.partners import partners_of


def _place(item: Item) -> str:
    """The item on the page of its review."""
    return f"{address('review', item.organization, item.review.number)}#item-{item.pk}"


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, organization: str, number: int) -> HttpResponse:
    review = editable_review(request, organization, number)
    form = ItemForm(request.POST or None)
    if form.done(operations.add_item, review=review, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_place(form.result))
    title, lead = _("What do you keep, change or stop?"), _("One thing at a time.")
    return form_page(request, "base/form.html", about(review, form=form, title=title, lead=lead))


@require_POST
def remove_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    found = editable_item(request, organization, number, pk)
    operations.remove_item(item=found, by=request.user)
    messages.success(request, _("Taken away."))
    return redirect(address("review", found.organization, number))


@require_http_methods(["GET", "POST"])
def adapt_by_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    found = editable_item(request, organization, number, pk)
    rows = Activity.objects.editable_by(request.user).filter(goal=found.review.goal)
    initial = {"state": "dropped"} if found.kind == "stop" else {}
    form = AdaptForm(request.POST or None, initial=initial, activities=rows.live())
    if form.done(operations.adapt_by_item, item=found, by=request.user):
        messages.success(
            request, _("The activity is changed. Its partners are told when you publish.")
        )
        return redirect(_place(found))
    return _item_form(request, found, form, _("Change an activity"))


@require_http_methods(["GET", "POST"])
def make_task_of_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    found = editable_item(request, organization, number, pk)
    partners = partners_of(found.organization)
    form = TaskForm(request.POST or None, initial={"title": found.words[:200]}, partners=partners)
    if form.done(operations.make_task_of_item, item=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_place(found))
    return _item_form(request, found, form, _("Make it a task"))


def _item_form(request: HttpRequest, found: Item, form: Any, title: str) -> HttpResponse:
    """A step that follows from an item, whose words stand above the form."""
    words = {"lead": found.words, "lead_language": found.language}
    context = about(found.review, form=form, title=title, **words)
    return form_page(request, "base/form.html", context)


@require_POST
def propose_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    found = editable_item(request, organization, number, pk)
    operations.propose_item(item=found, by=request.user)
    messages.success(request, _("A draft of a proposal is made. Open it to let people decide."))
    return redirect(_place(found))


@require_http_methods(["GET", "POST"])
def translate_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID, language: str
) -> HttpResponse:
    found = editable_item(request, organization, number, pk)
    return translation_page(request, found, language, back_url=_place(found))
