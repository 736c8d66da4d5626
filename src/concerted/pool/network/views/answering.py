"""A partner's own pages, by its link. A GET shows, only a POST acts."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.pool.network.forms.answers import ChoiceForm, RatingForm, RestForm
from concerted.pool.network.models import Asked
from concerted.pool.network.operations import answering as operations
from concerted.pool.network.queries.own import QUESTIONS, others_of, own_page_of, reports_of
from concerted.pool.network.views.gate import answering, linked


def _context(asked: Asked, token: str, **more: object) -> dict[str, object]:
    return {"organization": asked.wave.organization, "asked": asked, "token": token, **more}


@never_cache
@require_GET
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    asked = linked(token)
    page = own_page_of(asked)
    form = ChoiceForm(others_of(asked)) if not page.has_begun else None
    more = {"page": page, "form": form, "questions": QUESTIONS}
    return render(request, "network/own_page.html", _context(asked, token, **more))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def choose_partners(request: HttpRequest, token: str) -> HttpResponse:
    asked = answering(token)
    chosen = [str(one.rated_id) for one in reports_of(asked)]
    form = ChoiceForm(others_of(asked), initial={"others": chosen})
    if request.method == "POST":
        form = ChoiceForm(others_of(asked), request.POST)
        if form.done(operations.choose_partners, asked=asked):
            return redirect(_next(asked, token))
    return form_page(request, "network/choose_partners.html", _context(asked, token, form=form))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def rate_partner(request: HttpRequest, token: str, pk: uuid.UUID) -> HttpResponse:
    asked = answering(token)
    others = {one.pk: one for one in others_of(asked)}
    reports = {one.rated_id: one for one in reports_of(asked)}
    if pk not in reports:
        return redirect("network:own_page", token)
    form = RatingForm(initial=RatingForm.kept(reports[pk]))
    if request.method == "POST":
        form = RatingForm(request.POST)
        if form.done(operations.rate_partner, asked=asked, other=others[pk]):
            return redirect(_next(asked, token, after=pk))
    context = _context(asked, token, form=form, other=others[pk])
    return form_page(request, "network/rate_partner.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def tell_rest(request: HttpRequest, token: str) -> HttpResponse:
    asked = answering(token)
    kept = {"contributions": asked.contributions, "outcomes": asked.outcomes}
    form = RestForm(initial=kept)
    if request.method == "POST":
        form = RestForm(request.POST)
        if form.done(operations.tell_rest, asked=asked):
            return redirect("network:own_page", token)
    return form_page(request, "network/tell_rest.html", _context(asked, token, form=form))


@csrf_exempt
@never_cache
@require_POST
def send_answers(request: HttpRequest, token: str) -> HttpResponse:
    asked = answering(token)
    user = request.user if request.user.is_authenticated else None
    operations.send_answers(asked=asked, by=user)
    return redirect("network:own_page", token)


def _next(asked: Asked, token: str, after: uuid.UUID | None = None) -> str:
    """The next partner of whom nothing is said yet; then the last questions; then the whole."""
    page = own_page_of(asked)
    following = page.following(after)
    if following is not None:
        return reverse("network:rate_partner", args=[token, following.other.pk])
    if not asked.is_sent and not page.contributions and not page.outcomes:
        return reverse("network:tell_rest", args=[token])
    return reverse("network:own_page", args=[token])
