"""Telling who one is, after the vote: kept apart from the name on the list and from the ballot."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.decide.proposals.queries.own import took_part
from concerted.decide.proposals.views.gate import linked
from concerted.listen.representation.queries.asking import occasion_of
from concerted.listen.representation.views import devices
from concerted.listen.representation.views.telling import tell


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def about_you(request: HttpRequest, token: str) -> HttpResponse:
    """The link only opens the page. What is told lies under a key on this device, to which no link leads."""
    found = linked(token)
    occasion = occasion_of(found.proposal)
    if occasion is None or not occasion.takes_answers or not took_part(found):
        raise Http404
    key = devices.key_on(request, occasion) or devices.new_key()
    told, is_kept = tell(request, occasion, key)
    if is_kept:
        return devices.remember(redirect("proposals:own_page", token), occasion, key)
    context = {
        **told,
        "organization": found.proposal.organization,
        "text": found.proposal.in_language(page_language()),
        "token": token,
    }
    return form_page(request, "proposals/about_you.html", context)
