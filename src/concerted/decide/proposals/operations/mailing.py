"""Mail to those who vote: each gets their own link, in their language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import override

from concerted.base.calendars import calendar_of
from concerted.base.outbox.posting import post_mail
from concerted.decide.proposals.models import Proposal, Round, Voter
from concerted.decide.proposals.queries.addresses import addresses_of
from concerted.decide.proposals.queries.calendars import occasion_of
from concerted.decide.proposals.queries.links import path_of
from concerted.organizations.translations import renditions


@transaction.atomic
def tell_voters(
    *,
    proposal: Proposal,
    voters: Iterable[Voter],
    kind: str,
    context: Mapping[str, object] | None = None,
    vote: Round | None = None,
) -> None:
    """Mail ``proposals/mail/<kind>`` to each of ``voters``; with the end of ``vote`` for their calendars."""
    keys = [one.pk for one in voters]
    rows = Voter.objects.filter(pk__in=keys).select_related("user", "member")
    addresses = addresses_of(rows)
    texts = {
        language: renditions([proposal], language)[proposal.pk]
        for language in {one.language for one in addresses}
    }
    for one in addresses:
        text = texts[one.language]
        post_mail(
            to=one.email,
            template=f"proposals/mail/{kind}",
            language=one.language,
            organization_id=proposal.organization_id,
            reply_to=proposal.organization.contact_email,
            context={
                "title": text.title,
                "summary": text.summary,
                "organization": proposal.organization.name,
                "voter": one.voter.name,
                "is_seat": one.voter.member_id is not None,
                "path": path_of(one.voter, proposal, one.language),
                **(context or {}),
            },
            unsubscribe_path=path_of(one.voter, proposal, one.language, "stop_mail"),
            calendar=_calendar(proposal, vote, text.title, one.language) if vote else "",
        )


def _calendar(proposal: Proposal, vote: Round, title: str, language: str) -> str:
    with override(language):
        return calendar_of(occasion_of(proposal, vote, title))
