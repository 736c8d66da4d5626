"""Conversations in the workspace."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals.queries import goals_to_serve
from concerted.listen.conversations.forms.conversations import ConversationForm, ReportForm
from concerted.listen.conversations.models import Conversation, Reading
from concerted.listen.conversations.operations import conversations as operations
from concerted.listen.conversations.queries import desk as queries
from concerted.listen.conversations.queries.reports import offered
from concerted.listen.conversations.views.gate import editable, visible
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, organized
from concerted.organizations.views.steps import Steps


def address(name: str, conversation: Conversation, *more: object) -> str:
    """A page of the workspace about ``conversation``."""
    place = [conversation.organization.slug, conversation.slug, *more]
    return reverse(f"conversations:{name}", args=place)


@require_GET
def conversations(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = Conversation.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "cards": queries.cards(found.with_everything(), page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "conversations/conversations.html", context)


@require_GET
def conversation(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    context = {
        "organization": found.organization,
        "conversation": found,
        "text": found.in_language(page_language()),
        "numbers": queries.numbers_of([found])[found.pk],
        "can_edit": can_organize(found.organization, request.user),
        "report": _report_form(found),
        "translations": [
            (state, address("translate_conversation", found, state.language))
            for state in translation_states(found)
        ],
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "conversations/conversation.html", context)


def _report_form(found: Conversation) -> ReportForm | None:
    """The languages to print the map in: first that of the conversation, then the next there is."""
    if not Reading.objects.public().filter(conversation=found).exists():
        return None
    languages = offered(found)
    codes = [code for code, _name in languages]
    first = {"language": codes[0], "beside": codes[1] if codes[1:] else ""}
    return ReportForm(languages=languages, initial=first)


@require_http_methods(["GET", "POST"])
def add_conversation(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    goals = goals_to_serve(owner, request.user)
    form = ConversationForm(
        request.POST or None, initial={"language": owner.language}, goals=goals
    )
    if form.done(operations.add_conversation, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Now add the first statements."))
        return redirect(address("seed_statements", form.result))
    context = {"organization": owner, "form": form}
    return form_page(request, "conversations/add_conversation.html", context)


@require_http_methods(["GET", "POST"])
def change_conversation(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    goals = goals_to_serve(found.organization, request.user, own=found.goal_id)
    form = ConversationForm(request.POST or None, instance=found, goals=goals)
    if form.done(operations.change_conversation, conversation=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("conversation", found))
    context = {"organization": found.organization, "conversation": found, "form": form}
    return form_page(request, "conversations/change_conversation.html", context)


steps = Steps(editable, "conversation", partial(address, "conversation"))
open_conversation = steps.at_once(
    operations.open_conversation, gettext_lazy("The conversation is open. Share its address.")
)
close_conversation = steps.once_sure(
    operations.close_conversation,
    gettext_lazy("This conversation is closed. Its page stays."),
    title=gettext_lazy("Close “%(name)s”?"),
    text=gettext_lazy("Nobody can vote then. Its page stays. You can open it again."),
    label=gettext_lazy("Close this conversation"),
)
reopen_conversation = steps.at_once(
    operations.reopen_conversation, gettext_lazy("This conversation is open again.")
)
translate_conversation = steps.translated()
