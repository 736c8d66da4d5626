"""The questions an organization asks people about themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.representation.forms.dimensions import (
    AdoptForm,
    DimensionForm,
    SubgroupForm,
)
from concerted.listen.representation.models import Dimension, Subgroup
from concerted.listen.representation.operations import dimensions as operations
from concerted.listen.representation.queries.pages import question_page
from concerted.listen.representation.queries.words import questions_of
from concerted.listen.representation.views.gate import editable_dimension
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, organized
from concerted.organizations.views.translating import translation_page


def _address(dimension: Dimension) -> str:
    return reverse("representation:dimension", args=[dimension.organization.slug, dimension.key])


@require_GET
def dimensions(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    context = {
        "organization": owner,
        "page": question_page(owner, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "representation/dimensions.html", context)


@require_POST
def adopt_dimension(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the questions."))
        return redirect("representation:dimensions", owner.slug)
    operations.adopt_dimension(organization=owner, by=request.user, **form.cleaned_data)
    messages.success(request, _("You can ask this now."))
    return redirect("representation:dimensions", owner.slug)


@require_http_methods(["GET", "POST"])
def add_dimension(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = DimensionForm(request.POST or None, initial={"language": page_language()})
    if form.done(operations.add_dimension, organization=owner, by=request.user):
        messages.success(request, _("Saved. Please translate it, too."))
        return redirect(_address(form.result))
    context = {"organization": owner, "form": form}
    return form_page(request, "representation/add_dimension.html", context)


@require_http_methods(["GET", "POST"])
def dimension(request: HttpRequest, organization: str, key: str) -> HttpResponse:
    """One question with its answers, and one more of them."""
    found = editable_dimension(request, organization, key)
    form = SubgroupForm(request.POST or None, initial={"language": page_language()})
    if form.done(operations.add_subgroup, dimension=found, by=request.user):
        messages.success(request, _("Saved. Please translate it, too."))
        return redirect(_address(found))
    (question,) = questions_of([found], page_language())
    context = {
        "organization": found.organization,
        "question": question,
        "form": form,
        "translations": _translations(found),
        "answers": _answers(request, found),
    }
    return form_page(request, "representation/dimension.html", context)


def _translations(found: Dimension) -> list[tuple[object, str]]:
    """The words of the catalogue are translated already."""
    if found.built_in is not None:
        return []
    place = [found.organization.slug, found.key]
    return [
        (state, reverse("representation:translate_dimension", args=[*place, state.language]))
        for state in translation_states(found)
    ]


def _answers(
    request: HttpRequest, found: Dimension
) -> list[tuple[Subgroup, list[tuple[str, str]]]]:
    """Answers that the organization wrote itself, with the pages that translate them."""
    known = found.built_in.subgroups if found.built_in else {"more_than_one": ""}
    rows = Subgroup.objects.visible_to(request.user).filter(dimension=found).exclude(key__in=known)
    place = [found.organization.slug, found.key]
    languages = found.organization.page_languages
    name = "representation:translate_subgroup"
    return [
        (
            one,
            [
                (code, reverse(name, args=[*place, one.key, code]))
                for code in languages
                if code != one.language
            ],
        )
        for one in rows
    ]


@require_http_methods(["GET", "POST"])
def translate_dimension(
    request: HttpRequest, organization: str, key: str, language: str
) -> HttpResponse:
    found = editable_dimension(request, organization, key)
    return translation_page(request, found, language, back_url=_address(found))


@require_http_methods(["GET", "POST"])
def translate_subgroup(
    request: HttpRequest, organization: str, key: str, group: str, language: str
) -> HttpResponse:
    found = editable_dimension(request, organization, key)
    rows = Subgroup.objects.editable_by(request.user).select_related("organization", "dimension")
    one = get_object_or_404(rows, dimension=found, key=group)
    return translation_page(request, one, language, back_url=_address(found))
