"""Paper: printing questionnaires, typing them in, comparing them with the sheet."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.accounts.models import User
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.listen.surveys.forms.answering import StepForm
from concerted.listen.surveys.forms.kinds import Asked
from concerted.listen.surveys.forms.paper import PrintForm, SheetForm
from concerted.listen.surveys.models import Submission, Survey
from concerted.listen.surveys.operations import paper as operations
from concerted.listen.surveys.queries.definitions import rows_of
from concerted.listen.surveys.queries.pages import Words
from concerted.listen.surveys.queries.paper import next_number, questionnaire_pdf, sheets_of
from concerted.listen.surveys.queries.paths import Answers
from concerted.listen.surveys.queries.respondents import said_in
from concerted.listen.surveys.views.desk import address
from concerted.organizations.queries import enters_alone
from concerted.organizations.views.gate import one_of


def entered(request: HttpRequest, organization: str, slug: str) -> Survey:
    """The survey, for those who type paper in."""
    rows = Survey.objects.visible_to(request.user).entered_by(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


@require_GET
def paper(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = entered(request, organization, slug)
    words = Words(rows_of(survey), page_language())
    sheets = list(sheets_of(survey, request.user))
    start = {"first": next_number(survey), "copies": 10, "language": survey.language}
    context = {
        "organization": survey.organization,
        "survey": survey,
        "sheets": sheets,
        "unchecked": sum(one.checked_on is None for one in sheets),
        "form": PrintForm(words.languages(), initial=start),
    }
    return render(request, "surveys/paper.html", context)


@require_GET
def questionnaire(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The PDF of as many questionnaires as the form of ``paper`` asks for."""
    survey = entered(request, organization, slug)
    words = Words(rows_of(survey), page_language())
    given = {"language": survey.language, "size": "letter", "copies": 1, "first": 0}
    form = PrintForm(words.languages(), {**given, **request.GET.dict()})
    if not form.is_valid():
        context = {
            "organization": survey.organization,
            "survey": survey,
            "sheets": list(sheets_of(survey, request.user)),
            "form": form,
        }
        return render(request, "surveys/paper.html", context, status=422)
    wanted = form.wanted()
    answer = HttpResponse(questionnaire_pdf(survey, wanted), content_type="application/pdf")
    name = f"{survey.slug}-{wanted.language}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@require_http_methods(["GET", "POST"])
def type_sheet(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = entered(request, organization, slug)
    head, body = _forms(request, survey, {})
    if request.method == "POST" and head.is_valid() and body.is_valid():
        try:
            operations.type_sheet(
                survey=survey, said=body.said, by=cast(User, request.user), **head.cleaned_data
            )
            words = _("Sheet %(number)d is saved. Here is the next.")
            messages.success(request, words % {"number": head.cleaned_data["number"]})
            place = address("type_sheet", survey)
            return redirect(f"{place}?language={head.cleaned_data['language']}")
        except Refused as refused:
            head.refuse(refused)
    return _sheet_page(request, survey, head, body)


def _forms(
    request: HttpRequest, survey: Survey, answers: Answers, sheet: Submission | None = None
) -> tuple[SheetForm, StepForm]:
    given = request.GET.get("language", survey.language)
    language = sheet.language if sheet else given
    rows = rows_of(survey)
    words = Words(rows, page_language())
    codes = [one.code for one in words.languages()]
    start = {
        "number": sheet.sheet_number if sheet else next_number(survey),
        "language": language if language in codes else survey.language,
    }
    data: Any = request.POST or None
    asked = [Asked(one, words.of(one), words.choices_of(one)) for one in rows.questions]
    head = SheetForm(words.languages(), data, initial=start)
    if sheet is not None:
        head.fields["number"].disabled = True
    return head, StepForm(asked, answers, data, is_paper=True)


def _sheet_page(
    request: HttpRequest,
    survey: Survey,
    head: SheetForm,
    body: StepForm,
    sheet: Submission | None = None,
) -> HttpResponse:
    typed_it = sheet is not None and sheet.typed_by_id == request.user.pk
    context = {
        "organization": survey.organization,
        "survey": survey,
        "head": head,
        "form": body,
        "sheet": sheet,
        "may_check": sheet is not None
        and (not typed_it or enters_alone(survey.organization, request.user)),
        "back_url": address("paper", survey),
    }
    status = 422 if head.errors or body.errors else 200
    return render(request, "surveys/sheet.html", context, status=status)


def _sheet(request: HttpRequest, organization: str, slug: str, number: int) -> Submission:
    rows = Submission.objects.visible_to(request.user).select_related(
        "survey__organization", "typed_by", "checked_by"
    )
    return get_object_or_404(
        rows,
        survey__organization__slug=organization,
        survey__slug=slug,
        sheet_number=number,
    )


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    """One typed sheet, to compare with the paper and to put right."""
    found = _sheet(request, organization, slug, number)
    survey = found.survey
    head, body = _forms(request, survey, said_in(found), found)
    if request.method == "POST" and head.is_valid() and body.is_valid():
        try:
            operations.correct_sheet(
                submission=found,
                said=body.said,
                language=head.cleaned_data["language"],
                by=cast(User, request.user),
            )
            messages.success(request, _("Saved."))
            return redirect(address("sheet", survey, number))
        except Refused as refused:
            body.refuse(refused)
    return _sheet_page(request, survey, head, body, found)


@require_POST
def check_sheet(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = _sheet(request, organization, slug, number)
    operations.check_sheet(submission=found, by=cast(User, request.user))
    messages.success(request, _("Checked. Thank you."))
    return redirect(address("paper", found.survey))


@require_POST
def remove_sheet(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = _sheet(request, organization, slug, number)
    operations.remove_sheet(submission=found, by=cast(User, request.user))
    messages.success(request, _("The sheet is removed."))
    return redirect(address("paper", found.survey))
