"""What became of shared data when an agreement was over: noted by each party, and reminded of until it is."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.zones import today_in
from concerted.pool.agreements.models import Agreement, Party, Settled
from concerted.pool.agreements.operations.drafting import locked
from concerted.pool.agreements.operations.mailing import tell_parties
from concerted.pool.agreements.operations.trails import note_for_parties
from concerted.pool.agreements.queries.settling import over_since, to_settle

REMINDED_AFTER = (30, 7)
"""So many days after the end who has noted nothing is reminded."""


@transaction.atomic
def settle_data(
    *, party: Party, settled_as: str, settled_on: datetime.date, words: str = "", by: Viewer | None
) -> Party:
    """Note that ``party`` gave shared data back or destroyed it; the other parties read it and are told.

    It is said once, as what was done cannot be undone. Raises ``Refused`` while the agreement still binds the party.
    """
    agreement = locked(agreement=party.agreement)
    party = Party.objects.select_related("partner").get(pk=party.pk, agreement=agreement)
    if party.settled_on is not None:
        return party
    since = over_since(agreement, party)
    if since is None:
        raise Refused(_("This is noted for data sharing, once the agreement is over."))
    if settled_on > today_in(agreement.organization):
        raise Refused(_("This day has not come yet."), field="settled_on")
    change(party, settled_on=settled_on, settled_as=settled_as, settled_words=words)
    told = {"member": party.name, "settled_as": settled_as, "settled_on": settled_on}
    note_for_parties(verb="settled", subject=agreement, agreement=agreement, by=by, after=told)
    others = agreement.parties.exclude(pk=party.pk).select_related("partner")
    tell_parties(
        agreement=agreement,
        parties=others,
        kind="settled",
        context={
            "settled_by": party.name,
            "settled_as": str(Settled(settled_as)),
            "settled_on": settled_on.isoformat(),
        },
    )
    return party


@transaction.atomic
def remind_to_settle(*, agreement: Agreement) -> int:
    """Write to the parties that noted nothing, at each of the days of ``REMINDED_AFTER`` once; to how many."""
    agreement = locked(agreement=agreement)
    today = today_in(agreement.organization)
    count = 0
    for party, since in to_settle(agreement, today):
        step = next((one for one in REMINDED_AFTER if (today - since).days >= one), None)
        if step is None:
            continue
        tell_parties(
            agreement=agreement,
            parties=[party],
            kind="settle",
            context={"ended_on": since.isoformat()},
            key=f"agreement-settle:{party.pk}:{step}",
        )
        count += 1
    return count
