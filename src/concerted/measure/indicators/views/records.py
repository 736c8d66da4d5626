"""Figures from the platform's own records."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.measure.indicators.extracts.registry import Asked, extracts
from concerted.measure.indicators.forms.records import RecordsForm, every
from concerted.measure.indicators.operations.drawing import draw_extract
from concerted.measure.indicators.views.gate import about, address, editable_indicator


@require_http_methods(["GET", "HEAD", "POST"])
def draw_records(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Choose a recipe and a day; a POST makes an intake of what it counts."""
    found = editable_indicator(request, organization, slug)
    recipes = tuple(one for one in extracts() if (one.kind, one.unit) == (found.kind, found.unit))
    form = RecordsForm(request.POST or None, indicator=found, recipes=recipes)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        recipe = next(one for one in recipes if one.name == told["extract"])
        asked = Asked(found.organization, told["until"], every(found), told["choice"])
        try:
            drawn = draw_extract(indicator=found, extract=recipe, asked=asked, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            words = _("Counted. The figures wait for a second look.")
            before = _("This was counted before. Here are the figures as they were counted then.")
            messages.success(request, words if drawn.is_new else before)
            return redirect(address("intake", found.organization, drawn.intake.pk))
    context = about(
        found,
        form=form,
        title=_("Count our own records"),
        lead=_("The same day counts the same again, and what was counted stays written down."),
        label=_("Count them"),
    )
    return form_page(request, "base/form.html", context)
