"""What holds for every page of an organization, before its view runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from concerted.accounts.views import lead_to_second_step
from concerted.organizations.queries import guest_of, lacks_second_factor, workspace_of
from concerted.organizations.zones import activate, zone_of

PUBLIC = "o/<slug:organization>"
WORK = "work/<slug:organization>"


class OrganizationMiddleware:
    """Times in the organization's zone; a workspace only for who is signed in, owners with a second factor.

    A public page costs nothing while the process remembers the zone. A workspace page costs the one query
    that the shell needs anyway.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.streaming:
            timezone.deactivate()
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        timezone.deactivate()
        slug = kwargs.get("organization")
        route = request.resolver_match.route if request.resolver_match else ""
        if slug and PUBLIC in route:
            activate(zone_of(slug))
        elif slug and WORK in route:
            return self._workspace(request, slug)
        return None

    def _workspace(self, request: HttpRequest, slug: str) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        place = workspace_of(request.user, slug) or guest_of(request.user, slug)
        if place is None:
            return None
        if not settings.IS_DEMO and lacks_second_factor(request.user):
            return lead_to_second_step(request)
        activate(place.organization.time_zone)
        return None
