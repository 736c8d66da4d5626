"""A coalition asks an organization to join; one that is here answers in its workspace."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.base.http import form_page
from concerted.organizations.models import Membership, Organization
from concerted.pool.partners.forms import InvitePartnerForm
from concerted.pool.partners.models import PartnerInvitation
from concerted.pool.partners.operations import inviting, joining
from concerted.pool.partners.queries.pages import subject_labels
from concerted.pool.partners.views.gate import address, owned


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, organization: str) -> HttpResponse:
    here = owned(request, organization)
    if here.kind != Organization.Kind.COALITION:
        raise Http404
    form = InvitePartnerForm(request.POST or None, initial={"language": here.language})
    if form.done(inviting.invite_partner, coalition=here, by=request.user):
        asked = form.result
        words = (
            _("%(name)s is a partner already.")
            if isinstance(asked, Membership)
            else _("%(name)s has been asked. Its owners decide.")
        )
        name = asked.member.name if isinstance(asked, Membership) else str(asked)
        messages.success(request, words % {"name": name})
        return redirect("partners:partners", organization)
    return form_page(request, "partners/invite.html", {"organization": here, "form": form})


@require_safe
def invitation(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """What the organization would agree to, and its answer."""
    found = _to_answer(request, organization, pk)
    context = {
        "organization": found.member,
        "invitation": found,
        "coalition": found.organization,
        "subjects": subject_labels(found.subjects),
    }
    return render(request, "partners/invitation.html", context)


@require_POST
def accept(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _to_answer(request, organization, pk)
    membership = joining.accept_invitation(invitation=found, by=request.user)
    messages.success(request, _("You are part of %(name)s.") % {"name": found.organization.name})
    return redirect(address(membership.member, membership))


@require_POST
def decline(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _to_answer(request, organization, pk)
    inviting.decline_invitation(invitation=found, by=request.user)
    messages.success(request, _("Declined."))
    return redirect("partners:partners", organization)


@require_POST
def resend(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _asked(request, organization, pk)
    inviting.resend_invitation(invitation=found, by=request.user)
    messages.success(request, _("The invitation is on its way to %(name)s.") % {"name": found})
    return redirect("partners:partners", organization)


@require_POST
def withdraw(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _asked(request, organization, pk)
    inviting.withdraw_invitation(invitation=found, by=request.user)
    messages.success(request, _("The invitation is taken back."))
    return redirect("partners:partners", organization)


def _to_answer(request: HttpRequest, organization: str, pk: uuid.UUID) -> PartnerInvitation:
    rows = PartnerInvitation.objects.visible_to(request.user).answerable_by(request.user)
    rows = rows.waiting().select_related("organization", "member")
    return get_object_or_404(rows, member__slug=organization, pk=pk)


def _asked(request: HttpRequest, organization: str, pk: uuid.UUID) -> PartnerInvitation:
    rows = PartnerInvitation.objects.editable_by(request.user)
    return get_object_or_404(rows, organization__slug=organization, pk=pk)
