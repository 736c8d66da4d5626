from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concerted.accounts import second_factor
from concerted.accounts.models import User
from concerted.accounts.views import lead_to_second_step
from concerted.base.http import form_page
from concerted.organizations import desk, operations, queries, showcase
from concerted.organizations.forms import NewOrganizationForm
from concerted.organizations.models import Organization, RoleKind
from concerted.organizations.views.gate import joined


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "places": queries.places(),
        "workspaces": queries.workspaces_of(request.user),
        "is_signed_in": request.user.is_authenticated,
        "is_administrator": getattr(request.user, "is_superuser", False),
    }
    return render(request, "organizations/home.html", context)


@require_safe
def page(request: HttpRequest, organization: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.public(), slug=organization)
    context = {
        "organization": found,
        "shelves": showcase.shelves(found, get_language() or found.language),
    }
    return render(request, "organizations/page.html", context)


@require_safe
def work(request: HttpRequest, organization: str) -> HttpResponse:
    found = joined(request, organization)
    context = {
        "organization": found,
        "cards": desk.cards_for(found, request.user),
        "workspace": queries.workspace_of(request.user, organization),
    }
    return render(request, "organizations/work.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def administration(request: HttpRequest) -> HttpResponse:
    """The administrator's page: every organization, and a form for a new one."""
    administrator = cast(User, request.user)
    if not administrator.is_superuser:
        raise Http404
    if not settings.IS_DEMO and not second_factor.has_one(administrator):
        return lead_to_second_step(request)
    form = NewOrganizationForm(request.POST or None, initial={"language": get_language()})
    if form.done(_create, administrator=administrator):
        messages.success(request, _("“%(name)s” is added.") % {"name": form.result.name})
        return redirect("organizations:administration")
    context = {"form": form, "places": queries.places()}
    return form_page(request, "organizations/administration.html", context)


@transaction.atomic
def _create(*, administrator: User, owner_email: str, **values: Any) -> Organization:
    """The organization, and the invitation of its owner, who may be the administrator."""
    email = owner_email.lower()
    is_own = email in ("", administrator.email)
    found = operations.create_organization(
        **values, owner=administrator if is_own else None, by=administrator
    )
    if not is_own:
        operations.invite_member(
            organization=found,
            email=email,
            kind=RoleKind.OWNER,
            language=found.language,
            by=administrator,
        )
    return found
