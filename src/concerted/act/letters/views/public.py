"""What everybody may see of letters, and writing one in steps: words, every letter as it will go, the mailed link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.act.letters.forms.writing import LetterForm
from concerted.act.letters.models import LetterCampaign
from concerted.act.letters.operations.writing import refuse_long, write_letter
from concerted.act.letters.queries.addressees import Addressee, addressees
from concerted.act.letters.queries.composing import Composed, Composer
from concerted.act.letters.queries.pages import letters_page
from concerted.act.letters.queries.papers import letters_pdf
from concerted.act.letters.queries.places import WhichOnes
from concerted.act.letters.views.gate import published
from concerted.act.officials.reading.coordinates import point_of
from concerted.act.officials.views.telling import posted_point, takes_point
from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key


@takes_point
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The letters, for everybody. The map may have told before where somebody lives."""
    letters = published(organization, slug)
    text = letters.in_language(page_language())
    at = posted_point(request)
    return _page(request, letters, LetterForm(letters, text, at=at if point_of(at) else ""))


def _page(
    request: HttpRequest, letters: LetterCampaign, form: LetterForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "organization": letters.organization,
        "letters": letters,
        "page": letters_page(letters),
        "form": form,
    }
    return render(request, "letters/page.html", context, status=status)


@csrf_exempt
@never_cache
@require_POST
def read_letter(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    letters = published(organization, slug)
    form = LetterForm(letters, letters.in_language(page_language()), request.POST)
    composed = _composed(form)
    if not composed:
        return _page(request, letters, form, status=422)
    context = {
        "organization": letters.organization,
        "letters": letters,
        "text": letters.in_language(page_language()),
        "form": form,
        "every": composed,
        "stamp": defence.new_stamp(),
    }
    return render(request, "letters/read_letter.html", context)


def _composed(form: LetterForm) -> list[Composed]:
    """Every letter as it will go; none, and the form says why, where something is to be put right."""
    composer = Composer(form.campaign)
    composed = [composer.compose(form.letter(), one) for one in _addressed(form)]
    try:
        for one in composed:
            refuse_long(composed=one)
    except Refused as refused:
        form.refuse(refused)
        return []
    return composed


def _addressed(form: LetterForm) -> list[Addressee]:
    """To whom the letters go; nobody, and the form says why or asks which."""
    if not form.is_valid():
        return []
    try:
        return addressees(form.campaign, **form.addressed())
    except WhichOnes as asked:
        form.ask_which(asked)
    except Refused as refused:
        form.refuse(refused)
    return []


@csrf_exempt
@never_cache
@require_POST
def change_words(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Back from reading to the words, as they were given."""
    letters = published(organization, slug)
    form = LetterForm(letters, letters.in_language(page_language()), request.POST)
    return _page(request, letters, form)


@csrf_exempt
@never_cache
@require_POST
def send_letter(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    letters = published(organization, slug)
    form = LetterForm(letters, letters.in_language(page_language()), request.POST)
    to = _addressed(form)
    writing = defence.checked(write_letter, request.POST, quickest=0)
    if form.done(writing, campaign=letters, to=to, visitor=visitor_key(request, "letter")):
        return redirect("letters:thanks", organization, slug)
    return _page(request, letters, form, status=422)


@csrf_exempt
@never_cache
@require_POST
def print_letter(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The letters as PDF. Nothing is kept."""
    letters = published(organization, slug)
    form = LetterForm(letters, letters.in_language(page_language()), request.POST)
    composed = _composed(form)
    if not composed:
        return _page(request, letters, form, status=422)
    return pdf_answer(letters_pdf(letters, composed), letters.slug)


def pdf_answer(document: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@require_GET
def thanks(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _told(request, organization, slug, "letters/thanks.html")


@require_GET
def kept(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _told(request, organization, slug, "letters/kept.html")


def _told(request: HttpRequest, organization: str, slug: str, template: str) -> HttpResponse:
    letters = published(organization, slug)
    context = {
        "organization": letters.organization,
        "letters": letters,
        "text": letters.in_language(page_language()),
        "address": request.build_absolute_uri(letters.get_absolute_url()),
    }
    return render(request, template, context)
