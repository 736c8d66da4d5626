"""What people told of themselves on paper: the sheet to print, and typing it in, apart from answers and ballots."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.representation.forms.about_you import AboutYouForm
from concerted.listen.representation.forms.paper import PrintForm, TypedForm
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.asking import asking
from concerted.listen.representation.queries.paper import about_you_pdf
from concerted.listen.representation.queries.subjects import subject_of
from concerted.listen.representation.views.gate import entered_occasion


@require_http_methods(["GET", "POST"])
def type_about_you(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """One sheet after the other. Each form is good for one: sent twice, it is one person."""
    occasion = entered_occasion(request, organization, pk)
    subject = subject_of(occasion, page_language())
    if subject is None:
        raise Http404
    typed = TypedForm(request.POST or None, initial={"sheet": uuid.uuid4()})
    form = AboutYouForm(asking(occasion, "", page_language()), request.POST or None)
    if request.method == "POST" and form.is_valid() and typed.is_valid():
        try:
            if not form.told:
                raise Refused(_("Nothing is ticked. An empty sheet is not typed in."))
            tell_about_oneself(occasion=occasion, key=typed.key, told=form.told)
            messages.success(request, _("Saved. Here is the next sheet."))
            return redirect(request.path)
        except Refused as refused:
            form.refuse(refused)
    elif typed.errors:
        form.add_error(None, _("Please open this page anew, and type the sheet there."))
    context = {
        "organization": occasion.organization,
        "occasion": occasion,
        "subject": subject,
        "form": form,
        "typed": typed,
        "print": PrintForm(occasion.organization.page_languages, initial={"size": "letter"}),
    }
    return form_page(request, "representation/type_about_you.html", context)


@require_GET
def about_you_sheet(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    occasion = entered_occasion(request, organization, pk)
    subject = subject_of(occasion, page_language())
    languages = occasion.organization.page_languages
    given = {"language": languages[0], "size": "letter"}
    form = PrintForm(languages, {**given, **request.GET.dict()})
    if subject is None or not form.is_valid():
        raise Http404
    pdf = about_you_pdf(occasion, subject, **form.cleaned_data)
    name = f"about-you-{form.cleaned_data['language']}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
