"""Paper in the workspace: cards, ballots and a poster to print; stacks of ballots to type in, check and take back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.listen.conversations.forms.sessions import BallotEntry, PrintForm
from concerted.listen.conversations.models import Ballot, BallotForm, Session, Stack
from concerted.listen.conversations.operations import ballots as operations
from concerted.listen.conversations.queries import ballots as queries
from concerted.listen.conversations.queries import printing
from concerted.listen.conversations.views.gate import session_of
from concerted.listen.conversations.views.sessions import place_of, told
from concerted.organizations.queries import enters_alone
from concerted.organizations.views.gate import one_of


def _stack(request: HttpRequest, organization: str, slug: str, session: int, stack: int) -> Stack:
    rows = Stack.objects.editable_by(request.user).select_related(
        "form__session", "session__conversation__organization", "checked_by", "undone_by"
    )
    return one_of(
        rows,
        organization,
        session__conversation__slug=slug,
        session__number=session,
        number=stack,
    )


def _to(name: str, stack: Stack) -> HttpResponse:
    return redirect(place_of(name, stack.session, stack.number))


@require_GET
def paper(request: HttpRequest, organization: str, slug: str, session: int) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    return _paper_page(request, found, PrintForm(found))


def _paper_page(request: HttpRequest, session: Session, form: PrintForm) -> HttpResponse:
    paper = queries.paper_of(session, request.user)
    return form_page(request, "conversations/paper.html", told(session, paper=paper, form=form))


@require_POST
def print_ballots(
    request: HttpRequest, organization: str, slug: str, session: int
) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    form = PrintForm(found, request.POST)
    if form.done(operations.print_ballots, session=found, by=request.user):
        return redirect(place_of("ballot_pdf", found, form.result.number))
    return _paper_page(request, found, form)


@require_GET
def ballot_pdf(
    request: HttpRequest, organization: str, slug: str, session: int, form: int
) -> HttpResponse:
    rows = BallotForm.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("session__organization", "session__conversation__organization"),
        organization__slug=organization,
        session__conversation__slug=slug,
        session__number=session,
        number=form,
    )
    return _pdf(printing.ballot_pdf(found), f"{slug}-ballot-{found.letter.lower()}.pdf")


@require_GET
def cards_pdf(request: HttpRequest, organization: str, slug: str, session: int) -> HttpResponse:
    return _printed(request, session_of(request, organization, slug, session), printing.cards_pdf)


@require_GET
def poster_pdf(request: HttpRequest, organization: str, slug: str, session: int) -> HttpResponse:
    return _printed(request, session_of(request, organization, slug, session), printing.poster_pdf)


def _printed(
    request: HttpRequest, session: Session, make: Callable[[Session, list[str], str], bytes]
) -> HttpResponse:
    """In the languages and on the paper that the address asks for, else in those of the session."""
    form = PrintForm(session, request.GET)
    is_valid = form.is_valid()
    languages = form.cleaned_data["languages"] if is_valid else session.languages
    size = form.cleaned_data["size"] if is_valid else ""
    name = f"{session.conversation.slug}-{make.__name__.removesuffix('_pdf')}.pdf"
    return _pdf(make(session, languages, size), name)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_POST
def begin_stack(
    request: HttpRequest, organization: str, slug: str, session: int, form: int
) -> HttpResponse:
    found = session_of(request, organization, slug, session)
    forms = BallotForm.objects.editable_by(request.user).filter(session=found)
    kept = get_object_or_404(forms.select_related("session"), number=form)
    return _to("stack", operations.begin_stack(form=kept, by=request.user))


@require_GET
def stack(
    request: HttpRequest, organization: str, slug: str, session: int, stack: int
) -> HttpResponse:
    return _stack_page(request, _stack(request, organization, slug, session, stack))


def _stack_page(
    request: HttpRequest, stack: Stack, form: BallotEntry | None = None
) -> HttpResponse:
    page = queries.stack_page(stack, request.user, page_language())
    entry = form or BallotEntry(stack, initial={"number": page.following})
    context = told(
        stack.session,
        page=page,
        stack=stack,
        form=entry,
        typed_it=any(one.ballot.typed_by_id == request.user.pk for one in page.ballots),
        is_alone=enters_alone(stack.session.conversation.organization, request.user),
    )
    return form_page(request, "conversations/stack.html", context)


@require_POST
def type_ballot(
    request: HttpRequest, organization: str, slug: str, session: int, stack: int
) -> HttpResponse:
    found = _stack(request, organization, slug, session, stack)
    form = BallotEntry(found, request.POST)
    if form.done(operations.type_ballot, stack=found, by=request.user):
        return _to("stack", found)
    return _stack_page(request, found, form)


@require_http_methods(["GET", "POST"])
def correct_ballot(
    request: HttpRequest, organization: str, slug: str, session: int, stack: int, ballot: int
) -> HttpResponse:
    found = _stack(request, organization, slug, session, stack)
    own = Ballot.objects.editable_by(request.user).filter(stack=found)
    wrong = get_object_or_404(own.select_related("stack__form__session"), number=ballot)
    page = queries.stack_page(found, request.user, page_language())
    entry = queries.entry_of(wrong, page_language()) if page.shows_answers else ""
    first = {"number": ballot, "answers": entry}
    form = BallotEntry(found, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct_ballot(
                ballot=wrong, answers=form.cleaned_data["answers"], by=request.user
            )
            messages.success(request, _("Ballot %(number)s is corrected.") % {"number": ballot})
            return _to("stack", found)
        except Refused as refused:
            form.refuse(refused)
    context = told(found.session, page=page, stack=found, ballot=wrong, form=form)
    return form_page(request, "conversations/correct_ballot.html", context)


@require_POST
def finish_stack(
    request: HttpRequest, organization: str, slug: str, session: int, stack: int
) -> HttpResponse:
    found = _stack(request, organization, slug, session, stack)
    operations.finish_stack(stack=found, by=request.user)
    words = _("This stack is typed in. Somebody else can now compare it with the paper.")
    messages.success(request, words)
    return _to("stack", found)


@require_POST
def check_stack(
    request: HttpRequest, organization: str, slug: str, session: int, stack: int
) -> HttpResponse:
    found = _stack(request, organization, slug, session, stack)
    operations.check_stack(stack=found, by=request.user)
    messages.success(request, _("Checked. Thank you."))
    return redirect(place_of("paper", found.session))


@require_http_methods(["GET", "POST"])
def undo_stack(
    request: HttpRequest, organization: str, slug: str, session: int, stack: int
) -> HttpResponse:
    found = _stack(request, organization, slug, session, stack)
    if request.method == "POST":
        operations.undo_stack(stack=found, by=request.user)
        messages.success(request, _("Taken back. None of its ballots counts."))
        return redirect(place_of("paper", found.session))
    return render(request, "conversations/undo_stack.html", told(found.session, stack=found))
