"""The texts that agreements are made from."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import joined
from concerted.pool.agreements.fields import FIELDS
from concerted.pool.agreements.forms.agreements import TemplateForm
from concerted.pool.agreements.models import Kind
from concerted.pool.agreements.operations import templates as operations
from concerted.pool.agreements.queries.pages import template_rows
from concerted.pool.agreements.standard import standard_texts
from concerted.pool.agreements.views.gate import owned


@require_GET
def templates(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    context = {
        "organization": owner,
        "rows": template_rows(owner, request.user),
        "can_edit": Organization.objects.editable_by(request.user).filter(pk=owner.pk).exists(),
    }
    return render(request, "agreements/templates.html", context)


@require_http_methods(["GET", "POST"])
def write_template(request: HttpRequest, organization: str, kind: str) -> HttpResponse:
    owner = owned(request, organization)
    if kind not in Kind.values:
        raise Http404
    rows = {one.kind: one for one in template_rows(owner, request.user)}
    template = rows[Kind(kind)].template
    texts = template.texts if template is not None else standard_texts(kind)
    form = TemplateForm(sorted(standard_texts(kind)), request.POST or None, texts=texts)
    if form.done(operations.write_template, organization=owner, kind=kind, by=request.user):
        messages.success(request, _("Saved. Agreements that exist keep the text they have."))
        return redirect("agreements:templates", owner.slug)
    context = {
        "organization": owner,
        "kind": Kind(kind),
        "fields": FIELDS[kind],
        "form": form,
    }
    return form_page(request, "agreements/write_template.html", context)
