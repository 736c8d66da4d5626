"""A goal shown elsewhere: on the dashboard, in the pages of others, on a wall."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from concerted.base.http import framed
from concerted.base.languages import page_language
from concerted.base.papers import PaperSize
from concerted.measure.indicators.models import Veto
from concerted.measure.indicators.queries.withdrawn import mark_of
from concerted.measure.reports.forms import FlyerForm
from concerted.measure.reports.queries import gist
from concerted.measure.reports.queries.flyers import flyer_languages, flyer_pdf
from concerted.measure.reports.views.gate import public_goal
from concerted.organizations.models import Organization

KEPT = 120
"""Seconds: what is live may be so much behind."""


@require_GET
def dashboard(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    context = {"organization": owner, "gists": gist.dashboard(owner, page_language())}
    return render(request, "reports/dashboard.html", context)


@framed
@require_GET
def embed(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    goal = public_goal(organization, slug)
    context = {
        "organization": goal.organization,
        "gist": gist.gists([goal], page_language())[0],
    }
    response = render(request, "reports/embed.html", context)
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@require_GET
def share(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    goal = public_goal(organization, slug)
    languages = flyer_languages(goal)
    own = page_language() if page_language() in dict(languages) else languages[0][0]
    other = next((code for code, _name in languages if code != own), "")
    context = {
        "organization": goal.organization,
        "goal": goal,
        "text": goal.in_language(page_language()),
        "form": FlyerForm(initial={"front": own, "back": other}, languages=languages),
        "site": settings.ADDRESS,
    }
    return render(request, "reports/share.html", context)


@require_GET
def flyer(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    goal = public_goal(organization, slug)
    form = FlyerForm(request.GET, languages=flyer_languages(goal))
    is_valid = form.is_valid()
    languages = form.languages if is_valid else [page_language()]
    size = (form.cleaned_data["size"] if is_valid else "") or PaperSize.LETTER
    told = mark_of(Veto.objects.public().standing().filter(organization=goal.organization_id))
    key = f"flyer:{goal.pk.hex}:{'-'.join(languages)}:{size}:{told}"
    content = cache.get(key)
    if content is None:
        content = flyer_pdf(goal, languages, size)
        cache.set(key, content, KEPT)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    patch_cache_control(response, public=True, max_age=KEPT)
    return response
