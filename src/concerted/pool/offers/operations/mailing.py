"""Mail to those who give: each gets a link to their pledge, in their language."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import override

from concerted.base.outbox.posting import post_mail
from concerted.pool.offers.models import Pledge
from concerted.pool.offers.queries.givers import addresses_of
from concerted.pool.offers.queries.links import path_of
from concerted.pool.offers.queries.words import pledge_words


@transaction.atomic
def tell_giver(*, pledge: Pledge, kind: str, letter: int | None = None) -> None:
    """Mail ``offers/mail/<kind>`` to who gives. ``letter`` is the number of the delivery that it thanks for."""
    name, more = ("own_pledge", ()) if letter is None else ("own_letter", (letter,))
    for one in addresses_of(pledge.giver):
        with override(one.language):
            words = pledge_words([pledge], one.language)[pledge.pk]
        post_mail(
            to=one.email,
            template=f"offers/mail/{kind}",
            language=one.language,
            organization_id=pledge.organization_id,
            reply_to=pledge.organization.contact_email,
            context={
                "title": words.title,
                "amount": words.amount,
                "giver": str(pledge.giver),
                "organization": pledge.organization.name,
                "due_on": pledge.due_on.isoformat() if pledge.due_on is not None else "",
                "path": path_of(pledge, one.language, name, *more),
            },
        )
