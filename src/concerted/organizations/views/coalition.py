from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.accounts.models import User
from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.organizations import operations, queries
from concerted.organizations.forms import InviteOrganizationForm
from concerted.organizations.models import Membership, MembershipInvitation, Organization


@require_http_methods(["GET", "HEAD", "POST"])
def coalition(request: HttpRequest, organization: str) -> HttpResponse:
    """The members of a coalition, or the coalitions of an organization; a POST asks one to join."""
    may_ask = request.method == "POST"
    gate = Organization.objects.editable_by if may_ask else Organization.objects.visible_to
    found = get_object_or_404(gate(request.user), slug=organization)
    form = InviteOrganizationForm(request.POST or None)
    if may_ask and form.is_valid():
        try:
            asked = operations.invite_organization(
                coalition=found, by=cast(User, request.user), **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            words = _("%(name)s has been asked. Its owners decide.")
            messages.success(request, words % {"name": asked.member.name})
            return redirect("organizations:coalition", organization)
    mine = queries.workspace_of(request.user, organization)
    context = {
        "organization": found,
        "is_coalition": found.kind == Organization.Kind.COALITION,
        "is_owner": mine is not None and mine.is_owned,
        "sides": queries.coalitions_of(found, request.user),
        "form": form,
    }
    return form_page(request, "organizations/coalition.html", context)


@require_POST
def accept(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _to_answer(request, organization, pk)
    operations.accept_membership(invitation=found, by=cast(User, request.user))
    messages.success(request, _("You are part of %(name)s.") % {"name": found.organization.name})
    return redirect("organizations:coalition", organization)


@require_POST
def decline(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _to_answer(request, organization, pk)
    operations.decline_membership(invitation=found, by=cast(User, request.user))
    messages.success(request, _("Declined."))
    return redirect("organizations:coalition", organization)


@require_POST
def withdraw(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(
        MembershipInvitation.objects.editable_by(request.user),
        organization__slug=organization,
        pk=pk,
    )
    operations.withdraw_membership_invitation(invitation=found, by=cast(User, request.user))
    messages.success(request, _("The invitation is taken back."))
    return redirect("organizations:coalition", organization)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """Either side may end a membership."""
    here = get_object_or_404(Organization.objects.editable_by(request.user), slug=organization)
    found = get_object_or_404(
        Membership.objects.editable_by(request.user)
        .filter(Q(organization=here) | Q(member=here))
        .select_related("organization", "member"),
        pk=pk,
    )
    if request.method == "POST":
        operations.end_membership(membership=found, by=cast(User, request.user))
        messages.success(request, _("The membership has ended."))
        return redirect("organizations:coalition", organization)
    context = {"organization": here, "membership": found}
    return render(request, "organizations/end_membership.html", context)


def _to_answer(request: HttpRequest, organization: str, pk: uuid.UUID) -> MembershipInvitation:
    return get_object_or_404(
        MembershipInvitation.objects.visible_to(request.user)
        .answerable_by(request.user)
        .select_related("organization"),
        member__slug=organization,
        pk=pk,
    )
