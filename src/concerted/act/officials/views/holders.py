"""The next holder of a post."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concerted.act.officials import operations
from concerted.act.officials.forms import HolderForm
from concerted.act.officials.models import Post
from concerted.base.http import form_page
from concerted.organizations.views.gate import joined
from concerted.organizations.zones import today_in


@require_http_methods(["GET", "POST"])
def add_holder(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    owner = joined(request, organization)
    mine = Post.objects.editable_by(request.user).known_to(owner).select_related("jurisdiction")
    post = get_object_or_404(mine, pk=pk)
    form = HolderForm(request.POST or None, post=post, day=today_in(owner))
    if form.done(operations.add_holder, post=post, day=today_in(owner), by=request.user):
        messages.success(request, _("Saved."))
        return redirect("officials:page", owner.slug, form.result.pk)
    context = {"organization": owner, "post": post, "form": form}
    return form_page(request, "officials/add_holder.html", context)
