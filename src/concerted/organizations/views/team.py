from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concerted.accounts.models import User
from concerted.base.http import form_page
from concerted.organizations import operations, queries
from concerted.organizations.forms import HandOverForm, InvitationForm, RoleForm
from concerted.organizations.models import Organization, Role
from concerted.organizations.views.gate import joined

ASKS_FIRST = ["GET", "HEAD", "POST"]


@require_safe
def team(request: HttpRequest, organization: str) -> HttpResponse:
    found = joined(request, organization)
    form = InvitationForm(initial={"language": get_language()})
    return team_page(request, found, form)


def team_page(
    request: HttpRequest, organization: Organization, form: InvitationForm, status: int = 200
) -> HttpResponse:
    context = {
        "organization": organization,
        "team": queries.team_of(organization, request.user),
        "form": form,
    }
    return render(request, "organizations/team.html", context, status=status)


@require_http_methods(ASKS_FIRST)
def change_role(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    role = _editable_role(request, organization, pk)
    form = RoleForm(request.POST or None, initial={"kind": role.kind})
    if form.done(operations.change_role, role=role, by=cast(User, request.user)):
        messages.success(request, _("Saved."))
        return redirect("organizations:team", organization)
    context = {"organization": role.organization, "role": role, "form": form}
    return form_page(request, "organizations/change_role.html", context)


@require_http_methods(ASKS_FIRST)
def remove_member(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    role = _editable_role(request, organization, pk)
    if request.method == "POST":
        operations.remove_member(role=role, by=cast(User, request.user))
        messages.success(request, _("%(name)s is off the team.") % {"name": role.user})
        return redirect("organizations:team", organization)
    context = {"organization": role.organization, "role": role}
    return render(request, "organizations/remove_member.html", context)


@require_http_methods(ASKS_FIRST)
def leave(request: HttpRequest, organization: str) -> HttpResponse:
    found = joined(request, organization)
    if request.method == "POST":
        operations.leave_organization(organization=found, by=cast(User, request.user))
        messages.success(request, _("You have left %(name)s.") % {"name": found.name})
        return redirect("organizations:home")
    return render(request, "organizations/leave.html", {"organization": found})


@require_http_methods(ASKS_FIRST)
def hand_over(request: HttpRequest, organization: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.editable_by(request.user), slug=organization)
    members = (
        Role.objects.editable_by(request.user)
        .filter(organization=found)
        .exclude(user=cast(User, request.user))
        .select_related("user")
        .order_by("user__name")
    )
    form = HandOverForm(request.POST or None, members=members)
    if form.done(operations.hand_over, organization=found, by=cast(User, request.user)):
        messages.success(request, _("%(name)s is now an owner.") % {"name": form.result.user})
        return redirect("organizations:team", organization)
    context = {"organization": found, "form": form, "has_members": bool(members)}
    return form_page(request, "organizations/hand_over.html", context)


def _editable_role(request: HttpRequest, organization: str, pk: uuid.UUID) -> Role:
    return get_object_or_404(
        Role.objects.editable_by(request.user).select_related("organization", "user"),
        organization__slug=organization,
        pk=pk,
    )
