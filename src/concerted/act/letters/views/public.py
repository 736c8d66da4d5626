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
from concerted.act.letters.views.gate import published
from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    letters = published(organization, slug)
    return _page(request, letters, None)


def _page(
    request: HttpRequest, letters: LetterCampaign, form: LetterForm | None, status: int = 200
) -> HttpResponse:
    shown = letters_page(letters)
    context: dict[str, Any] = {
        "organization": letters.organization,
        "letters": letters,
        "page": shown,
        "form": form or LetterForm(letters, shown.text),
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
    return [composer.compose(form.letter(), one) for one in _addressed(form)]


def _addressed(form: LetterForm) -> list[Addressee]:
    if not form.is_valid():
        return []
    try:
        found = addressees(form.campaign, **form.addressed())
        for one in found:
            refuse_long(words=form.letter(), addressee=one)
    except Refused as refused:
        form.refuse(refused)
        return []
    return found


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
