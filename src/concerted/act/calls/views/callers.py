"""Saying that calls were one's own, which nobody needs to; and the link that is mailed then. No cookie is set."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.calls.forms import CallerForm
from concerted.act.calls.operations import calling
from concerted.act.calls.queries.pages import made_with, told_tokens, words_of
from concerted.act.calls.views.gate import naming, own, published
from concerted.base import defence
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def name_caller(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    calls = naming(organization, slug)
    tokens = told_tokens(request.GET.get("made", "") or request.POST.get("made", ""))
    initial = {"made": ",".join(str(one) for one in tokens)}
    form = CallerForm(calls, request.POST or None, initial=initial)
    saying = defence.checked(calling.name_caller, request.POST)
    visitor = visitor_key(request, "call")
    if form.done(saying, calls=calls, language=page_language(), visitor=visitor):
        return redirect("calls:named", organization, slug)
    context: dict[str, Any] = {
        "organization": calls.organization,
        "calls": calls,
        "text": calls.in_language(page_language()),
        "made": [words_of(one) for one in made_with(calls, tokens)],
        "form": form,
        "stamp": defence.new_stamp(),
    }
    return form_page(request, "calls/name_caller.html", context)


@require_GET
def named(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    calls = published(organization, slug)
    text = calls.in_language(page_language())
    context = {"organization": calls.organization, "calls": calls, "text": text}
    return render(request, "calls/named.html", context)


@never_cache
@require_GET
def called(request: HttpRequest, token: str) -> HttpResponse:
    found = own(token)
    asked = found.waiting or found.outreaches
    context = {
        "organization": found.calls.organization,
        "called": found,
        "rows": [(words_of(one.call), one) for one in asked],
        "token": token,
    }
    return render(request, "calls/called.html", context)


@csrf_exempt
@require_POST
def confirm_caller(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = own(token)
    calling.confirm_caller(calls=found.calls, contact_point=found.contact_point)
    return redirect("calls:called", token)


@csrf_exempt
@require_POST
def forget_caller(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = own(token)
    calling.forget_caller(calls=found.calls, person=found.contact_point.person)
    return redirect("calls:called", token)
