from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.lobbying.queries.classified import classified
from concerted.act.signons import operations, queries
from concerted.act.signons.forms import (
    AskOutsideForm,
    AskPartnersForm,
    DeclineForm,
    DeliveryForm,
    LetterForm,
    MailForm,
    SignForm,
    officials_to_mail,
    partners_to_ask,
)
from concerted.act.signons.links import linked as read_link
from concerted.act.signons.models import SignOn, SignOnLetter
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, one_of, organized
from concerted.organizations.views.steps import Steps


def _visible(request: HttpRequest, organization: str, slug: str) -> SignOnLetter:
    rows = SignOnLetter.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def _editable(request: HttpRequest, organization: str, slug: str) -> SignOnLetter:
    rows = SignOnLetter.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def _back(letter: SignOnLetter) -> str:
    return reverse("signons:letter", args=[letter.organization.slug, letter.slug])


def _form(
    request: HttpRequest, owner: Organization, form: Any, title: str, **more: Any
) -> HttpResponse:
    context = {"organization": owner, "form": form, "title": title, **more}
    return form_page(request, "signons/form.html", context)


@require_GET
def letters(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    context = {
        "organization": owner,
        "lines": queries.letter_lines(owner, request.user),
        "asked": queries.to_answer(owner, request.user),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "signons/letters.html", context)


@require_GET
def letter(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _visible(request, organization, slug)
    context = {
        "organization": found.organization,
        "desk": queries.letter_desk(found, request.user),
        "can_edit": can_organize(found.organization, request.user),
        "classified": classified(found, request.user),
        "translations": [
            (state, reverse("signons:translate_letter", args=[organization, slug, state.language]))
            for state in translation_states(found)
        ],
    }
    return render(request, "signons/letter.html", context)


@require_http_methods(["GET", "POST"])
def add_letter(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    initial = {"campaign": request.GET.get("campaign", "")[:40]}
    form = LetterForm(request.user, owner, request.POST or None, initial=initial)
    if form.done(operations.add_letter, by=request.user):
        messages.success(request, _("Saved as a draft. Only your team sees it."))
        return redirect(_back(form.result))
    back_url = reverse("signons:letters", args=[owner.slug])
    return _form(request, owner, form, _("Write a sign-on letter"), back_url=back_url)


@require_http_methods(["GET", "POST"])
def edit_letter(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    owner = found.organization
    form = LetterForm(request.user, owner, request.POST or None, instance=found)
    if form.done(operations.edit_letter, letter=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_back(found))
    return _form(request, owner, form, _("Change the letter"), back_url=_back(found))


steps = Steps(_editable, "letter", _back)
open_letter = steps.at_once(
    operations.open_letter,
    gettext_lazy("Open. Its words are frozen now; who is asked gets a mail."),
)
close_letter = steps.at_once(operations.close_letter, gettext_lazy("Closed. Its page stays."))
# A translation is to read; the text that is signed stays as it is.
translate_letter = steps.translated()


@require_http_methods(["GET", "POST"])
def ask_partners(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    partners = partners_to_ask(found, request.user)
    form = AskPartnersForm(request.POST or None, partners=partners)
    if form.done(operations.ask_partners, letter=found, by=request.user):
        messages.success(request, _("Asked."))
        return redirect(_back(found))
    return _form(request, found.organization, form, _("Ask partners"), back_url=_back(found))


@require_http_methods(["GET", "POST"])
def ask_outside(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    form = AskOutsideForm(request.POST or None, initial={"language": found.language})
    if form.done(operations.ask_outside, letter=found, by=request.user):
        messages.success(request, _("Asked."))
        return redirect(_back(found))
    title = _("Ask another organization")
    return _form(request, found.organization, form, title, back_url=_back(found))


@require_http_methods(["GET", "POST"])
def note_delivery(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    form = DeliveryForm(request.POST or None)
    if form.done(operations.note_delivery, letter=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_back(found))
    return _form(request, found.organization, form, _("It was delivered"), back_url=_back(found))


@require_http_methods(["GET", "POST"])
def mail_letter(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    officials = officials_to_mail(found, request.user)
    form = MailForm(request.POST or None, letter=found, officials=officials)
    if form.done(operations.mail_letter, letter=found, by=request.user):
        messages.success(request, _("On its way."))
        return redirect(_back(found))
    title = _("Mail the letter")
    return _form(request, found.organization, form, title, label=title, back_url=_back(found))


def _answer_page(
    request: HttpRequest, signon: SignOn, form: SignForm, **more: Any
) -> HttpResponse:
    context = {
        "organization": signon.letter.organization,
        "signon": signon,
        "letter": signon.letter,
        "text": signon.letter.in_language(page_language()),
        "form": form,
        **more,
    }
    return form_page(request, "signons/answer.html", context)


def _answerable(request: HttpRequest, organization: str, pk: uuid.UUID) -> SignOn:
    rows = SignOn.objects.answerable_by(request.user).filter(letter__opened_at__isnull=False)
    found = rows.filter(partner__slug=organization, pk=pk)
    signon = found.select_related("letter__organization", "partner").first()
    if signon is None:
        raise Http404
    return signon


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """A partner signs, by an owner of it."""
    signon = _answerable(request, organization, pk)
    form = SignForm(request.POST or None, request.FILES or None, signon=signon)
    language = page_language()
    if form.done(operations.sign_on, signon=signon, by=request.user, language=language):
        messages.success(request, _("Signed. Thank you."))
        return redirect("signons:answer", organization, pk)
    at = [organization, pk]
    urls = {
        "take_back_url": reverse("signons:take_back", args=at),
        "decline_url": reverse("signons:decline", args=at),
    }
    return _answer_page(request, signon, form, **urls)


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """A partner says that it does not sign, by an owner of it."""
    signon = _answerable(request, organization, pk)
    form = DeclineForm(request.POST or None)
    if form.done(operations.decline, signon=signon, by=request.user):
        messages.success(request, _("Written down. You are reminded no more."))
        return redirect("signons:answer", organization, pk)
    back_url = reverse("signons:answer", args=[organization, pk])
    return _decline_page(request, signon, form, back_url)


def _decline_page(
    request: HttpRequest, signon: SignOn, form: DeclineForm, back_url: str, **more: Any
) -> HttpResponse:
    context = {
        "organization": signon.letter.organization,
        "signon": signon,
        "text": signon.letter.in_language(page_language()),
        "form": form,
        "back_url": back_url,
        **more,
    }
    return form_page(request, "signons/decline.html", context)


@require_POST
def take_back(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    operations.take_back(signon=_answerable(request, organization, pk), by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("signons:answer", organization, pk)


def _linked(token: str) -> SignOn:
    found = read_link(token)
    if found is None or found.letter.is_draft:
        raise Http404
    return found


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """Another organization reads and signs by its mailed link. A GET shows, only a POST signs."""
    signon = _linked(token)
    form = SignForm(request.POST or None, request.FILES or None, signon=signon)
    if form.done(operations.sign_on, signon=signon, language=page_language()):
        return redirect("signons:linked", token)
    urls = {
        "take_back_url": reverse("signons:take_back_linked", args=[token]),
        "decline_url": reverse("signons:decline_linked", args=[token]),
    }
    return _answer_page(request, signon, form, is_linked=True, **urls)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def decline_linked(request: HttpRequest, token: str) -> HttpResponse:
    signon = _linked(token)
    form = DeclineForm(request.POST or None)
    if form.done(operations.decline, signon=signon):
        return redirect("signons:linked", token)
    back_url = reverse("signons:linked", args=[token])
    return _decline_page(request, signon, form, back_url, is_linked=True)


@csrf_exempt
@never_cache
@require_POST
def take_back_linked(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    operations.take_back(signon=_linked(token))
    return redirect("signons:linked", token)


def _public(organization: str, slug: str) -> SignOnLetter:
    return one_of(SignOnLetter.objects.public().with_everything(), organization, slug=slug)


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _public(organization, slug)
    context = {
        "organization": found.organization,
        "letter": found,
        "text": found.in_language(page_language()),
        "mailed": queries.mailed_count(found),
        "state": queries.state_of(found),
        "signers": queries.signers_of(found),
        "authority": queries.authority_words(),
    }
    return render(request, "signons/page.html", context)


@require_GET
def letter_pdf(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _public(organization, slug)
    content = queries.letter_document(found, request.GET.get("size", ""))
    headers = {"Content-Disposition": f'inline; filename="{found.slug}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
