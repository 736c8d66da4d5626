"""Where the link in the writer's mail leads: their letter, and all they can do with it. A GET shows, only a POST acts."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.letters.forms.writing import ChangeForm, ReplyForm
from concerted.act.letters.operations import deliveries, writing
from concerted.act.letters.queries.links import Written, deliveries_of, possible
from concerted.act.letters.queries.papers import letters_pdf
from concerted.act.letters.views.gate import own
from concerted.act.letters.views.public import pdf_answer
from concerted.base.http import form_page
from concerted.organizations.zones import today_in


def _context(found: Written, token: str) -> dict[str, Any]:
    return {
        "organization": found.letter.campaign.organization,
        "letters": found.letter.campaign,
        "letter": found.letter,
        "text": found.text,
        "token": token,
    }


@never_cache
@require_GET
def letter(request: HttpRequest, token: str) -> HttpResponse:
    found = own(token)
    sent = deliveries_of(found.letter)
    context = {**_context(found, token), "sent": sent, "can": possible(found.letter, sent)}
    return render(request, "letters/letter.html", context)


@csrf_exempt
@never_cache
@require_POST
def confirm_letter(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = own(token)
    writing.confirm_letter(letter=found.letter, contact_point=found.contact_point)
    return redirect("letters:letter", token)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def change_letter(request: HttpRequest, token: str) -> HttpResponse:
    found = own(token)
    form = ChangeForm(found.letter, request.POST or None)
    if form.done(writing.change_letter, letter=found.letter):
        return redirect("letters:letter", token)
    return form_page(
        request, "letters/change_letter.html", {**_context(found, token), "form": form}
    )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def take_back_letter(request: HttpRequest, token: str) -> HttpResponse:
    found = own(token)
    if request.method == "POST":
        writing.take_back_letter(letter=found.letter)
        return redirect("letters:letter", token)
    return render(request, "letters/take_back_letter.html", _context(found, token))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def erase_letter(request: HttpRequest, token: str) -> HttpResponse:
    found = own(token)
    if request.method == "POST":
        writing.erase_letter(letter=found.letter)
        return redirect("letters:letter", token)
    return render(request, "letters/erase_letter.html", _context(found, token))


@never_cache
@require_GET
def letter_pdf(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = own(token)
    composed = [one.composed for one in deliveries_of(found.letter)]
    return pdf_answer(letters_pdf(found.letter.campaign, composed), found.letter.campaign.slug)


@csrf_exempt
@never_cache
@require_POST
def mark_printed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = own(token)
    deliveries.mark_printed(letter=found.letter)
    return redirect("letters:letter", token)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def tell_reply(request: HttpRequest, token: str, pk: uuid.UUID) -> HttpResponse:
    found = own(token)
    answered = get_object_or_404(found.letter.deliveries.select_related("organization"), pk=pk)
    initial = {"received_on": today_in(answered.organization)}
    form = ReplyForm(request.POST or None, initial=initial)
    if form.done(deliveries.record_reply, delivery=answered, is_from_writer=True, by=None):
        return redirect("letters:letter", token)
    context = {**_context(found, token), "delivery": answered, "form": form}
    return form_page(request, "letters/tell_reply.html", context)
