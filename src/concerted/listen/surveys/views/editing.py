"""Writing a survey: its questions and sections, one at a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.listen.surveys.forms.editing import QuestionForm, SectionForm
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.operations import editing as operations
from concerted.listen.surveys.queries.definitions import definition_of
from concerted.listen.surveys.views.desk import address
from concerted.listen.surveys.views.gate import editable


@require_http_methods(["GET", "POST"])
def add_question(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = QuestionForm(definition_of(found), data=request.POST or None)
    section = request.GET.get("section", "")
    if form.done(operations.put_question, survey=found, section=section, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("survey", found))
    return _question_page(request, found, form)


@require_http_methods(["GET", "POST"])
def change_question(request: HttpRequest, organization: str, slug: str, key: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = QuestionForm(definition_of(found), key, request.POST or None)
    if form.before is None:
        raise Http404
    if form.done(operations.put_question, survey=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("survey", found))
    return _question_page(request, found, form)


def _question_page(request: HttpRequest, survey: Survey, form: QuestionForm) -> HttpResponse:
    context = {
        "organization": survey.organization,
        "survey": survey,
        "form": form,
        "back_url": address("survey", survey),
    }
    return form_page(request, "surveys/question.html", context)


@require_POST
def remove_question(request: HttpRequest, organization: str, slug: str, key: str) -> HttpResponse:
    found = editable(request, organization, slug)
    operations.remove_question(survey=found, key=key, by=request.user)
    messages.success(request, _("The question is removed."))
    return redirect(address("survey", found))


@require_POST
def raise_question(request: HttpRequest, organization: str, slug: str, key: str) -> HttpResponse:
    """One place up."""
    found = editable(request, organization, slug)
    operations.move_question(survey=found, key=key, step=-1, by=request.user)
    return redirect(address("survey", found) + "#questions")


@require_POST
def lower_question(request: HttpRequest, organization: str, slug: str, key: str) -> HttpResponse:
    """One place down."""
    found = editable(request, organization, slug)
    operations.move_question(survey=found, key=key, step=1, by=request.user)
    return redirect(address("survey", found) + "#questions")


@require_http_methods(["GET", "POST"])
def add_section(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = SectionForm(definition_of(found), data=request.POST or None)
    return _section_page(request, found, form)


@require_http_methods(["GET", "POST"])
def change_section(request: HttpRequest, organization: str, slug: str, key: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = SectionForm(definition_of(found), key, request.POST or None)
    if form.before is None:
        raise Http404
    return _section_page(request, found, form)


def _section_page(request: HttpRequest, survey: Survey, form: SectionForm) -> HttpResponse:
    if form.done(operations.put_section, survey=survey, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("survey", survey))
    context = {
        "organization": survey.organization,
        "survey": survey,
        "form": form,
        "back_url": address("survey", survey),
    }
    return form_page(request, "surveys/section.html", context)


@require_POST
def remove_section(request: HttpRequest, organization: str, slug: str, key: str) -> HttpResponse:
    found = editable(request, organization, slug)
    operations.remove_section(survey=found, key=key, by=request.user)
    messages.success(request, _("The section is removed."))
    return redirect(address("survey", found))
