from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from concerted.accounts import operations, second_factor
from concerted.accounts.forms import ProfileForm
from concerted.accounts.models import User
from concerted.base.http import form_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    kept = {"name": user.name, "language": user.language}
    form = ProfileForm(request.POST or None, initial=kept)
    if form.done(operations.change_profile, user=user):
        with override(form.result.language):
            messages.success(request, _("Saved."))
            return redirect(reverse("accounts:profile"))
    context = {
        "form": form,
        "has_password": user.has_usable_password(),
        "has_second_factor": second_factor.has_one(user),
    }
    return form_page(request, "accounts/profile.html", context)


def lead_to_second_step(request: HttpRequest) -> HttpResponse:
    """To the page where a second step is set up, saying why."""
    words = _("You need a second step for this. Please set one up; it takes two minutes.")
    messages.warning(request, words)
    return redirect("mfa_index")


@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    user = operations.sign_out_everywhere(user=cast(User, request.user))
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("accounts:profile")
