"""The signed link to an organization that is not here yet. The link itself is the gate; only a POST does."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from concerted.accounts.models import User
from concerted.base.errors import Refused
from concerted.base.links import read
from concerted.organizations.models import Organization
from concerted.pool.partners.forms import RegisterForm
from concerted.pool.partners.models import PartnerInvitation
from concerted.pool.partners.operations import inviting, joining
from concerted.pool.partners.queries.pages import subject_labels
from concerted.pool.partners.queries.sides import closed_words
from concerted.pool.partners.views.gate import address


@require_safe
def linked(request: HttpRequest, token: str) -> HttpResponse:
    found = _invited(token)
    return _page(request, token, found, _form(request, found))


@csrf_exempt  # the signed token in the address is the proof; the page sets no cookie
@require_POST
def register(request: HttpRequest, token: str) -> HttpResponse:
    found = _invited(token)
    user = _signed_in(request)
    form = _form(request, found, bound=True)
    if not form.is_valid():
        return _page(request, token, found, form, status=422)
    given = form.cleaned_data
    try:
        membership, person = joining.register_partner(
            invitation=found,
            member=given.get("member"),
            name=given.get("organization", ""),
            about=given.get("about", ""),
            person=given.get("name", ""),
            password=given.get("password"),
            language=get_language() or "",
            by=user,
        )
    except Refused as refused:
        return _page(request, token, found, form, status=409, refused=refused)
    place = address(membership.member, membership)
    if user is not None:
        return redirect(place)
    return perform_login(request, person, redirect_url=place, email=person.email)  # type: ignore[no-any-return]


@csrf_exempt  # as above
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = _invited(token)
    inviting.decline_invitation(invitation=found, by=None)
    return redirect("partners:linked", token)


def _invited(token: str) -> PartnerInvitation:
    """The invitation of a signed link: the link itself is the right to see it."""
    key = read(token, purpose=inviting.PURPOSE)
    if key is None:
        raise Http404
    return get_object_or_404(PartnerInvitation.of_signed_link(key))


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _form(request: HttpRequest, found: PartnerInvitation, *, bound: bool = False) -> RegisterForm:
    return RegisterForm(
        request.POST if bound else None,
        initial={"organization": found.name},
        user=_signed_in(request),
        owned=Organization.objects.editable_by(request.user).exclude(pk=found.organization_id),
    )


def _page(
    request: HttpRequest,
    token: str,
    found: PartnerInvitation,
    form: RegisterForm,
    *,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    user = _signed_in(request)
    is_open = found.answered_at is None and not found.is_expired
    context = {
        "invitation": found,
        "coalition": found.organization,
        "subjects": subject_labels(found.subjects),
        "token": token,
        "form": form,
        "is_open": is_open,
        "closed_words": "" if is_open else closed_words(found),
        "is_theirs": user is not None and user.email.lower() == found.email,
        "is_signed_in": user is not None,
        "is_known": User.objects.filter(email=found.email).exists(),
        "refused": refused,
        "here": reverse("partners:linked", args=[token]),
    }
    return render(request, "partners/linked.html", context, status=status)
