"""Surveys in the workspace."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import own_name, page_language
from concerted.goals.queries import goals_to_serve
from concerted.listen.surveys.forms.surveys import SurveyForm, WordsForm
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.operations import surveys as operations
from concerted.listen.surveys.operations.translating import translate_survey as translate
from concerted.listen.surveys.queries import desk as queries
from concerted.listen.surveys.queries.definitions import rows_of
from concerted.listen.surveys.views.gate import editable, visible
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import is_known
from concerted.organizations.views.gate import joined, organized
from concerted.organizations.views.steps import Steps


def address(name: str, survey: Survey, *more: object) -> str:
    """A page of the workspace about ``survey``."""
    return reverse(f"surveys:{name}", args=[survey.organization.slug, survey.slug, *more])


@require_GET
def surveys(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = Survey.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "cards": queries.cards(found.with_everything(), page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "surveys/surveys.html", context)


@require_GET
def survey(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    rows = rows_of(found)
    context = {
        "organization": found.organization,
        "survey": found,
        "text": found.in_language(page_language()),
        "numbers": queries.numbers_of([found])[found.pk],
        "sections": queries.outline(rows, page_language()),
        "can_edit": can_organize(found.organization, request.user),
        "can_enter": queries.can_enter(found, request.user),
        "translations": [
            (state, address("translate_survey", found, state.language))
            for state in queries.translation_states_of(rows)
        ],
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "surveys/survey.html", context)


@require_http_methods(["GET", "POST"])
def add_survey(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    goals = goals_to_serve(owner, request.user)
    form = SurveyForm(request.POST or None, initial={"language": owner.language}, goals=goals)
    if form.done(operations.add_survey, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Now add the first question."))
        return redirect(address("add_question", form.result))
    return form_page(request, "surveys/add_survey.html", {"organization": owner, "form": form})


@require_http_methods(["GET", "POST"])
def change_survey(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    goals = goals_to_serve(found.organization, request.user, own=found.goal_id)
    form = SurveyForm(request.POST or None, instance=found, goals=goals)
    if form.done(operations.change_survey, survey=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("survey", found))
    context = {"organization": found.organization, "survey": found, "form": form}
    return form_page(request, "surveys/change_survey.html", context)


steps = Steps(editable, "survey", partial(address, "survey"))
open_survey = steps.at_once(
    operations.open_survey, gettext_lazy("The survey is open. Share its address.")
)
close_survey = steps.once_sure(
    operations.close_survey,
    gettext_lazy("This survey is closed. Its page stays."),
    title=gettext_lazy("Close “%(name)s”?"),
    text=gettext_lazy("Nobody can answer then. Its page stays. You can open it again."),
    label=gettext_lazy("Close this survey"),
)
reopen_survey = steps.at_once(operations.reopen_survey, gettext_lazy("This survey is open again."))
publish_results = steps.at_once(
    operations.publish_results, gettext_lazy("Everybody can see the results now.")
)
withdraw_results = steps.at_once(
    operations.withdraw_results, gettext_lazy("Only your team sees the results now.")
)


@require_http_methods(["GET", "POST"])
def translate_survey(
    request: HttpRequest, organization: str, slug: str, language: str
) -> HttpResponse:
    found = editable(request, organization, slug)
    if not is_known(language) or language == found.language:
        raise Http404
    rows = rows_of(found)
    form = WordsForm(rows, language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        texts = [(one, form.texts_of(one)) for one in rows.records()]
        translate(texts=texts, language=language, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(address("survey", found))
    context = {
        "organization": found.organization,
        "survey": found,
        "form": form,
        "language": language,
        "name": own_name(language),
        "back_url": address("survey", found),
    }
    return form_page(request, "surveys/translate_survey.html", context)
