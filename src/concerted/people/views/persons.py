from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.base.http import form_page
from concerted.organizations.views.gate import organized
from concerted.people import operations
from concerted.people.forms.persons import AddressForm, AnswerForm, PersonForm, TagForm
from concerted.people.models import PostalAddress, Tag
from concerted.people.queries.pages import lines_of, person_page
from concerted.people.views.gate import one_person


@require_safe
def person(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = one_person(request, organization, pk)
    context = {
        "organization": found.organization,
        "person": found,
        "page": person_page(found),
        "tag_form": TagForm(),
        "answer_form": AnswerForm(),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: HttpRequest, organization: str) -> HttpResponse:
    found = organized(request, organization)
    form = PersonForm(request.POST or None)
    if form.done(operations.add_person, organization=found, by=request.user):
        added = form.result
        if added.was_known:
            words = _("%(name)s was in the list already. Please check what you wanted to add.")
            messages.warning(request, words % {"name": added.name})
        return redirect("people:person", organization, added.pk)
    context = {"organization": found, "form": form}
    return form_page(request, "people/person_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_person(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = one_person(request, organization, pk)
    form = PersonForm(request.POST or None, instance=found, initial=lines_of(found))
    if form.done(operations.correct_person, person=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("people:person", organization, pk)
    context = {"organization": found.organization, "person": found, "form": form}
    return form_page(request, "people/person_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_address(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = one_person(request, organization, pk)
    form = AddressForm(request.POST or None)
    if form.done(operations.add_address, person=found, by=request.user):
        return redirect("people:person", organization, pk)
    context = {"organization": found.organization, "person": found, "form": form}
    return form_page(request, "people/address_form.html", context)


@require_POST
def remove_address(
    request: HttpRequest, organization: str, pk: uuid.UUID, address: uuid.UUID
) -> HttpResponse:
    found = one_person(request, organization, pk)
    addresses = PostalAddress.objects.editable_by(request.user).select_related("person")
    operations.remove_address(
        address=get_object_or_404(addresses, person=found, pk=address), by=request.user
    )
    return redirect("people:person", organization, pk)


@require_POST
def record_answer(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = one_person(request, organization, pk)
    form = AnswerForm(request.POST)
    if form.done(operations.note_answer, person=found, by=request.user):
        messages.success(request, _("The answer is kept."))
        return redirect("people:person", organization, pk)
    context = {
        "organization": found.organization,
        "person": found,
        "page": person_page(found),
        "tag_form": TagForm(),
        "answer_form": form,
    }
    return render(request, "people/person.html", context, status=422)


@require_POST
def tag_person(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = one_person(request, organization, pk)
    form = TagForm(request.POST)
    if form.is_valid():
        operations.tag_person(person=found, name=form.cleaned_data["name"], by=request.user)
    else:
        messages.error(request, _("Please give the tag a name."))
    return redirect("people:person", organization, pk)


@require_POST
def untag_person(
    request: HttpRequest, organization: str, pk: uuid.UUID, tag: uuid.UUID
) -> HttpResponse:
    found = one_person(request, organization, pk)
    tags = Tag.objects.editable_by(request.user).filter(organization=found.organization)
    operations.untag_person(person=found, tag=get_object_or_404(tags, pk=tag), by=request.user)
    return redirect("people:person", organization, pk)
