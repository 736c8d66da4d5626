"""Coming back from another device: a mail with a signed link. A GET on it shows, only a POST goes on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.surveys.forms.answering import ReturnForm
from concerted.listen.surveys.operations import answering
from concerted.listen.surveys.queries.respondents import key_in, returning, submission_of
from concerted.listen.surveys.views.cookies import remember
from concerted.listen.surveys.views.gate import published


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def mail_return_link(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = published(organization, slug)
    key = key_in(request.COOKIES, survey)
    has_answers = submission_of(survey, key) is not None
    form = ReturnForm(request.POST or None)
    is_sent = has_answers and form.done(
        defence.checked(answering.mail_return_link, request.POST),
        survey=survey,
        key=key,
        language=page_language(),
        visitor=visitor_key(request, "return"),
    )
    context = {
        "organization": survey.organization,
        "survey": survey,
        "text": survey.in_language(page_language()),
        "form": form,
        "has_answers": has_answers,
        "is_sent": is_sent,
        "stamp": defence.new_stamp(),
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/come_back.html", context, status=status)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def follow_return_link(request: HttpRequest, token: str) -> HttpResponse:
    found = returning(token)
    if found is None:
        raise Http404
    survey = found.survey
    if request.method == "POST":
        key = answering.follow_return_link(returning=found)
        return remember(redirect(survey), survey, key)
    context = {
        "organization": survey.organization,
        "survey": survey,
        "text": survey.in_language(page_language()),
        "is_named": found.point is not None,
    }
    return render(request, "surveys/return.html", context)
