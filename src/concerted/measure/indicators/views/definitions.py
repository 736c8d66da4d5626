"""What is counted: the list, the desk of one indicator, its words."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.measure.indicators.forms.indicators import IndicatorForm
from concerted.measure.indicators.models import Indicator
from concerted.measure.indicators.operations import indicators as operations
from concerted.measure.indicators.queries.office import desk_of, rows_of
from concerted.measure.indicators.views.gate import (
    about,
    address,
    editable_indicator,
    of_indicator,
    office,
    visible_indicator,
)
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import organized
from concerted.organizations.views.steps import Steps


@require_GET
def indicators(request: HttpRequest, organization: str) -> HttpResponse:
    owner = office(request, organization)
    context = {
        "organization": owner,
        "rows": rows_of(owner, request.user, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "indicators/indicators.html", context)


@require_GET
def indicator(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible_indicator(request, organization, slug)
    context = {
        "organization": found.organization,
        "indicator": found,
        "desk": desk_of(found, request.user, page_language()),
        "can_edit": can_organize(found.organization, request.user),
        "can_enter": Indicator.objects.enterable_by(request.user).filter(pk=found.pk).exists(),
        "translations": [
            (state, of_indicator("translate_indicator", found, state.language))
            for state in translation_states(found)
        ],
    }
    return render(request, "indicators/indicator.html", context)


@require_http_methods(["GET", "POST"])
def add_indicator(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = IndicatorForm(request.POST or None, initial={"language": owner.language})
    if form.done(operations.add_indicator, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Only your team sees it."))
        return redirect(of_indicator("indicator", form.result))
    context = {
        "organization": owner,
        "form": form,
        "title": _("Choose what to count"),
        "lead": _("One definition, for all who count. It starts as a draft."),
        "back_url": address("indicators", owner),
    }
    return form_page(request, "base/form.html", context)


@require_http_methods(["GET", "POST"])
def change_indicator(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_indicator(request, organization, slug)
    form = IndicatorForm(request.POST or None, instance=found)
    if form.done(operations.change_indicator, indicator=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(of_indicator("indicator", found))
    return form_page(
        request, "base/form.html", about(found, form=form, title=_("Change the definition"))
    )


steps = Steps(editable_indicator, "indicator", partial(of_indicator, "indicator"))
publish_indicator = steps.at_once(
    operations.publish_indicator,
    gettext_lazy("Published. Its page opens with the first release of figures."),
)
reopen_indicator = steps.at_once(
    operations.reopen_indicator, gettext_lazy("This indicator takes figures again.")
)
translate_indicator = steps.translated()


@require_http_methods(["GET", "POST"])
def close_indicator(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable_indicator(request, organization, slug)
    if request.method == "POST":
        operations.close_indicator(indicator=found, by=request.user)
        messages.success(request, _("Closed. It takes no more figures."))
        return redirect(of_indicator("indicator", found))
    name = found.in_language(page_language()).title
    context = {
        "organization": found.organization,
        "title": _("Close “%(name)s”?") % {"name": name},
        "text": _("It takes no more figures then. What was released stays."),
        "label": _("Close this indicator"),
        "is_harmful": True,
        "back_url": of_indicator("indicator", found),
    }
    return render(request, "base/confirm.html", context)
