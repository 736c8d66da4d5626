"""Putting one's name to a petition. The busiest write of the house, hence counted statement by statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.campaigns.capacity import Capacity
from concerted.act.petitions.models import TAKING, Display, Petition, PetitionState, Signature, Via
from concerted.act.petitions.models.signatures import LINK
from concerted.act.petitions.queries.consents import asking, purpose_of
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.limits.buckets import key_of, presume_tokens, take_each
from concerted.base.links import sign
from concerted.base.outbox.posting import post_mail
from concerted.base.rows import insert, insert_unless_there
from concerted.base.statements import at_once, conclude
from concerted.organizations.models import Organization
from concerted.people.models import Answer, Channel, Person
from concerted.people.models.consents import NEWS
from concerted.people.operations import record_answers, record_person

SOURCE = "petition"
Consents = Sequence[tuple[Organization, str]]
"""Which organizations may send news, and the words that were ticked."""


@at_once
def sign_petition(
    *,
    petition: Petition,
    name: str,
    email: str = "",
    phone: str = "",
    postal_code: str = "",
    comment: str = "",
    display: str = Display.HIDDEN,
    capacity: str = Capacity.PERSONAL,
    capacity_of: str = "",
    shows_capacity: bool = False,
    consents: Consents = (),
    language: str,
    via: str = Via.PAGE,
    visitor: str = "",
    source: str = SOURCE,
    brought_by: str = "",
    is_proven: bool = False,
    is_thanked: bool = True,
    by: Viewer | None = None,
) -> Signature:
    """Add a signature and thank its author, or return the one this person gave before.

    The person is found or made in the list of the sponsor of record, and in no other: a yes to a partner waits there
    until ``passing`` gives it the name. What was allowed counts once the mailed link is opened. ``visitor`` is a
    ``base.limits`` key. What stands on signed paper ``is_proven``, and may be typed in during a pause and after the
    closing day. ``brought_by`` is the slug of the partner by whose link they came. Raises ``Refused`` when the
    petition takes no signatures now, or on a flood.
    """
    _hold_back_floods(petition, visitor, email or phone)
    who: dict[str, Any] = {
        "name": name,
        "email": email,
        "phone": phone,
        "postal_code": postal_code,
        "language": language,
        "source": source,
    }
    asked = asking(petition, [one for one, _words in consents])
    person = record_person(organization=petition.organization, **who)
    given = Signature(
        petition=petition,
        person=person,
        name=name,
        postal_code=postal_code,
        comment=comment,
        display=display,
        capacity=capacity,
        capacity_of=capacity_of,
        shows_capacity=shows_capacity,
        language=language,
        via=via,
        brought_by=_bringer(petition, brought_by),
    )
    signature = _signature_before(given) if person.was_known else None
    is_new = signature is None
    if signature is None:
        signature = given
        if not person.was_known:
            insert(signature)
        note(
            verb="signed",
            subject=signature,
            organization_id=petition.organization_id,
            by=by,
            after={"petition": str(petition.pk), "via": str(via)},
        )
    for one, words in consents:
        if one in asked:
            purpose = NEWS if one.pk == petition.organization_id else purpose_of(one.pk)
            _record_yes(
                signature, person, purpose, words, email, phone, language, source, is_proven, by
            )
    if email and is_thanked and signature.removed_at is None:
        _thank(signature, person, email, language, again=not is_new)
    step = 1 if is_new and signature.is_counted else 0
    _count(petition, step, must_write=is_new, is_paper=via == Via.PAPER)
    return signature


def _signature_before(given: Signature) -> Signature | None:
    """What this person signed before; where that is nothing, ``given`` is added."""
    if insert_unless_there(given):
        return None
    return Signature.objects.select_related("petition__organization").get(
        petition_id=given.petition_id, person=given.person
    )


def _hold_back_floods(petition: Petition, visitor: str, contact: str) -> None:
    """Bound what one visitor and one address can do.

    A row of the second bucket is held until the commit, so that of two forms sent at once by one person the
    second finds what the first wrote.
    """
    buckets = []
    if visitor:
        buckets.append((f"{visitor}:{petition.pk.hex}", 60, 0.1))
    if contact:
        buckets.append((key_of("sign", petition.pk, contact), 10, 1 / 600))
    if not buckets or presume_tokens(buckets, untouched=buckets[-1][0] if contact else ""):
        return
    taken = take_each(buckets)
    if visitor and not taken[0]:
        raise Refused(_("Many signatures came from your network just now. Please wait a minute."))
    if not taken[-1]:
        raise Refused(_("This was sent many times. Please try again in an hour."))


def _bringer(petition: Petition, slug: str) -> Organization | None:
    """The partner behind ``petition`` whose link has this ``slug``."""
    if not slug or slug == petition.organization.slug:
        return None
    found = petition.sponsorships.accepted().filter(sponsor__slug=slug).select_related("sponsor")
    return next((one.sponsor for one in found), None)


def _record_yes(
    signature: Signature,
    person: Person,
    purpose: str,
    words: str,
    email: str,
    phone: str,
    language: str,
    source: str,
    is_proven: bool,
    by: Viewer | None,
) -> None:
    for channel, value in ((Channel.EMAIL, email), (Channel.TEXT, phone)):
        if value:
            record_answers(
                person=person,
                answers=[(channel, purpose, Answer.GRANTED)],
                words=words,
                source=source,
                source_ref=str(signature.pk),
                value=value,
                language=language,
                proven=is_proven,
                by=by,
            )


def _thank(
    signature: Signature, person: Person, email: str, language: str, *, again: bool
) -> None:
    """Thanks, with the links to confirm and to disown. Who signs again gets them once more a day at most."""
    petition = signature.petition
    token = sign([signature.pk.hex, person.recorded_point(email).pk.hex], purpose=LINK)
    post_mail(
        to=email,
        template="petitions/mail/thanks",
        language=language,
        organization_id=petition.organization_id,
        reply_to=petition.organization.contact_email,
        context={"signature": signature, "token": token},
        key=f"signed-again:{signature.pk.hex}:{timezone.now().date()}" if again else None,
    )


def _count(petition: Petition, step: int, *, must_write: bool, is_paper: bool) -> None:
    """Count, if signatures are taken at this moment. Last of all, so that the petition's row is held shortest."""
    if not must_write:
        present = Petition.objects.get(pk=petition.pk)
        if not (is_paper or present.takes_signatures()):
            raise _not_open(petition)
        return
    statement, values = (
        (COUNT + LATE, [*TAKING, PetitionState.CLOSED])
        if is_paper
        else (COUNT + OPEN, [*TAKING, _now_as_written()])
    )
    key = petition._meta.pk.get_db_prep_value(petition.pk, connection)
    if conclude(statement, [step, key, *values], returning="id") is None:
        raise _not_open(petition)


COUNT = """
UPDATE petitions_petition SET signature_count = signature_count + %s
WHERE id = %s AND """
OPEN = "state IN (%s, %s, %s) AND paused_at IS NULL AND (closes_at IS NULL OR closes_at > %s)"
LATE = "(state IN (%s, %s, %s) OR (state = %s AND closes_at <= closed_at))"


def _now_as_written() -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now())


def _not_open(petition: Petition) -> Refused:
    petition.refresh_from_db(fields=["paused_at"])
    if petition.paused_at is not None:
        return Refused(_("This petition takes a short break. Please come back soon."))
    return Refused(_("This petition is not taking signatures now."))
