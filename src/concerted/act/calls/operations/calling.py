"""What callers tell: what came of a call, and, if they want, that it was theirs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from concerted.act.calls.models import (
    SOURCE,
    Call,
    CallCampaign,
    Outcome,
    Outreach,
    OutreachQuerySet,
)
from concerted.act.calls.queries.links import token_of
from concerted.act.campaigns.capacity import Capacity
from concerted.act.officials.models import Official, Tenure
from concerted.act.officials.operations import report_mistake
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.limits.buckets import key_of, take, take_each
from concerted.base.outbox.posting import post_mail
from concerted.base.records import change
from concerted.people.models import Answer, Channel, ContactPoint, Person
from concerted.people.models.consents import NEWS
from concerted.people.operations import (
    disown_answers,
    prove_answers,
    record_answers,
    record_person,
)


@transaction.atomic
def record_call(
    *,
    calls: CallCampaign,
    official: Official,
    outcome: str,
    token: uuid.UUID,
    text: str = "",
    language: str = "",
    visitor: str = "",
) -> Call:
    """Count a call and what came of it. A second tap on the same page counts nothing; a wrong number is told to the office.

    Raises ``Refused`` where the calls are not open, or do not go to this official.
    """
    known = Call.objects.filter(token=token).first()
    if known is not None:
        return known
    calls = CallCampaign.objects.select_related("organization").get(pk=calls.pk)
    if not calls.is_open:
        raise Refused(_("These calls have ended. Thank you for calling."))
    if not _goes_to(calls, official):
        raise Refused(_("These calls do not go to this official."))
    if visitor and not take(f"call:{visitor}", capacity=60, per_second=1 / 60):
        raise Refused(_("That was a lot at once. Please come back in a while."))
    told = {"outcome": outcome, "note": text, "language": language}
    call, is_new = Call.objects.get_or_create(
        token=token,
        defaults={
            "organization": calls.organization,
            "calls": calls,
            "official": official,
            **told,
        },
    )
    if is_new and outcome == Outcome.WRONG:
        words = _("A caller says: wrong number.")
        said = f"{words} {text}".strip()
        report_mistake(official=official, organization=calls.organization, text=said, by=None)
    return call


def _goes_to(calls: CallCampaign, official: Official) -> bool:
    if calls.targets.filter(official=official).exists():
        return True
    held = Tenure.objects.current().filter(official=official, post__role__in=calls.kinds)
    return bool(calls.kinds) and held.exists()


@transaction.atomic
def name_caller(
    *,
    calls: CallCampaign,
    tokens: Sequence[uuid.UUID],
    name: str,
    email: str,
    language: str,
    news_words: str = "",
    capacity: str = Capacity.PERSONAL,
    capacity_of: str = "",
    shows_capacity: bool = False,
    visitor: str = "",
) -> list[Outreach]:
    """Keep whose the calls with ``tokens`` were, one for each official, and mail them a link that proves it.

    A call is nobody's until somebody says so, and then stays theirs; how many calls were made does not change.
    Of two calls to one official the later one is kept, unless the first was confirmed. Raises ``Refused`` where
    there is no such call, or on a flood.
    """
    _hold_back_floods(calls, visitor, email)
    made = list(Call.objects.select_for_update().filter(calls=calls, token__in=tokens))
    if not made:
        raise Refused(_("First call somebody, and tell how it went."))
    person = _person(calls, name, email, language)
    claimed = dict(Outreach.objects.filter(call__in=made).values_list("call_id", "person_id"))
    if not any(claimed.get(call.pk, person.pk) == person.pk for call in made):
        raise Refused(_("Somebody has said already that these calls were theirs."))
    values = {
        "language": language,
        "capacity": capacity,
        "capacity_of": capacity_of,
        "shows_capacity": shows_capacity,
    }
    kept = [_keep(call, person, values) for call in made if call.pk not in claimed]
    point = person.recorded_point(email)
    if news_words:
        _record_yes(calls, person, point, news_words, language)
    _mail_link(calls, person, point, name, language)
    return kept


def _keep(call: Call, person: Person, values: dict[str, object]) -> Outreach:
    outreach, is_new = Outreach.objects.get_or_create(
        person=person,
        official=call.official,
        calls_id=call.calls_id,
        defaults={"organization_id": call.organization_id, "call": call, **values},
    )
    if is_new:
        note(verb="called", subject=outreach, by=None, after={"calls": str(call.calls_id)})
    elif not outreach.is_confirmed:
        change(outreach, call=call, **values)
    return outreach


def _hold_back_floods(calls: CallCampaign, visitor: str, email: str) -> None:
    buckets = [(key_of("caller", calls.pk, email), 6, 1 / 600)]
    if visitor:
        buckets.append((f"{visitor}:{calls.pk.hex}", 30, 0.05))
    if not all(take_each(buckets)):
        raise Refused(_("That was a lot at once. Please come back in a while."))


def _person(calls: CallCampaign, name: str, email: str, language: str) -> Person:
    return record_person(
        organization=calls.organization,
        name=name,
        email=email,
        language=language,
        source=SOURCE,
    )


def _record_yes(
    calls: CallCampaign, person: Person, point: ContactPoint, words: str, language: str
) -> None:
    record_answers(
        person=person,
        answers=[(Channel.EMAIL, NEWS, Answer.GRANTED)],
        words=words,
        source=SOURCE,
        source_ref=str(calls.pk),
        contact_point=point,
        language=language,
    )


def _mail_link(
    calls: CallCampaign, person: Person, point: ContactPoint, name: str, language: str
) -> None:
    """Once a day at most for one person, however often they say that it was them."""
    text = calls.in_language(language)
    post_mail(
        to=point.value,
        template="calls/mail/named",
        language=language,
        organization_id=calls.organization_id,
        reply_to=calls.organization.contact_email,
        context={
            "name": name.partition(" ")[0],
            "title": text.title,
            "organization": calls.organization.name,
            "token": token_of(calls, point),
            # The row of the person takes the mail with it, if they are erased before it leaves.
            "person": person,
        },
        key=f"caller:{calls.pk.hex}:{point.pk.hex}:{timezone.now().date()}",
    )


@transaction.atomic
def confirm_caller(*, calls: CallCampaign, contact_point: ContactPoint) -> int:
    """Who reads the address says that the calls were theirs; how many were not confirmed before."""
    rows = _of(calls, contact_point.person).filter(confirmed_at=None)
    waiting = list(rows)
    for one in waiting:
        change(one, confirmed_at=timezone.now())
        note(verb="confirmed", subject=one, by=None)
    if waiting:
        prove_answers(
            person=contact_point.person,
            contact_point=contact_point,
            source=SOURCE,
            source_ref=str(calls.pk),
        )
    return len(waiting)


@transaction.atomic
def forget_caller(*, calls: CallCampaign, person: Person) -> int:
    """Forget whose calls these were: those that wait to be confirmed, else all. They still count; how many there were."""
    rows = list(_of(calls, person))
    forgotten = [one for one in rows if not one.is_confirmed] or rows
    for one in forgotten:
        note(verb="forgotten", subject=one, by=None)
    _forget(forgotten)
    if forgotten:
        disown_answers(
            person=person,
            source_ref=str(calls.pk),
            words=_("Forget that it was me"),
            language=get_language() or calls.language,
        )
    return len(forgotten)


def erase_callers(person: Person, /) -> None:
    """As ``forget_caller``, for all calls of ``person``."""
    _forget(Outreach.objects.select_for_update().filter(person=person))


def _forget(outreaches: Iterable[Outreach]) -> None:
    """Without who called, and without what they wrote down: it may tell who it was."""
    for one in outreaches:
        Call.objects.filter(pk=one.call_id).update(note="")
        one.delete()


def _of(calls: CallCampaign, person: Person) -> OutreachQuerySet:
    return Outreach.objects.select_for_update().filter(calls=calls, person=person)
