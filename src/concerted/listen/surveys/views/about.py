"""The last page: questions about oneself, each free to skip, kept apart from the answers and the name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.representation.forms.about_you import AboutYouForm
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.asking import asking, occasion_of
from concerted.listen.surveys.queries.respondents import about_key, key_in, submission_of
from concerted.listen.surveys.views.gate import published
from concerted.listen.surveys.views.public import address


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def about_you(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = published(organization, slug)
    occasion = occasion_of(survey)
    if occasion is None:
        raise Http404
    key = key_in(request.COOKIES, survey)
    submission = submission_of(survey, key)
    if submission is None or submission.is_draft or not occasion.takes_answers:
        return redirect(survey.get_absolute_url())
    asked = asking(occasion, about_key(submission), page_language())
    form = AboutYouForm(asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            defence.check(request.POST, quickest=0.0)
            visitor = visitor_key(request, "about")
            tell_about_oneself(
                occasion=occasion, key=about_key(submission), told=form.told, visitor=visitor
            )
            return redirect(address("thanks", survey))
        except Refused as refused:
            form.refuse(refused)
    context = {
        "organization": survey.organization,
        "survey": survey,
        "text": survey.in_language(page_language()),
        "asking": asked,
        "about_you": form,
        "form": form,
        "stamp": defence.new_stamp(),
    }
    return form_page(request, "surveys/about_you.html", context)
