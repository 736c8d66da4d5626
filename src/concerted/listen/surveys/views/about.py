"""The last page: questions about oneself, each free to skip, kept apart from the answers and the name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.representation.queries.asking import occasion_of
from concerted.listen.representation.views import devices
from concerted.listen.representation.views.telling import tell
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
    submission = submission_of(survey, key_in(request.COOKIES, survey))
    if submission is None or submission.is_draft or not occasion.takes_answers:
        return redirect(survey.get_absolute_url())
    device = devices.key_on(request, occasion) or devices.new_key()
    told, is_kept = tell(request, occasion, about_key(survey, submission, device))
    if is_kept:
        done = redirect(address("thanks", survey))
        return done if survey.is_anonymous else devices.remember(done, occasion, device)
    context = {
        **told,
        "organization": survey.organization,
        "survey": survey,
        "text": survey.in_language(page_language()),
    }
    return form_page(request, "surveys/about_you.html", context)
