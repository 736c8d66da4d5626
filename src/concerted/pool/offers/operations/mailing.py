"""Mail about pledges: to those who give a link to theirs, to the office its page; each in their language."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from concerted.base.outbox.posting import post_mail
from concerted.pool.offers.models import Pledge
from concerted.pool.offers.queries.givers import Address, addresses_of, office_of
from concerted.pool.offers.queries.links import path_of
from concerted.pool.offers.queries.words import pledge_words


@transaction.atomic
def tell_giver(*, pledge: Pledge, kind: str, letter: int | None = None) -> None:
    """Mail ``offers/mail/<kind>`` to who gives. ``letter`` is the number of the delivery that it thanks for."""
    name, more = ("own_pledge", ()) if letter is None else ("own_letter", (letter,))
    for one in addresses_of(pledge.giver):
        path = path_of(pledge, one.language, name, *more)
        _post(pledge, one, kind, path, reply_to=pledge.organization.contact_email)


@transaction.atomic
def tell_office(*, pledge: Pledge, kind: str) -> None:
    """Mail ``offers/mail/<kind>`` to those who organize where ``pledge`` was made. Replies go to the giver."""
    for one in office_of(pledge.organization):
        with override(one.language):
            path = reverse("offers:pledge", args=[pledge.organization.slug, pledge.pk])
        _post(pledge, one, kind, path, reply_to=pledge.giver.email)


def _post(pledge: Pledge, to: Address, kind: str, path: str, *, reply_to: str) -> None:
    with override(to.language):
        words = pledge_words([pledge], to.language)[pledge.pk]
    post_mail(
        to=to.email,
        template=f"offers/mail/{kind}",
        language=to.language,
        organization_id=pledge.organization_id,
        reply_to=reply_to,
        context={
            "title": words.title,
            "amount": words.amount,
            "giver": str(pledge.giver),
            "organization": pledge.organization.name,
            "due_on": pledge.due_on.isoformat() if pledge.due_on is not None else "",
            "path": path,
        },
    )
