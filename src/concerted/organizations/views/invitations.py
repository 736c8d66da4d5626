from __future__ import annotations

import uuid
from typing import cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from concerted.accounts.models import User
from concerted.base.errors import Refused
from concerted.base.links import read
from concerted.organizations import operations
from concerted.organizations.forms import InvitationForm, JoinForm
from concerted.organizations.models import Invitation, Organization
from concerted.organizations.operations.invitations import PURPOSE
from concerted.organizations.views.team import team_page


@require_POST
def invite(request: HttpRequest, organization: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.editable_by(request.user), slug=organization)
    form = InvitationForm(request.POST)
    if form.done(operations.invite_member, organization=found, by=cast(User, request.user)):
        messages.success(request, _("%(email)s is invited.") % {"email": form.result.email})
        return redirect("organizations:team", organization)
    return team_page(request, found, form, status=422)


@require_POST
def resend(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _editable(request, organization, pk)
    operations.resend_invitation(invitation=found, by=cast(User, request.user))
    messages.success(
        request, _("The invitation is on its way to %(email)s.") % {"email": found.email}
    )
    return redirect("organizations:team", organization)


@require_POST
def revoke(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _editable(request, organization, pk)
    operations.revoke_invitation(invitation=found, by=cast(User, request.user))
    messages.success(request, _("The invitation is taken back. Its link opens nothing any more."))
    return redirect("organizations:team", organization)


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link in an invitation shows; only the POST does."""
    return _invitation_page(request, token, _invited(token), JoinForm())


@csrf_exempt  # the signed token in the address is the proof; the page sets no cookie
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    found = _invited(token)
    user = _signed_in(request)
    form = JoinForm(request.POST)
    if user is None and not form.is_valid():
        return _invitation_page(request, token, found, form, status=422)
    given = {} if user is not None else {**form.cleaned_data, "language": get_language()}
    try:
        joined = operations.accept_invitation(invitation=found, by=user, **given)
    except Refused as refused:
        return _invitation_page(request, token, found, form, status=409, refused=refused)
    place = reverse("organizations:work", args=[found.organization.slug])
    if user is not None:
        return redirect(place)
    return perform_login(request, joined, redirect_url=place, email=joined.email)  # type: ignore[no-any-return]


def _invited(token: str) -> Invitation:
    """The invitation of a signed link: the link itself is the right to see it."""
    key = read(token, purpose=PURPOSE)
    if key is None:
        raise Http404
    return get_object_or_404(Invitation.of_signed_link(key))


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _invitation_page(
    request: HttpRequest,
    token: str,
    found: Invitation,
    form: JoinForm,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    user = _signed_in(request)
    context = {
        "invitation": found,
        "inviting": found.organization,
        "token": token,
        "form": form,
        "is_theirs": user is not None and user.email.lower() == found.email,
        "is_signed_in": user is not None,
        "is_known": User.objects.filter(email=found.email).exists(),
        "refused": refused,
        "here": reverse("organizations:invitation", args=[token]),
    }
    return render(request, "organizations/invitation.html", context, status=status)


def _editable(request: HttpRequest, organization: str, pk: uuid.UUID) -> Invitation:
    return get_object_or_404(
        Invitation.objects.editable_by(request.user), organization__slug=organization, pk=pk
    )
