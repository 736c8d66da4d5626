from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from concerted.base.http import form_page
from concerted.organizations.translating import (
    TranslationForm,
    save_translation,
    translation_states,
)
from concerted.organizations.translations import TranslatableRecord


def translation_page(
    request: HttpRequest,
    record: TranslatableRecord,
    language: str,
    *,
    back_url: str,
    template: str = "organizations/translate.html",
) -> HttpResponse:
    """The page on which ``record`` is given in ``language``. The room's view has read it as editable.

    A room that says more than the plain page has a ``template`` that extends it.
    """
    states = {state.language: state for state in translation_states(record, also=language)}
    if language not in states:
        raise Http404
    form = TranslationForm(record, language, request.POST or None)
    if form.done(save_translation, record=record, language=language, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back_url)
    context = {
        "organization": record.organization,
        "record": record,
        "state": states[language],
        "form": form,
        "back_url": back_url,
    }
    return form_page(request, template, context)
