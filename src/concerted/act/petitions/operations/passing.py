"""Giving a signer's name to the partners they said yes to, and taking it back when they take back their yes."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.petitions.models import Passing, Petition, Signature
from concerted.act.petitions.queries.passing import Due, names_due, standing_yeses
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.rows import insert_unless_there
from concerted.organizations.models import Organization
from concerted.people.models import Answer, Channel, Consent
from concerted.people.models.consents import NEWS
from concerted.people.operations import record_answers, record_person
from concerted.people.operations.namelessness import refuse_names


@transaction.atomic
def pass_names(*, petition: Petition, by: Viewer | None) -> int:
    """Give every partner the names that are due to it now; how many. Asked again, gives what has come since.

    Only names with a proven yes to that partner that stands, only to partners behind the petition, by its list rule;
    what was taken back since is taken back first. Raises ``Refused`` where names may not leave the organization.
    """
    list(petition.sponsorships.select_for_update())  # Not the petition: people are signing it.
    petition = Petition.objects.select_related("organization").get(pk=petition.pk)
    refuse_names(organization=petition.organization)
    if not petition.gives_names():
        raise Refused(_("This petition gives counts only. No name leaves your organization."))
    _take_back(petition)
    passed = Counter(one.partner for one in names_due(petition) if _pass(petition, one))
    for partner, number in passed.items():
        _note(petition, partner, number, by)
    return passed.total()


@transaction.atomic
def pass_name(*, signature: Signature) -> int:
    """Give the name under a proven signature to those who need not wait: all, or the partner that brought it."""
    petition = signature.petition
    passed = [one.partner for one in names_due(petition, signature) if _pass(petition, one)]
    for partner in passed:
        _note(petition, partner, 1, None)
    return len(passed)


def _pass(petition: Petition, due: Due) -> bool:
    """Take the signer into the partner's list with their yes, unless that was done."""
    signature, partner = due.signature, due.partner
    passing = Passing(
        organization_id=petition.organization_id,
        petition=petition,
        partner=partner,
        signature=signature,
        reason=due.reason,
    )
    if not insert_unless_there(passing) and not _renewed(passing):
        return False
    values = {one.channel: one.value for one in due.yeses}
    person = record_person(
        organization=partner,
        name=signature.name,
        email=values.get(Channel.EMAIL, ""),
        phone=values.get(Channel.TEXT, ""),
        postal_code=signature.postal_code,
        language=signature.language,
        source=due.yeses[0].source,
    )
    for yes in due.yeses:
        record_answers(
            person=person,
            answers=[(yes.channel, NEWS, Answer.GRANTED)],
            words=yes.words,
            source=yes.source,
            source_ref=str(signature.pk),
            value=yes.value,
            language=yes.language,
            proven=True,
            answered_at=yes.answered_at,
        )
    return True


def _renewed(passing: Passing) -> bool:
    """Whether the name had been taken back from the partner, and is given anew."""
    rows = Passing.objects.filter(signature_id=passing.signature_id, partner_id=passing.partner_id)
    values = {"reason": passing.reason, "taken_back_at": None}
    return rows.filter(taken_back_at__isnull=False).update(**values) == 1


def _take_back(petition: Petition) -> None:
    """Where the yes to a partner stands no more, the partner may write no more."""
    standing = Passing.objects.filter(petition=petition).standing().select_related("partner")
    passings = list(standing)
    yeses = standing_yeses(petition, {one.partner for one in passings})
    gone = [one for one in passings if one.partner_id not in yeses.get(one.signature_id, {})]
    for passing in gone:
        _withdraw(passing)
    Passing.objects.filter(pk__in=[one.pk for one in gone]).update(taken_back_at=timezone.now())
    for partner, number in Counter(one.partner for one in gone).items():
        _note(petition, partner, number, None, verb="names_taken_back")


def _withdraw(passing: Passing) -> None:
    """Take back in the partner's list what this signature allowed. A yes that was given to it later stands."""
    given = Consent.objects.filter(
        organization_id=passing.partner_id,
        source_ref=str(passing.signature_id),
        answer=Answer.GRANTED,
    ).select_related("person", "contact_point")
    for one in given:
        record_answers(
            person=one.person,
            contact_point=one.contact_point,
            answers=[(one.channel, one.purpose, Answer.WITHDRAWN)],
            words="",
            source=one.source,
            source_ref=one.source_ref,
            proven=True,
            answered_at=one.answered_at,
        )


def _note(
    petition: Petition,
    partner: Organization,
    number: int,
    by: Viewer | None,
    verb: str = "names_passed",
) -> None:
    """In the trail of both organizations, as a number."""
    for organization_id in (petition.organization_id, partner.pk):
        note(
            verb=verb,
            subject=petition,
            organization_id=organization_id,
            by=by,
            after={"partner": str(partner.pk), "number": number},
        )
