"""By what people are told apart when figures are compared."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import own_name, page_language
from concerted.measure.indicators.forms.indicators import (
    AdoptForm,
    DimensionEditForm,
    DimensionForm,
    ReferenceForm,
    SubgroupEditForm,
    SubgroupForm,
)
from concerted.measure.indicators.models import Dimension, Subgroup
from concerted.measure.indicators.operations import dimensions as operations
from concerted.measure.indicators.queries.office import dimensions_of, dimensions_told
from concerted.measure.indicators.sets import SETS
from concerted.measure.indicators.views.gate import (
    address,
    editable_dimension,
    editable_subgroup,
    office,
    visible_dimension,
)
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import organized
from concerted.organizations.views.translating import translation_page


def _address(found: Dimension) -> str:
    return address("dimension", found.organization, found.slug)


@require_GET
def dimensions(request: HttpRequest, organization: str) -> HttpResponse:
    owner = office(request, organization)
    told = dimensions_told(dimensions_of(owner, request.user), page_language())
    known = {one.dimension.slug for one in told}
    context = {
        "organization": owner,
        "dimensions": told,
        "offered": [
            (key, one, list(one.subgroups.values()))
            for key, one in SETS.items()
            if key not in known
        ],
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "indicators/dimensions.html", context)


@require_POST
def adopt_dimension(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the sets."))
        return redirect(address("dimensions", owner))
    added = operations.adopt_dimension(organization=owner, by=request.user, **form.cleaned_data)
    messages.success(request, _("You can enter figures by these groups now."))
    return redirect(_address(added))


@require_http_methods(["GET", "POST"])
def add_dimension(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = DimensionForm(request.POST or None, initial={"language": page_language()})
    if form.done(operations.add_dimension, organization=owner, by=request.user):
        messages.success(request, _("Saved. Please translate it, too."))
        return redirect(_address(form.result))
    context = {
        "organization": owner,
        "form": form,
        "title": _("Groups of your own"),
        "lead": _("Towns, schools, clinics: whatever you compare. Each person is in one of them."),
        "back_url": address("dimensions", owner),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def dimension(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Its groups; for who organizes, one more of them."""
    found = visible_dimension(request, organization, slug)
    can_edit = can_organize(found.organization, request.user)
    form = SubgroupForm(request.POST or None, initial={"language": found.language})
    if request.method == "POST":
        found = editable_dimension(request, organization, slug)
    if form.done(operations.add_subgroup, dimension=found, by=request.user):
        messages.success(request, _("Saved. Please translate it, too."))
        return redirect(_address(found))
    (told,) = dimensions_told([found], page_language())
    context = {
        "organization": found.organization,
        "told": told,
        "rows": [(group, text, _languages(found, group)) for group, text in told.groups],
        "form": form,
        "can_edit": can_edit,
        "translations": [
            (
                state,
                address("translate_dimension", found.organization, found.slug, state.language),
            )
            for state in translation_states(found)
        ],
    }
    return form_page(request, "indicators/dimension.html", context)


def _languages(found: Dimension, group: Subgroup) -> list[tuple[str, str, str]]:
    """The pages that translate the name of a group: code and name of the language, and where."""
    return [
        (code, own_name(code), address("translate_subgroup", found.organization, group.pk, code))
        for code in found.organization.page_languages
        if code != group.language
    ]


@require_http_methods(["GET", "POST"])
def change_dimension(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_dimension(request, organization, slug)
    form = DimensionEditForm(request.POST or None, instance=found)
    if form.done(operations.change_dimension, dimension=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_address(found))
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("Change these groups"),
        "back_url": _address(found),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def compare_with(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_dimension(request, organization, slug)
    groups = Subgroup.objects.editable_by(request.user).filter(dimension=found)
    kept = {"subgroup": groups.filter(is_reference=True).first()}
    form = ReferenceForm(
        request.POST or None, groups=groups.select_related("dimension"), initial=kept
    )
    if form.done(operations.compare_with, dimension=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_address(found))
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("With whom are the others compared?"),
        "lead": _("Often the group that is best off, or the largest. You can change it."),
        "back_url": _address(found),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def rename_subgroup(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_subgroup(request, organization, pk)
    form = SubgroupEditForm(request.POST or None, instance=found)
    if form.done(operations.rename_subgroup, subgroup=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_address(found.dimension))
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("Another name for a group"),
        "lead": _("Its code in files stays: %(code)s") % {"code": found.code},
        "back_url": _address(found.dimension),
    }
    return form_page(request, "base/form.html", context)


@require_POST
def raise_subgroup(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_subgroup(request, organization, pk)
    operations.raise_subgroup(subgroup=found, by=request.user)
    return redirect(_address(found.dimension))


@require_http_methods(["GET", "POST"])
def translate_dimension(
    request: HttpRequest, organization: str, slug: str, language: str
) -> HttpResponse:
    found = editable_dimension(request, organization, slug)
    return translation_page(request, found, language, back_url=_address(found))


@require_http_methods(["GET", "POST"])
def translate_subgroup(
    request: HttpRequest, organization: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    found = editable_subgroup(request, organization, pk)
    return translation_page(request, found, language, back_url=_address(found.dimension))
