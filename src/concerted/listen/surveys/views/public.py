"""What everybody sees of a survey, and answering it page by page. A GET sets no cookie; the first page sent does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.listen.representation.queries.asking import occasion_of, told_by
from concerted.listen.representation.views.devices import key_on
from concerted.listen.surveys.forms.answering import SenderForm, StepForm
from concerted.listen.surveys.forms.kinds import Asked
from concerted.listen.surveys.models import Submission, Survey
from concerted.listen.surveys.operations import answering
from concerted.listen.surveys.queries.pages import Standing, lines_of, standing
from concerted.listen.surveys.queries.paths import Step
from concerted.listen.surveys.queries.respondents import (
    DAYS,
    about_key,
    key_in,
    new_key,
    said_in,
    submission_of,
)
from concerted.listen.surveys.views.cookies import forget, remember
from concerted.listen.surveys.views.gate import published


def address(name: str, survey: Survey, *more: object) -> str:
    """A public page of ``survey``."""
    return reverse(f"surveys:{name}", args=[survey.organization.slug, survey.slug, *more])


def where(request: HttpRequest, survey: Survey) -> tuple[Standing, Submission | None, str]:
    """Where this visitor is, their answers, and their key."""
    key = key_in(request.COOKIES, survey)
    submission = submission_of(survey, key)
    found = standing(
        survey,
        said_in(submission),
        page_language(),
        is_begun=submission is not None,
        is_sent=submission is not None and not submission.is_draft,
    )
    return found, submission, key


@never_cache
@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = published(organization, slug)
    found, _submission, _key = where(request, survey)
    begin = found.next_step if found.is_begun else found.path.after(0)
    context = {
        "organization": survey.organization,
        "survey": survey,
        "where": found,
        "text": found.text,
        "begin_url": address("questions", survey, begin.number)
        if begin
        else address("check_answers", survey),
        "takes_answers": survey.takes_answers(),
        "days": DAYS,
    }
    return render(request, "surveys/page.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    survey = published(organization, slug)
    found, _submission, key = where(request, survey)
    step = found.path.step(number)
    if step is None or not survey.takes_answers():
        return redirect(_place(found))
    form = StepForm(asked_in(found, step), found.answers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, survey, key, form, number)
        except Refused as refused:
            form.refuse(refused)
    return _step_page(request, found, step, form)


def asked_in(found: Standing, step: Step) -> list[Asked]:
    return [Asked(one, found.words.of(one), found.words.choices_of(one)) for one in step.questions]


def _place(found: Standing) -> str:
    """Where somebody goes on whose page is not, or no longer, on their way."""
    step = found.next_step if found.is_begun else None
    if step is not None and found.survey.takes_answers():
        return address("questions", found.survey, step.number)
    return found.survey.get_absolute_url()


def _keep(
    request: HttpRequest, survey: Survey, key: str, form: StepForm, number: int
) -> HttpResponse:
    defence.check(request.POST, quickest=0.0 if key else None)
    key = key or new_key()
    submission = answering.save_answers(
        survey=survey,
        key=key,
        said=form.said,
        language=page_language(),
        visitor=visitor_key(request, "survey"),
    )
    found = standing(survey, said_in(submission), page_language())
    following = found.path.after(number)
    place = (
        address("questions", survey, following.number)
        if following is not None
        else address("check_answers", survey)
    )
    return remember(redirect(place), survey, key)


def _step_page(request: HttpRequest, found: Standing, step: Step, form: StepForm) -> HttpResponse:
    before = found.path.before(step.number)
    survey = found.survey
    context = {
        "organization": survey.organization,
        "survey": survey,
        "text": found.text,
        "section": found.words.of(step.section) if step.begins_section else None,
        "step": step,
        "form": form,
        "place": found.path.place(step.number),
        "steps": len(found.path.steps),
        "back_url": address("questions", survey, before.number)
        if before
        else survey.get_absolute_url(),
        "is_first": not found.is_begun,
        "days": DAYS,
        "stamp": defence.new_stamp(),
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/questions.html", context, status=status)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def check_answers(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """All answers at a glance, and sending them."""
    survey = published(organization, slug)
    found, submission, key = where(request, survey)
    if submission is None or not survey.takes_answers():
        return redirect(survey.get_absolute_url())
    asks_name = not survey.is_anonymous and not found.is_sent
    form = SenderForm(survey.organization, request.POST or None) if asks_name else None
    refused = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _send(request, submission, key, survey, form)
        except Refused as error:
            refused = error.message
    context = {
        "organization": survey.organization,
        "survey": survey,
        "text": found.text,
        "where": found,
        "lines": lines_of(found),
        "form": form,
        "refused": refused,
        "stamp": defence.new_stamp(),
    }
    status = 422 if refused or (form and form.errors) else 200
    return render(request, "surveys/check_answers.html", context, status=status)


def _send(
    request: HttpRequest, submission: Submission, key: str, survey: Survey, form: SenderForm | None
) -> HttpResponse:
    defence.check(request.POST, quickest=0.0)
    named: dict[str, Any] = {"sender": form.sender()} if form else {}
    answering.send_answers(
        survey=survey, submission=submission, key=key, language=page_language(), **named
    )
    place = "about_you" if asks_about_you(request, survey, submission) else "thanks"
    return remember(redirect(address(place, survey)), survey, key)


def asks_about_you(request: HttpRequest, survey: Survey, submission: Submission) -> bool:
    """Whether there are questions about oneself that who sent ``submission`` has not answered yet."""
    occasion = occasion_of(survey)
    if occasion is None or not occasion.takes_answers:
        return False
    key = about_key(survey, submission, key_on(request, occasion))
    return not told_by(occasion, key)


@never_cache
@require_GET
def thanks(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = published(organization, slug)
    found, submission, _key = where(request, survey)
    if submission is None or submission.is_draft:
        return redirect(survey.get_absolute_url())
    occasion = occasion_of(survey)
    context = {
        "asks_about_you": occasion is not None and occasion.takes_answers,
        "organization": survey.organization,
        "survey": survey,
        "text": found.text,
        "takes_answers": survey.takes_answers(),
        "days": DAYS,
    }
    return render(request, "surveys/thanks.html", context)


@csrf_exempt
@require_POST
def forget_device(
    request: HttpRequest,  # noqa: ARG001 - as Django calls it
    organization: str,
    slug: str,
) -> HttpResponse:
    """Take the cookie off this device. The answers stay."""
    survey = published(organization, slug)
    return forget(redirect(survey), survey)


@require_GET
def kept(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = published(organization, slug)
    context = {
        "organization": survey.organization,
        "survey": survey,
        "text": survey.in_language(page_language()),
        "asks_about_you": occasion_of(survey) is not None,
        "days": DAYS,
    }
    return render(request, "surveys/kept.html", context)
