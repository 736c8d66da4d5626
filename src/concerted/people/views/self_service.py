"""What people see and settle about themselves, by a link from their mail. No account, no cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.base.limits.buckets import take, visitor_key
from concerted.organizations.models import Organization
from concerted.people import links, operations
from concerted.people.forms.persons import ChannelForm, RequestForm, SelfForm
from concerted.people.models import Channel, Person
from concerted.people.queries.exports import as_table, person_export
from concerted.people.queries.pages import lines_of, person_page

DONE = {"corrected", "stopped"}
OwnView = Callable[[HttpRequest, Person, str], HttpResponse]


def by_link(view: OwnView) -> Callable[..., HttpResponse]:
    """Gives the view the person whom the signed link opens; an old or forged link says so, and nothing else."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        person = links.person_of(token)
        if person is None:
            response = render(request, "people/link_gone.html", status=410)
        else:
            response = view(request, person, token)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return csrf_exempt(never_cache(opened))


def _page(
    request: HttpRequest, person: Person, token: str, form: SelfForm, status: int = 200
) -> HttpResponse:
    done = request.GET.get("done", "")
    context = {
        "organization": person.organization,
        "person": person,
        "page": person_page(person),
        "form": form,
        "token": token,
        "done": done if done in DONE else "",
        "channels": Channel.choices,
    }
    return render(request, "people/self_service.html", context, status=status)


@require_safe
@by_link
def self_service(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    form = SelfForm(instance=person, initial=lines_of(person))
    return _page(request, person, token, form)


@csrf_exempt
@require_POST
@by_link
def correct(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    form = SelfForm(request.POST, instance=person)
    if form.done(operations.correct_person, person=person):
        return _done(token, "corrected")
    return _page(request, person, token, form, status=422)


def _done(token: str, what: str) -> HttpResponse:
    return redirect(reverse("people:self_service", args=[token]) + f"?done={what}")


@csrf_exempt
@require_POST
@by_link
def stop(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    form = ChannelForm(request.POST)
    if form.is_valid():
        channel = form.cleaned_data["channel"]
        operations.withdraw_channel(
            person=person,
            channels=[channel] if channel else list(Channel),
            source="self-service",
        )
    return _done(token, "stopped")


@require_safe
@by_link
def export_json(_request: HttpRequest, person: Person, _token: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    dump = {"indent": 2, "ensure_ascii": False}
    return JsonResponse(person_export(person), json_dumps_params=dump, headers=headers)


@require_safe
@by_link
def export_csv(_request: HttpRequest, person: Person, _token: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="my-data.csv"'}
    table = as_table(person_export(person))
    return HttpResponse(table, content_type="text/csv; charset=utf-8", headers=headers)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def erase(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    context: dict[str, Any] = {"organization": person.organization, "token": token}
    if request.method == "POST":
        operations.erase_person(person=person)
        return render(request, "people/self_erased.html", context)
    return render(request, "people/self_erase.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a POST stops the mail, at once and for ever; a GET, which scanners send too, shows a button."""
    stopped = links.stop_of(token)
    if stopped is None:
        return render(request, "people/link_gone.html", status=410)
    point, _for = stopped
    person = links.current(point.person) if point else None
    if request.method == "POST" and person is not None:
        operations.withdraw_channel(person=person, channels=[Channel.EMAIL], source="unsubscribe")
    context = {
        "organization": point.organization if point else None,
        "token": token,
        "is_done": request.method == "POST",
    }
    return render(request, "people/unsubscribe.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def request_link(request: HttpRequest, organization: str) -> HttpResponse:
    """Ask for the link to one's data. The answer is the same whether the address is known or not."""
    found = get_object_or_404(Organization.objects.public(), slug=organization)
    form = RequestForm(request.POST or None)
    context: dict[str, Any] = {"organization": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            defence.check(request.POST)
            _limit(request)
        except Refused as refused:
            form.refuse(refused)
        else:
            operations.mail_self_service_links(
                organization=found,
                email=form.cleaned_data["email"],
                language=page_language(),
            )
            return render(request, "people/your_data_asked.html", context)
    context["stamp"] = defence.new_stamp()
    return form_page(request, "people/your_data.html", context)


def _limit(request: HttpRequest) -> None:
    if not take(visitor_key(request, "your-data"), capacity=5, per_second=1 / 300):
        raise Refused(_("You asked several times. Please wait some minutes and ask again."))
