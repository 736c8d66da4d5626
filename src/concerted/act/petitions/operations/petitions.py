"""A petition's own life: written, published, paused, closed, reopened."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.petitions.models import TAKING, NamesMode, Petition, PetitionState
from concerted.act.policies.models import PolicyItem
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.publishing import free_slug
from concerted.people.operations.namelessness import refuse_names


class PetitionValues(TypedDict, total=False):
    campaign: Campaign
    title: str
    ask: str
    body: str
    language: str
    policy: PolicyItem | None
    official: Official | None
    target_name: str
    target_role: str
    target_email: str
    goal_counts: list[int]
    deliver_at: int | None
    needs_confirmation: bool
    names_mode: str
    list_rule: str
    names_from: datetime | None
    notice_title: str
    notice_text: str
    notice_link: str
    closes_at: datetime | None


@transaction.atomic
def add_petition(*, by: Viewer | None, **values: Unpack[PetitionValues]) -> Petition:
    """Begin a petition in a campaign, as a draft that only the organization sees."""
    organization = values["campaign"].organization
    petition = Petition(
        organization=organization,
        **{"language": organization.language, **values},
    )
    _check(petition)
    slug = free_slug(
        Petition.objects.filter(organization=organization), petition.title, otherwise="petition"
    )
    petition.slug = slug if slug != "new" else "new-petition"
    petition.save(force_insert=True)
    told = {"title": petition.title, "slug": petition.slug}
    note(verb="added", subject=petition, by=by, after=told)
    return petition


@transaction.atomic
def edit_petition(
    *, petition: Petition, by: Viewer | None, **values: Unpack[PetitionValues]
) -> Petition:
    """Change the text or the rules of a petition.

    What people have signed, and what they were promised, stays: the ask, who decides, when a signature
    counts; and names may only become more private.
    """
    petition = _locked(petition)
    before = {name: getattr(petition, name) for name in values}
    changed = {name: value for name, value in values.items() if value != before[name]}
    if not changed:
        return petition
    _check_promises(petition, changed)
    for name, value in changed.items():
        setattr(petition, name, value)
    _check(petition)
    petition.save(update_fields=list(changed))
    told = {name: before[name] for name in changed}
    note(verb="edited", subject=petition, by=by, before=told, after=changed)
    return petition


@transaction.atomic
def publish_petition(*, petition: Petition, by: Viewer | None) -> Petition:
    """Open a draft to everybody. From now on it takes signatures.

    Raises ``Refused`` where the organization keeps no names; it can stand behind a partner's petition.
    """
    petition = _locked(petition)
    if petition.state != PetitionState.DRAFT:
        return petition
    refuse_names(organization=petition.organization)
    now = timezone.now()
    if petition.closes_at is not None and petition.closes_at <= now:
        raise Refused(_("The closing day has passed. Please choose a later one."))
    return _move(petition, by, "published", state=PetitionState.OPEN, published_at=now)


@transaction.atomic
def pause_petition(*, petition: Petition, by: Viewer | None) -> Petition:
    """Take no signatures for a while; the page stays."""
    petition = _locked(petition)
    if petition.paused_at is not None:
        return petition
    if petition.state in (PetitionState.DRAFT, PetitionState.CLOSED):
        raise Refused(_("Only a petition that people can sign can be paused."))
    return _move(petition, by, "paused", paused_at=timezone.now())


@transaction.atomic
def resume_petition(*, petition: Petition, by: Viewer | None) -> Petition:
    """Take signatures again after a pause."""
    petition = _locked(petition)
    if petition.paused_at is None:
        return petition
    return _move(petition, by, "resumed", paused_at=None)


@transaction.atomic
def close_petition(*, petition: Petition, by: Viewer | None) -> Petition:
    """End it. The page stays readable, with what came of it."""
    petition = _locked(petition)
    if petition.state == PetitionState.CLOSED:
        return petition
    if petition.state == PetitionState.DRAFT:
        raise Refused(_("A draft was never open. Publish it first, or leave it a draft."))
    return _move(
        petition,
        by,
        "closed",
        state=PetitionState.CLOSED,
        closed_at=timezone.now(),
        paused_at=None,
    )


@transaction.atomic
def close_petition_in_time(*, petition: Petition) -> Petition:
    """Close a petition whose closing time has passed. One that was given more time meanwhile stays open."""
    petition = _locked(petition)
    if petition.state not in TAKING or not petition.is_over():
        return petition
    return close_petition(petition=petition, by=None)


@transaction.atomic
def reopen_petition(*, petition: Petition, by: Viewer | None) -> Petition:
    """Open a closed petition again, where it stood; a closing day that has passed is taken away."""
    petition = _locked(petition)
    if petition.state != PetitionState.CLOSED:
        return petition
    now = timezone.now()
    closes_at = petition.closes_at
    if closes_at is not None and closes_at <= now:
        closes_at = None
    return _move(
        petition, by, "reopened", state=PetitionState.OPEN, closed_at=None, closes_at=closes_at
    )


@transaction.atomic
def mark_delivered(*, petition: Petition, by: Viewer | None) -> Petition:
    """Say that signatures have reached the target. Later states stay as they are."""
    petition = _locked(petition)
    if petition.state == PetitionState.DRAFT:
        raise Refused(_("A draft has no signatures to deliver."))
    if petition.state != PetitionState.OPEN:
        return petition
    return _move(petition, by, "delivered", state=PetitionState.DELIVERED)


@transaction.atomic
def mark_answered(*, petition: Petition, by: Viewer | None) -> Petition:
    """Say that the target has answered. A closed petition stays closed."""
    petition = _locked(petition)
    if petition.state == PetitionState.DRAFT:
        raise Refused(_("A draft cannot have been answered."))
    if petition.state not in (PetitionState.OPEN, PetitionState.DELIVERED):
        return petition
    return _move(petition, by, "answered", state=PetitionState.ANSWERED)


def _locked(petition: Petition) -> Petition:
    return Petition.objects.select_for_update(of=("self",)).with_everything().get(pk=petition.pk)


def _move(petition: Petition, by: Viewer | None, verb: str, **values: Any) -> Petition:
    before, after = change(petition, **values)
    note(verb=verb, subject=petition, by=by, before=before, after=after)
    return petition


def _check(petition: Petition) -> None:
    """What must hold between the values of a petition."""
    if petition.campaign.organization_id != petition.organization_id:
        raise Refused(_("This campaign belongs to another organization."), field="campaign")
    official = petition.official
    policy = petition.policy
    if policy is not None and policy.organization_id != petition.organization_id:
        raise Refused(_("This decision is in another organization's list."), field="policy")
    if official is not None and official.organization_id not in (None, petition.organization_id):
        raise Refused(_("This official is in another organization's list."), field="official")
    if petition.names_mode == NamesMode.DELAYED and petition.names_from is None:
        raise Refused(_("Say from which day names may be shown."), field="names_from")
    petition.goal_counts = sorted({goal for goal in petition.goal_counts if goal > 0})


PRIVACY = {NamesMode.CHOSEN: 0, NamesMode.DELAYED: 1, NamesMode.COUNTS: 2}


def _check_promises(petition: Petition, changed: dict[str, Any]) -> None:
    """Refuse a change of what signers were told."""
    if petition.state == PetitionState.DRAFT:
        return
    if "needs_confirmation" in changed:
        raise Refused(
            _(
                "Once a petition is published, you can no longer change whether signatures must be confirmed."
            ),
            field="needs_confirmation",
        )
    if _is_looser(petition, changed):
        raise Refused(
            _(
                "People signed under the rules for names that you have now. You can make the rules stricter, not looser."
            ),
            field="names_mode",
        )
    if petition.signature_count:
        for name in ("ask", "target_name", "language"):
            if name in changed:
                raise Refused(
                    _(
                        "People have signed these words. Start a new petition to ask another thing."
                    ),
                    field=name,
                )


def _is_looser(petition: Petition, changed: dict[str, Any]) -> bool:
    mode = changed.get("names_mode", petition.names_mode)
    if PRIVACY[NamesMode(mode)] != PRIVACY[NamesMode(petition.names_mode)]:
        return PRIVACY[NamesMode(mode)] < PRIVACY[NamesMode(petition.names_mode)]
    day, was = changed.get("names_from", petition.names_from), petition.names_from
    return mode == NamesMode.DELAYED and was is not None and (day is None or day < was)
