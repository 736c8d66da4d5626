"""Writing a letter campaign and leading it through its life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.act.campaigns.models import Campaign
from concerted.act.letters.models import Audience, LetterCampaign, LetterTarget
from concerted.act.letters.models.campaigns import WORDS
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug

FIELDS = (
    *("policy", "title", "summary", "language", "audience", "own_posts", "official_language"),
    *("subject", "opening", "ask", "closing"),
)


@transaction.atomic
def add_letters(
    *,
    campaign: Campaign,
    policy: PolicyItem | None = None,
    title: str,
    ask: str,
    subject: str = "",
    summary: str = "",
    opening: str = "",
    closing: str = "",
    audience: str = Audience.CHOSEN,
    own_posts: Sequence[str] = (),
    official_language: str = "",
    language: str = "",
    by: Viewer | None,
) -> LetterCampaign:
    """Letters of a campaign, as a draft. The same title in the same campaign gives those that have it."""
    organization = Organization.objects.select_for_update().get(pk=campaign.organization_id)
    rows = organization.letter_campaigns
    _check_policy(organization, policy)
    same = rows.filter(campaign=campaign, title=title).first()
    if same is not None:
        return same
    added = rows.create(
        campaign=campaign,
        policy=policy,
        title=title,
        slug=free_slug(rows.all(), title, otherwise="letters"),
        summary=summary,
        language=language or organization.language,
        audience=audience,
        own_posts=list(own_posts),
        official_language=official_language or organization.language,
        subject=subject or title,
        opening=opening,
        ask=ask,
        closing=closing,
    )
    note(verb="added", subject=added, by=by, after=_told(added))
    return added


def _check_policy(organization: Organization, policy: PolicyItem | None) -> None:
    if policy is not None and policy.organization_id != organization.pk:
        raise Refused(_("This belongs to another organization."), field="policy")


def _told(letters: LetterCampaign) -> dict[str, Any]:
    return {name: getattr(letters, name) for name in FIELDS}


@transaction.atomic
def edit_letters(
    *, letters: LetterCampaign, campaign: Campaign, by: Viewer | None, **values: Any
) -> LetterCampaign:
    """Change words and addressees. Letters that were written stay as they are; its address stays too."""
    letters = _locked(letters)
    if campaign.organization_id != letters.organization_id:
        raise Refused(_("This campaign belongs to another organization."), field="campaign")
    _check_policy(letters.organization, values.get("policy"))
    audience = values.get("audience", letters.audience)
    if audience != letters.audience and letters.letters.exists():
        raise Refused(_("People have written already: to whom stays as it is."), field="audience")
    known = {name: value for name, value in values.items() if name in FIELDS}
    before, after = change(letters, campaign=campaign, **known)
    if after:
        note(verb="edited", subject=letters, by=by, before=before, after=after)
    return letters


@transaction.atomic
def publish_letters(*, letters: LetterCampaign, by: Viewer | None) -> LetterCampaign:
    """Open the page to everybody, once there is somebody to write to."""
    letters = _locked(letters)
    if letters.audience != Audience.OWN and not letters.targets.exists():
        raise Refused(_("First say who gets the letters."))
    return publish(record=letters, by=by)


def close_letters(*, letters: LetterCampaign, by: Viewer | None) -> LetterCampaign:
    """Take no more letters. The page stays."""
    words = _("These letters are still a draft. Publish them first.")
    return close(record=letters, if_draft=words, by=by)


def reopen_letters(*, letters: LetterCampaign, by: Viewer | None) -> LetterCampaign:
    """Take letters again after the end."""
    return reopen(record=letters, by=by)


@transaction.atomic
def add_official(
    *, letters: LetterCampaign, official: Official, by: Viewer | None
) -> LetterTarget:
    """Let everybody write to ``official``. Asked twice, once."""
    letters = _locked(letters)
    if letters.audience != Audience.CHOSEN:
        raise Refused(_("These letters do not go to officials whom you choose."))
    if official.organization_id not in (None, letters.organization_id):
        raise Refused(_("This official is in the list of another organization."), field="official")
    target, is_new = letters.targets.get_or_create(
        official=official, defaults={"organization_id": letters.organization_id}
    )
    if is_new:
        note(verb="added", subject=target, by=by, after={"official": str(official.pk)})
    return target


@transaction.atomic
def add_paper(
    *,
    letters: LetterCampaign,
    name: str,
    email: str = "",
    address: str = "",
    word_limit: int = WORDS,
    by: Viewer | None,
) -> LetterTarget:
    """Let people write to the editor of a newspaper. Added again, its address and limit are changed."""
    letters = _locked(letters)
    if not letters.is_to_papers:
        raise Refused(_("These letters do not go to newspapers."))
    if not email and not address:
        raise Refused(_("Please give an e-mail or an address for letters."), field="email")
    values = {"email": email, "address": address, "word_limit": word_limit}
    target, is_new = letters.targets.get_or_create(
        name=name, official=None, defaults={"organization_id": letters.organization_id, **values}
    )
    before, after = ({}, values) if is_new else change(target, **values)
    if after:
        verb = "added" if is_new else "edited"
        note(verb=verb, subject=target, by=by, before=before, after={"name": name, **after})
    return target


@transaction.atomic
def remove_target(*, target: LetterTarget, by: Viewer | None) -> None:
    """Nobody new writes there; letters that were written keep their addressee."""
    target = LetterTarget.objects.select_for_update(of=("self",)).get(pk=target.pk)
    note(verb="removed", subject=target, by=by)
    target.delete()


def _locked(letters: LetterCampaign) -> LetterCampaign:
    rows = LetterCampaign.objects.select_for_update(of=("self",))
    return rows.select_related("organization").get(pk=letters.pk)
