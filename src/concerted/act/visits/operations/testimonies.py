"""Written testimony: given on the public page, confirmed by mail, looked after by the office."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Testimony
from concerted.act.visits.operations.floods import hold_back_floods
from concerted.act.visits.operations.hearings import open_hearing
from concerted.act.visits.operations.mailing import ask_to_confirm
from concerted.act.visits.operations.naming import (
    confirm,
    record_author,
    record_yes,
    take_back,
)
from concerted.act.visits.queries.preparing import prepared_for, word_count
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.people.models import ContactPoint


class TestimonyValues(TypedDict, total=False):
    shown: str
    who: str
    saw: str
    ask: str
    capacity: str
    capacity_of: str
    shows_capacity: bool


@transaction.atomic
def give_testimony(
    *,
    hearing: Hearing,
    name: str,
    email: str,
    language: str,
    news: str = "",
    visitor: str = "",
    **values: Unpack[TestimonyValues],
) -> Testimony:
    """Somebody's words for a hearing, which count once they confirm by mail.

    Sent again before that, the newer words stand; what was confirmed stays as it is until its author takes it back.
    Raises ``Refused`` where none are collected, past the limit of words, or on a flood.
    """
    hearing = open_hearing(hearing=hearing)
    _check(hearing, values, language)
    hold_back_floods(hearing=hearing, kind="testify", visitor=visitor, email=email)
    person = record_author(hearing=hearing, name=name, email=email, language=language)
    point = person.recorded_point(email)
    given = {"name": name, "language": language, **values}
    testimony, is_new = Testimony.objects.get_or_create(
        person=person,
        hearing=hearing,
        defaults={**given, "organization_id": hearing.organization_id},
    )
    testimony.hearing = hearing
    if not is_new and not testimony.is_standing:
        change(testimony, **given)
    if is_new:
        note(verb="testified", subject=testimony, after={"hearing": hearing})
    if news:
        record_yes(person=person, words=news, point=point, row=testimony, language=language)
    ask_to_confirm(row=testimony, point=point, again=not is_new)
    return testimony


@transaction.atomic
def confirm_testimony(*, testimony: Testimony, contact_point: ContactPoint) -> Testimony:
    """Who reads this address says that these are their words: they count, and stand where their author chose."""
    testimony = _locked(testimony)
    if testimony.is_standing:
        return testimony
    open_hearing(hearing=testimony.hearing)
    confirm(row=testimony, contact_point=contact_point)
    return testimony


@transaction.atomic
def take_back_testimony(*, testimony: Testimony, language: str) -> Testimony:
    """Its author takes it back, or it was not theirs: it leaves every page and the next packet."""
    testimony = _locked(testimony)
    take_back(row=testimony, language=language)
    return testimony


@transaction.atomic
def remove_testimony(*, testimony: Testimony, reason: str, by: Viewer | None) -> Testimony:
    """Take an obvious fake, or what harms somebody, off the page and out of the packet; with the reason."""
    testimony = _locked(testimony)
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    if testimony.removed_at is None:
        change(testimony, removed_at=timezone.now(), removal_reason=reason)
        note(verb="removed", subject=testimony, by=by)
    return testimony


@transaction.atomic
def restore_testimony(*, testimony: Testimony, by: Viewer | None) -> Testimony:
    """Take a removal back."""
    testimony = _locked(testimony)
    if testimony.removed_at is not None:
        change(testimony, removed_at=None, removal_reason="")
        note(verb="restored", subject=testimony, by=by)
    return testimony


def _check(hearing: Hearing, values: TestimonyValues, language: str) -> None:
    prepared = prepared_for(hearing, language)
    if not prepared.takes_testimony:
        raise Refused(_("No written testimony is collected here for this hearing."))
    texts = (values.get("who", ""), values.get("saw", ""), values.get("ask", ""))
    count = sum(word_count(one) for one in texts)
    if count > prepared.word_limit:
        words = ngettext(
            "You wrote %(count)d word. There is room for %(most)d.",
            "You wrote %(count)d words. There is room for %(most)d.",
            count,
        )
        raise Refused(words % {"count": count, "most": prepared.word_limit}, field="saw")


def _locked(testimony: Testimony) -> Testimony:
    rows = Testimony.objects.select_for_update(of=("self",)).select_related(
        "person", "hearing__organization"
    )
    return rows.get(pk=testimony.pk)
